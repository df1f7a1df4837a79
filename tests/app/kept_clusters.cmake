routenlp_test(tst_kept_clusters SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_kept_clusters.cpp
  LIBS routenlp_app routenlp_clustering Qt6::Sql LABELS app)
