routenlp_test(tst_study SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_study.cpp LIBS routenlp_domain routenlp_evaluation LABELS core)
