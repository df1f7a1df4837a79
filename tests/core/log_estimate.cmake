routenlp_test(tst_log_estimate SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_log_estimate.cpp
  LIBS routenlp_datasets routenlp_engine)
