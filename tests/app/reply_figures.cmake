routenlp_test(tst_reply_figures SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_reply_figures.cpp
  LIBS routenlp_benches LABELS slow)
