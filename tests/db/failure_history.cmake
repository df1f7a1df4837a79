routenlp_test(tst_failure_history SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_failure_history.cpp
  LIBS routenlp_db Qt6::Sql LABELS db)
