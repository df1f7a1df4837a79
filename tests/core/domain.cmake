routenlp_test(tst_spend_change SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_spend_change.cpp LIBS routenlp_domain LABELS core)
