routenlp_test(tst_monitor_state SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_monitor_state.cpp
  LIBS routenlp_db routenlp_engine Qt6::Sql LABELS db)
