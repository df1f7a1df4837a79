routenlp_test(tst_streaming_mode SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_streaming_mode.cpp
  LIBS routenlp_app nlohmann_json::nlohmann_json LABELS app)
