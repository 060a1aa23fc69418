# What the fuzz targets reach of the library: the preset fuzz compiles nothing else. A source that is missing here is a
# link error that names it.

set(core_sources "")
foreach(name IN ITEMS
  atomic_file clock digest double_text error failpoint fs io json json_quick letters process safe_rel_path text
  text_error value yaml yaml_1_1 yaml_read yaml_scalar)
  list(APPEND core_sources src/cairn/base/${name}.cpp)
endforeach()
foreach(name IN ITEMS
  cleanup_policy filter filter_check filter_evaluate filter_lexer filter_parse filter_time matrix_values options
  param project_spec project_spec_read require stage_graph stage_read status text_template tolerance)
  list(APPEND core_sources src/cairn/spec/${name}.cpp)
endforeach()
foreach(name IN ITEMS
  argument_strings canonical canonicaliser code_grammar code_grammar_read directory_text fingerprint form
  input_error key_template name_rules named_arrays named_functions python_json python_value run_id scheme
  scheme_read)
  list(APPEND core_sources src/cairn/identity/${name}.cpp)
endforeach()
foreach(name IN ITEMS
  ambiguity byte_automaton comparison_table context_shape date_format document_functions expression_parse
  field_class layout layout_check layout_reader markdown_report path_template ranking regex_automaton
  template_text text_functions)
  list(APPEND core_sources src/cairn/layout/${name}.cpp)
endforeach()
foreach(name IN ITEMS
  archive_name catalog_find catalog_impl catalog_load catalog_open catalog_put run_row sqlite)
  list(APPEND core_sources src/cairn/catalog/${name}.cpp)
endforeach()
foreach(name IN ITEMS
  fields filter_candidates filter_columns filter_keys filter_sql filter_steps metric_name runs_query)
  list(APPEND core_sources src/cairn/query/${name}.cpp)
endforeach()
foreach(name IN ITEMS
  events metric_point provenance record record_values run_definition store_paths value_fields)
  list(APPEND core_sources src/cairn/store/${name}.cpp)
endforeach()
foreach(name IN ITEMS
  deflate package zip_index)
  list(APPEND core_sources src/cairn/exchange/${name}.cpp)
endforeach()
