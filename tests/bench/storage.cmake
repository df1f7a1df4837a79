add_executable(bench_storage ${CMAKE_CURRENT_LIST_DIR}/bench_storage.cpp)
set_target_properties(bench_storage PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
target_link_libraries(bench_storage PRIVATE routenlp_settings routenlp_db Qt6::Core CLI11::CLI11)
