routenlp_test(tst_policy_view SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_policy_view.cpp
  LIBS routenlp_ui_fakes LABELS ui)
