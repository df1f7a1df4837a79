routenlp_test(tst_portfolio_desk SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_portfolio_desk.cpp LIBS routenlp_app LABELS app)
