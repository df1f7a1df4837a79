routenlp_test(tst_encoders SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_encoders.cpp
  LIBS routenlp_torch routenlp_providers routenlp_libtorch nlohmann_json::nlohmann_json)
