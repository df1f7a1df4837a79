routenlp_test(tst_tuned_models SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_tuned_models.cpp LIBS routenlp_app LABELS app)
