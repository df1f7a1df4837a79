routenlp_test(tst_gateway_view SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_gateway_view.cpp LIBS routenlp_ui_fakes LABELS ui)
