routenlp_test(tst_training_parameters SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_training_parameters.cpp LIBS routenlp_engine nlohmann_json::nlohmann_json LABELS core)
