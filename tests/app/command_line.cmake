# These start the built program; they link nothing of it.
foreach(subject command_line bad_inputs simulate_figures kill_during_simulate banking77 privacy)
  routenlp_test(tst_${subject} SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_${subject}.cpp
    ${CMAKE_CURRENT_LIST_DIR}/program.cpp LIBS Qt6::Sql LABELS app)
  target_compile_definitions(tst_${subject} PRIVATE ROUTENLP_PROGRAM="$<TARGET_FILE:routenlp>")
  add_dependencies(tst_${subject} routenlp)
endforeach()
