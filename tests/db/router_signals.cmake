routenlp_test(tst_router_signal_store SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_router_signal_store.cpp
  LIBS routenlp_db Qt6::Sql LABELS db)
