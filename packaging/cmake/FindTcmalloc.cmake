# The programs' allocator: the gateway allocates and frees some hundred small pieces a request on several threads, for
# which tcmalloc takes a third of the time of the C library's. Sanitizers bring an allocator of their own.
add_library(routenlp_allocator INTERFACE)
if(NOT ROUTENLP_SANITIZE)
  find_library(TCMALLOC_LIBRARY tcmalloc_minimal REQUIRED)
  # no object names it: it takes the place of malloc and operator new
  target_link_options(routenlp_allocator INTERFACE
    "LINKER:--push-state,--no-as-needed,${TCMALLOC_LIBRARY},--pop-state")
endif()
