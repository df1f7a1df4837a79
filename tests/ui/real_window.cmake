# The main window on a real engine and workspace, driven by mouse and keyboard.
add_library(routenlp_real_window STATIC ${CMAKE_CURRENT_LIST_DIR}/real_window.cpp
  ${CMAKE_CURRENT_LIST_DIR}/real_workspace.cpp ${PROJECT_SOURCE_DIR}/tests/app/program.cpp)
target_link_libraries(routenlp_real_window PUBLIC routenlp_console_app Qt6::Test Qt6::Sql Qt6::Network
  PRIVATE routenlp_settings)
target_include_directories(routenlp_real_window PUBLIC ${CMAKE_CURRENT_LIST_DIR})
target_compile_definitions(routenlp_real_window PRIVATE ROUTENLP_PROGRAM="$<TARGET_FILE:routenlp>")
add_dependencies(routenlp_real_window routenlp)

routenlp_test(tst_real_window SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_real_window.cpp
  LIBS routenlp_real_window LABELS ui)
routenlp_test(tst_single_window SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_single_window.cpp
  LIBS routenlp_console_app LABELS ui)
target_compile_definitions(tst_single_window PRIVATE ROUTENLP_CONSOLE="$<TARGET_FILE:routenlp-console>")
add_dependencies(tst_single_window routenlp-console)
