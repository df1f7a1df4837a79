routenlp_test(tst_certificate_guard SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_certificate_guard.cpp LIBS routenlp_app LABELS app)
routenlp_test(tst_probation SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_probation.cpp LIBS routenlp_app LABELS app)
routenlp_test(tst_reanswered_queries SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_reanswered_queries.cpp LIBS routenlp_app LABELS app)
routenlp_test(tst_from_zero_labels SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_from_zero_labels.cpp LIBS routenlp_app LABELS app)
routenlp_test(tst_learned_confidence SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_learned_confidence.cpp LIBS routenlp_app LABELS app)
routenlp_test(tst_real_recordings SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_real_recordings.cpp
  LIBS routenlp_app routenlp_datasets LABELS app)
