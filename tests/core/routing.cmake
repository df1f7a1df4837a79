foreach(subject IN ITEMS routing_metrics gain_model text_traits)
  routenlp_test(tst_${subject} SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_${subject}.cpp
    LIBS routenlp_routing routenlp_evaluation)
endforeach()
