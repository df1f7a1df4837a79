routenlp_test(tst_explanation SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_explanation.cpp
  LIBS routenlp_ui_fakes LABELS ui)
