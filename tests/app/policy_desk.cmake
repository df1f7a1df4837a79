routenlp_test(tst_policy_desk SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_policy_desk.cpp LIBS routenlp_app LABELS app)
