add_library(routenlp_ui_fakes STATIC ${CMAKE_CURRENT_LIST_DIR}/fake_services.cpp ${CMAKE_CURRENT_LIST_DIR}/fake_workload.cpp
  ${CMAKE_CURRENT_LIST_DIR}/fake_coverage.cpp ${CMAKE_CURRENT_LIST_DIR}/fake_window.cpp)
target_link_libraries(routenlp_ui_fakes PUBLIC routenlp_ui Qt6::Test PRIVATE routenlp_settings)
target_include_directories(routenlp_ui_fakes PUBLIC ${CMAKE_CURRENT_LIST_DIR})

add_executable(ui_preview ${CMAKE_CURRENT_LIST_DIR}/ui_preview.cpp)
set_target_properties(ui_preview PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
target_link_libraries(ui_preview PRIVATE routenlp_settings routenlp_ui_fakes)

routenlp_test(tst_main_window SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_main_window.cpp
  LIBS routenlp_ui_fakes LABELS ui)
routenlp_test(tst_models SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_models.cpp LIBS routenlp_ui_fakes LABELS ui)
routenlp_test(tst_accessibility SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_accessibility.cpp LIBS routenlp_ui_fakes LABELS ui)
# The pictures at one and two pixels a point: the same program, twice.
routenlp_test(tst_golden SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_golden.cpp LIBS routenlp_ui_fakes LABELS ui)
add_test(NAME tst_golden_2x COMMAND tst_golden)
set_tests_properties(tst_golden_2x PROPERTIES LABELS ui TIMEOUT 600
  ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;QT_SCALE_FACTOR=2")
routenlp_test(tst_translation SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_translation.cpp LIBS routenlp_ui_fakes LABELS ui)
target_compile_definitions(tst_translation PRIVATE ROUTENLP_LUPDATE="$<TARGET_FILE:Qt6::lupdate>")
routenlp_test(tst_coverage_view SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_coverage_view.cpp LIBS routenlp_ui_fakes LABELS ui)
routenlp_test(tst_engine_sentences SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_engine_sentences.cpp
  LIBS routenlp_ui_fakes routenlp_conformal routenlp_engine LABELS ui)
