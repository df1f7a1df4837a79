routenlp_test(tst_first_start SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_first_start.cpp
  LIBS routenlp_ui_fakes LABELS ui)
