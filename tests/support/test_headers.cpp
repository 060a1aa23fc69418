// Nothing but a place to precompile the headers of the tests: see cairn_precompile in
// tests/CMakeLists.txt.
