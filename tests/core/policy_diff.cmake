routenlp_test(tst_policy_diff SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_policy_diff.cpp LIBS routenlp_domain LABELS core)
