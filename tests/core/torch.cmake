foreach(subject IN ITEMS bag_features artefact_file confidence tag_field tag_lattice)
  routenlp_test(tst_${subject} SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_${subject}.cpp LIBS routenlp_torch)
endforeach()
routenlp_test(tst_students SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_students.cpp LIBS routenlp_torch routenlp_evaluation)
routenlp_test(tst_router SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_router.cpp LIBS routenlp_torch)
routenlp_test(tst_student_accuracy SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_student_accuracy.cpp
  LIBS routenlp_torch routenlp_datasets routenlp_evaluation routenlp_conformal LABELS slow)
