# What the preset fuzz compiles of the library: the modules that the targets reach as a whole, and of those above them what
# is named here. All of the library would take twice the time. A name that is missing is a link error that names it.

file(GLOB core_sources CONFIGURE_DEPENDS
  src/cairn/base/*.cpp src/cairn/spec/*.cpp src/cairn/identity/*.cpp src/cairn/layout/*.cpp src/cairn/catalog/*.cpp
  src/cairn/query/filter_*.cpp)
foreach(name IN ITEMS
  query/fields query/key_sql query/metric_name query/runs_query query/sort_sql query/value_walk
  record/events record/metric_point record/provenance record/record record/record_values record/run_definition
  record/store_paths record/value_fields
  exchange/deflate exchange/package exchange/zip_index)
  list(APPEND core_sources src/cairn/${name}.cpp)
endforeach()
