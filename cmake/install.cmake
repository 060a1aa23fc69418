# What `cmake --install` puts where, and the Debian packages that CPack makes of it. Two components:
# the program with its data files, and the library with headers and a CMake package.

# Installing takes what was built; it builds nothing by itself.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY TRUE)

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS cairn RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
# The program carries these in itself; they are installed to be read, copied and changed.
install(DIRECTORY layouts schemes DESTINATION ${CMAKE_INSTALL_DATADIR}/cairn COMPONENT program
  FILES_MATCHING PATTERN "*.yaml")
install(FILES completions/cairn.bash RENAME cairn
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES completions/cairn.zsh RENAME _cairn
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)
install(FILES completions/cairn.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(DIRECTORY docs/commands docs/formats docs/guide DESTINATION ${CMAKE_INSTALL_DOCDIR}
  COMPONENT program FILES_MATCHING PATTERN "*.md")

set_target_properties(cairn_core PROPERTIES ARCHIVE_OUTPUT_NAME cairn)
if(CAIRN_LTO)
  # Whoever links the installed library may have another compiler: it needs machine code, too.
  target_compile_options(cairn_core PRIVATE -ffat-lto-objects)
endif()
install(TARGETS cairn_core ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
install(DIRECTORY src/cairn DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library
  FILES_MATCHING PATTERN "*.h")
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/cairn)
set(CAIRN_LINK_OPTIONS "")
if(CAIRN_STATIC)
  set(CAIRN_LINK_OPTIONS "-no-pie")  # cmake/toolchain.cmake compiles the library so.
endif()
configure_package_config_file(cmake/cairnConfig.cmake.in ${CMAKE_BINARY_DIR}/cairnConfig.cmake
  INSTALL_DESTINATION ${package_folder} PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/cairnConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/cairnConfig.cmake ${CMAKE_BINARY_DIR}/cairnConfigVersion.cmake
  DESTINATION ${package_folder} COMPONENT library)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME cairn)
set(CPACK_PACKAGE_VENDOR "the authors of cairn")
set(CPACK_PACKAGE_CONTACT "the authors of cairn <cairn@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "runs ML experiments, names and keeps their results as plain files")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program library)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME cairn)
# A release links all but libc from archives (cmake/third_party.cmake). The tool that finds out what
# a program needs belongs to Debian's own build tools, and is not asked for where it is missing.
find_program(CAIRN_SHLIBDEPS dpkg-shlibdeps)
if(CAIRN_SHLIBDEPS)
  set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
else()
  set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "libc6 (>= 2.36)")
endif()
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME cairn-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS
  "libdeflate-dev, libfmt-dev, libsodium-dev, libsqlite3-dev, libssl-dev, libutf8proc-dev, libyaml-dev, zlib1g-dev")
include(CPack)
