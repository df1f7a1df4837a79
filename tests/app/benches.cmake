routenlp_test(tst_benches SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_benches.cpp
  LIBS routenlp_benches routenlp_commands routenlp_evaluation routenlp_datasets LABELS app)
