routenlp_test(tst_background_clients SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_background_clients.cpp LIBS routenlp_app
  LABELS app)
