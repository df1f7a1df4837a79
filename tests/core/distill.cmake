routenlp_test(tst_distill SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_distill.cpp
  LIBS routenlp_distill nlohmann_json::nlohmann_json LABELS core)
foreach(name tst_distillation tst_reply_slots)
  routenlp_test(${name} SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}.cpp LIBS routenlp_distill LABELS core)
endforeach()
