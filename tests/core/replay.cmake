routenlp_test(tst_replay_server SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_replay_server.cpp
  LIBS routenlp_gateway nlohmann_json::nlohmann_json)
routenlp_test(tst_hostile_bytes SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_hostile_bytes.cpp
  LIBS routenlp_gateway nlohmann_json::nlohmann_json)
