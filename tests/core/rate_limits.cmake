routenlp_test(tst_rate_limits SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_rate_limits.cpp
  LIBS routenlp_gateway nlohmann_json::nlohmann_json)
