foreach(name tst_loop_gates tst_loop_looks tst_loop_conductor tst_loop_schedule)
  routenlp_test(${name} SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}.cpp ${CMAKE_CURRENT_LIST_DIR}/engine_fakes.h
    ${CMAKE_CURRENT_LIST_DIR}/loop_fakes.h LIBS routenlp_engine routenlp_conformal)
endforeach()
routenlp_test(tst_loop_pipeline SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_loop_pipeline.cpp
  LIBS routenlp_engine routenlp_conformal routenlp_torch)
