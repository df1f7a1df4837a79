routenlp_test(tst_failure_clusters SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_failure_clusters.cpp
  LIBS routenlp_clustering LABELS core)
routenlp_test(tst_tsne_map SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_tsne_map.cpp LIBS routenlp_clustering LABELS core)
routenlp_test(tst_miss_rates SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_miss_rates.cpp LIBS routenlp_clustering LABELS core)
