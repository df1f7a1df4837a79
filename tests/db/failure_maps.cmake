routenlp_test(tst_failure_maps SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_failure_maps.cpp LIBS routenlp_db Qt6::Sql LABELS db)
