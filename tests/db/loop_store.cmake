routenlp_test(tst_loop_store SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_loop_store.cpp LIBS routenlp_db Qt6::Sql LABELS db)
