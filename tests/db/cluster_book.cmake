routenlp_test(tst_cluster_book SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_cluster_book.cpp LIBS routenlp_db Qt6::Sql LABELS db)
