# 30 s a parser; by hand: tests/fuzz/run.sh SECONDS [TARGET...]
add_test(NAME fuzz_parsers COMMAND ${PROJECT_SOURCE_DIR}/tests/fuzz/run.sh 30)
set_tests_properties(fuzz_parsers PROPERTIES LABELS fuzz TIMEOUT 1200
  ENVIRONMENT "ROUTENLP_FUZZ_BUILD=${CMAKE_BINARY_DIR}/fuzz")
