routenlp_test(tst_router_program SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_router_program.cpp
  ${CMAKE_CURRENT_LIST_DIR}/program.cpp LIBS Qt6::Sql LABELS app)
target_compile_definitions(tst_router_program PRIVATE ROUTENLP_PROGRAM="$<TARGET_FILE:routenlp>")
add_dependencies(tst_router_program routenlp)
routenlp_test(tst_router_desk SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_router_desk.cpp
  LIBS routenlp_app routenlp_models routenlp_torch LABELS app)
