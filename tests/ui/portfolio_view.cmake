routenlp_test(tst_portfolio_view SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_portfolio_view.cpp
  LIBS routenlp_ui_fakes LABELS ui)
