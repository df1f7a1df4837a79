routenlp_test(tst_monitor_state SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_monitor_state.cpp
  LIBS routenlp_db routenlp_engine Qt6::Sql LABELS db)
routenlp_test(tst_shadow_store SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_shadow_store.cpp LIBS routenlp_db Qt6::Sql LABELS db)
