add_executable(bench_storage ${CMAKE_CURRENT_LIST_DIR}/bench_storage.cpp
  ${CMAKE_CURRENT_LIST_DIR}/generated_queries.cpp)
target_include_directories(bench_storage PRIVATE ${CMAKE_CURRENT_LIST_DIR})
set_target_properties(bench_storage PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
target_link_libraries(bench_storage PRIVATE routenlp_settings routenlp_db Qt6::Core CLI11::CLI11)
