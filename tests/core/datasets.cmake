routenlp_test(tst_data_files SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_data_files.cpp LIBS routenlp_datasets ZLIB::ZLIB)
routenlp_test(tst_price_map SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_price_map.cpp LIBS routenlp_datasets)
routenlp_test(tst_workload_generator SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_workload_generator.cpp
  LIBS routenlp_datasets routenlp_evaluation)
