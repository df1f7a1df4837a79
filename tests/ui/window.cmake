add_library(routenlp_ui_fakes STATIC ${CMAKE_CURRENT_LIST_DIR}/fake_services.cpp ${CMAKE_CURRENT_LIST_DIR}/fake_workload.cpp)
target_link_libraries(routenlp_ui_fakes PUBLIC routenlp_ui PRIVATE routenlp_settings)
target_include_directories(routenlp_ui_fakes PUBLIC ${CMAKE_CURRENT_LIST_DIR})

add_executable(ui_preview ${CMAKE_CURRENT_LIST_DIR}/ui_preview.cpp)
set_target_properties(ui_preview PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
target_link_libraries(ui_preview PRIVATE routenlp_settings routenlp_ui_fakes)

routenlp_test(tst_main_window SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_main_window.cpp
  LIBS routenlp_ui_fakes LABELS ui)
routenlp_test(tst_models SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_models.cpp LIBS routenlp_ui_fakes LABELS ui)
routenlp_test(tst_coverage_view SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_coverage_view.cpp LIBS routenlp_ui_fakes LABELS ui)
