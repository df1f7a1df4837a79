routenlp_test(tst_distill SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_distill.cpp
  LIBS routenlp_distill nlohmann_json::nlohmann_json LABELS core)
