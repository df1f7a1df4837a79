foreach(name tst_money tst_policy_chain tst_latency_histogram tst_split tst_base)
  routenlp_test(${name} SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}.cpp LIBS routenlp_domain)
endforeach()
foreach(name tst_route_planner tst_cost_expectation)
  routenlp_test(${name} SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}.cpp LIBS routenlp_routing)
endforeach()
foreach(name tst_alarm_replay tst_query_engine tst_shadow_runner tst_challenger_trial tst_splits_do_not_leak tst_coverage_bad_input tst_tier_certification tst_traffic_evidence tst_worker_protocol tst_run_supervisor)
  routenlp_test(${name} SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}.cpp ${CMAKE_CURRENT_LIST_DIR}/engine_fakes.h
    LIBS routenlp_engine routenlp_conformal)
endforeach()
routenlp_test(tst_answer_signals SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_answer_signals.cpp
  LIBS routenlp_engine routenlp_conformal nlohmann_json::nlohmann_json)
