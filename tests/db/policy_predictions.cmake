routenlp_test(tst_policy_predictions SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_policy_predictions.cpp LIBS routenlp_db Qt6::Sql LABELS db)
