routenlp_test(tst_console_wire SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_console_wire.cpp
  LIBS routenlp_app nlohmann_json::nlohmann_json LABELS app)
routenlp_test(tst_attached_process SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_attached_process.cpp
  ${CMAKE_CURRENT_LIST_DIR}/program.cpp LIBS routenlp_app Qt6::Sql LABELS app)
target_compile_definitions(tst_attached_process PRIVATE ROUTENLP_PROGRAM="$<TARGET_FILE:routenlp>")
add_dependencies(tst_attached_process routenlp)
routenlp_test(tst_gateway_program SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_gateway_program.cpp
  ${CMAKE_CURRENT_LIST_DIR}/program.cpp LIBS Qt6::Sql LABELS app)
target_compile_definitions(tst_gateway_program PRIVATE ROUTENLP_PROGRAM="$<TARGET_FILE:routenlp>")
add_dependencies(tst_gateway_program routenlp)
