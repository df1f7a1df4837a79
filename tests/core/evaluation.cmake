routenlp_test(tst_answer_metrics SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_answer_metrics.cpp LIBS routenlp_evaluation)
