routenlp_test(tst_model_comparison SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_model_comparison.cpp LIBS routenlp_engine LABELS core)
