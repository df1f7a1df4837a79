foreach(subject cost_history decision_store metrics_history request_history review_queue upkeep workspace workspace_stores)
  routenlp_test(tst_${subject} SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_${subject}.cpp
    LIBS routenlp_db Qt6::Sql LABELS db)
endforeach()
routenlp_test(tst_faults SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_faults.cpp ${CMAKE_CURRENT_LIST_DIR}/fault_victim.cpp
  LIBS routenlp_db Qt6::Sql LABELS db)
