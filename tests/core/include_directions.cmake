routenlp_test(tst_include_directions SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_include_directions.cpp LIBS Qt6::Core)
