routenlp_test(tst_study_desk SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_study_desk.cpp LIBS routenlp_app LABELS app)
