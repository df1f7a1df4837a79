add_executable(gateway_probe ${CMAKE_CURRENT_LIST_DIR}/gateway_probe.cpp)
set_target_properties(gateway_probe PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
target_link_libraries(gateway_probe PRIVATE routenlp_settings routenlp_gateway routenlp_journal nlohmann_json::nlohmann_json)
foreach(name tst_gateway tst_gateway_conduct tst_gateway_edges tst_gateway_lookup tst_logprob_signals)
  routenlp_test(${name} SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}.cpp ${CMAKE_CURRENT_LIST_DIR}/gateway_bench.h
    LIBS routenlp_gateway nlohmann_json::nlohmann_json)
endforeach()
