routenlp_test(tst_time_chart SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_time_chart.cpp LIBS routenlp_ui LABELS ui)
