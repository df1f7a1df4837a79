foreach(subject IN ITEMS router_signals gain_extension)
  routenlp_test(tst_${subject} SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_${subject}.cpp
    LIBS routenlp_routing routenlp_datasets)
endforeach()
routenlp_test(tst_stacked_router SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_stacked_router.cpp LIBS routenlp_torch)
routenlp_test(tst_router_training SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_router_training.cpp
  LIBS routenlp_engine routenlp_torch)
