# What the preset fuzz compiles of the library: the modules that the targets reach as a whole, and of those above them what
# is named here. All of the library would take twice the time. A name that is missing is a link error that names it.

file(GLOB core_sources CONFIGURE_DEPENDS
  src/cairn/base/*.cpp src/cairn/spec/*.cpp src/cairn/identity/*.cpp src/cairn/layout/*.cpp src/cairn/catalog/*.cpp
  src/cairn/query/filter_*.cpp)
foreach(name IN ITEMS
  query/fields query/key_sql query/metric_name query/runs_query query/sort_sql query/value_walk
  store/events store/metric_point store/provenance store/record store/record_values store/run_definition
  store/store_paths store/value_fields
  exchange/deflate exchange/package exchange/zip_index)
  list(APPEND core_sources src/cairn/${name}.cpp)
endforeach()
