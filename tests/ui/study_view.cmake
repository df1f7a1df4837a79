routenlp_test(tst_study_view SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_study_view.cpp
  LIBS routenlp_ui_fakes LABELS ui)
