routenlp_test(tst_costs_view SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_costs_view.cpp LIBS routenlp_ui_fakes LABELS ui)
