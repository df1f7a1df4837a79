routenlp_test(tst_clusters_view SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_clusters_view.cpp
  LIBS routenlp_ui_fakes LABELS ui)
