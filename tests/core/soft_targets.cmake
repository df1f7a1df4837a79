routenlp_test(tst_soft_targets SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_soft_targets.cpp
  ${CMAKE_CURRENT_LIST_DIR}/loop_fakes.h LIBS routenlp_engine)
