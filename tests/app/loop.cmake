routenlp_test(tst_loop SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_loop.cpp ${CMAKE_CURRENT_LIST_DIR}/program.cpp
  LIBS routenlp_models routenlp_torch Qt6::Sql LABELS app)
target_compile_definitions(tst_loop PRIVATE ROUTENLP_PROGRAM="$<TARGET_FILE:routenlp>")
add_dependencies(tst_loop routenlp)
