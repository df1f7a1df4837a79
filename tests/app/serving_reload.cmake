routenlp_test(tst_serving_reload SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_serving_reload.cpp LIBS routenlp_app LABELS app)
