add_executable(bench_gateway ${CMAKE_CURRENT_LIST_DIR}/bench_gateway.cpp)
set_target_properties(bench_gateway PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
target_link_libraries(bench_gateway PRIVATE routenlp_settings routenlp_gateway routenlp_db Qt6::Core CLI11::CLI11)
