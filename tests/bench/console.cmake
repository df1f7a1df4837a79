add_executable(bench_console ${CMAKE_CURRENT_LIST_DIR}/bench_console.cpp
  ${CMAKE_CURRENT_LIST_DIR}/console_workspace.cpp ${CMAKE_CURRENT_LIST_DIR}/generated_queries.cpp
  ${CMAKE_CURRENT_LIST_DIR}/gui_watch.cpp ${CMAKE_CURRENT_LIST_DIR}/thread_usage.cpp)
set_target_properties(bench_console PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests
  ENABLE_EXPORTS ON) # names in the stacks of blocks
target_include_directories(bench_console PRIVATE ${CMAKE_CURRENT_LIST_DIR})
target_link_libraries(bench_console PRIVATE routenlp_settings routenlp_allocator routenlp_real_window CLI11::CLI11)
target_compile_definitions(bench_console PRIVATE ROUTENLP_CONSOLE="$<TARGET_FILE:routenlp-console>")
add_dependencies(bench_console routenlp-console)
