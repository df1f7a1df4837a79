routenlp_test(tst_open_files SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_open_files.cpp LIBS routenlp_app LABELS app)
add_library(slow_disk MODULE ${CMAKE_CURRENT_LIST_DIR}/slow_disk.cpp)
set_target_properties(slow_disk PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
target_link_libraries(slow_disk PRIVATE ${CMAKE_DL_LIBS})
routenlp_test(tst_gateway_faults SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_gateway_faults.cpp
  ${CMAKE_CURRENT_LIST_DIR}/load_client.cpp ${CMAKE_CURRENT_LIST_DIR}/serving_program.cpp
  ${CMAKE_CURRENT_LIST_DIR}/program.cpp LIBS routenlp_app Qt6::Sql LABELS app)
target_compile_definitions(tst_gateway_faults PRIVATE ROUTENLP_PROGRAM="$<TARGET_FILE:routenlp>"
  ROUTENLP_CONSOLE="$<TARGET_FILE:routenlp-console>" ROUTENLP_SLOW_DISK="$<TARGET_FILE:slow_disk>")
add_dependencies(tst_gateway_faults routenlp slow_disk)
