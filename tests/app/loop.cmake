routenlp_test(tst_loop SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_loop.cpp ${CMAKE_CURRENT_LIST_DIR}/program.cpp
  LIBS routenlp_models routenlp_torch Qt6::Sql LABELS app)
routenlp_test(tst_loop_attempts SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_loop_attempts.cpp ${CMAKE_CURRENT_LIST_DIR}/program.cpp
  LIBS routenlp_models routenlp_torch Qt6::Sql LABELS app)
routenlp_test(tst_loop_worker SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_loop_worker.cpp ${CMAKE_CURRENT_LIST_DIR}/program.cpp
  LIBS routenlp_app Qt6::Sql LABELS app)
routenlp_test(tst_demo_session SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_demo_session.cpp LIBS routenlp_app LABELS app)
routenlp_test(tst_loop_scheduler SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_loop_scheduler.cpp LIBS routenlp_app LABELS app)
routenlp_test(tst_loop_report SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_loop_report.cpp LIBS routenlp_commands LABELS app)
foreach(name tst_loop tst_loop_attempts tst_loop_worker)
  target_compile_definitions(${name} PRIVATE ROUTENLP_PROGRAM="$<TARGET_FILE:routenlp>")
  add_dependencies(${name} routenlp)
endforeach()
