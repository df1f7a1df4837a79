routenlp_test(tst_cost_book SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_cost_book.cpp LIBS routenlp_db Qt6::Sql LABELS db)
