routenlp_test(tst_client_keys SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_client_keys.cpp LIBS routenlp_db Qt6::Sql LABELS db)
