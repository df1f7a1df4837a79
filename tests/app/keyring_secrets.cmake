routenlp_test(tst_keyring_secrets SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_keyring_secrets.cpp LIBS routenlp_app LABELS app)
