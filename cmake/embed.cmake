# Puts the data files that cairn carries (layouts, schemes, SQL, completions, help) into the library as one source file.

# cairn_embed(<variable>) sets <variable> to the generated source.
function(cairn_embed variable)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
    layouts/*.yaml schemes/*.yaml src/cairn/catalog/*.sql src/cairn/query/*.sql completions/cairn.*
    help/*.txt
    examples/*/*.py examples/*/*.yaml examples/*/*.md examples/*/*.txt)
  list(SORT files)
  set(output ${CMAKE_BINARY_DIR}/generated/embedded.cpp)
  # The list is a dependency too: a removed file must leave the table.
  set(manifest ${CMAKE_BINARY_DIR}/generated/embedded.txt)
  string(REPLACE ";" "\n" lines "${files}")
  file(CONFIGURE OUTPUT ${manifest} CONTENT "${lines}\n" @ONLY)
  list(TRANSFORM files PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE inputs)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -DMANIFEST=${manifest} -DOUTPUT=${output}
            -P ${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake
    DEPENDS ${inputs} ${manifest} ${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake
    COMMENT "Embedding data files" VERBATIM)
  set(${variable} ${output} PARENT_SCOPE)
endfunction()
