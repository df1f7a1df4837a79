routenlp_test(tst_runs_view SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_runs_view.cpp
  LIBS routenlp_ui_fakes LABELS ui)
