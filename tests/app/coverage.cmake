routenlp_test(tst_certificate_guard SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_certificate_guard.cpp LIBS routenlp_app LABELS app)
