routenlp_test(tst_requests_view SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_requests_view.cpp
  LIBS routenlp_ui_fakes LABELS ui)
