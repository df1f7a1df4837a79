routenlp_test(tst_binomial_bounds
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_binomial_bounds.cpp
  LIBS routenlp_conformal nlohmann_json::nlohmann_json)
routenlp_test(tst_fixed_sequence_calibrator
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_fixed_sequence_calibrator.cpp
  LIBS routenlp_conformal nlohmann_json::nlohmann_json)
