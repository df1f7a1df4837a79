foreach(subject
    binomial_bounds fixed_sequence_calibrator tier_sequence_calibrator graded_sequence score_calibration
    risk_monitor delta_ledger sample_size_planner weighted_estimates comparison_rules conformal_promise what_if
    certification_simulation judge_correction score_splits)
  routenlp_test(tst_${subject}
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_${subject}.cpp
    LIBS routenlp_conformal nlohmann_json::nlohmann_json)
endforeach()
