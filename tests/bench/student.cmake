add_executable(bench_student ${CMAKE_CURRENT_LIST_DIR}/bench_student.cpp)
set_target_properties(bench_student PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
target_link_libraries(bench_student PRIVATE routenlp_settings routenlp_torch routenlp_datasets routenlp_evaluation
  nlohmann_json::nlohmann_json)
target_compile_definitions(bench_student PRIVATE ROUTENLP_SHARED_DIR="${PROJECT_SOURCE_DIR}/../shared")
