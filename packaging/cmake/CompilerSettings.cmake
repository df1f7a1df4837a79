# One place for compiler flags: every target of ours links routenlp_settings.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

add_library(routenlp_settings INTERFACE)
target_compile_options(routenlp_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  $<$<BOOL:${ROUTENLP_WERROR}>:-Werror>)
# GCC 12 sees overlapping copies in its own std::string at -O2 and above (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(routenlp_settings INTERFACE -Wno-restrict)
endif()
# Linking a test takes half a second with LLVM's linker and three with GNU's.
find_program(LLD_PROGRAM ld.lld)
if(LLD_PROGRAM)
  add_link_options(-fuse-ld=lld)
endif()
# A program that only serves models links no training code and so must not load libtorch at its start.
add_link_options(-Wl,--as-needed)
target_include_directories(routenlp_settings INTERFACE ${PROJECT_SOURCE_DIR})

if(ROUTENLP_SANITIZE)
  add_compile_options(-fsanitize=${ROUTENLP_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ROUTENLP_SANITIZE})
  # GCC 12 reports false "maybe uninitialized" in sanitised standard headers.
  add_compile_options(-Wno-maybe-uninitialized)
  # Boost.Asio uses thread fences, which ThreadSanitizer does not model; its queues synchronise by mutex as well.
  if(ROUTENLP_SANITIZE MATCHES thread)
    add_compile_options(-Wno-tsan)
  endif()
endif()

# routenlp_library(NAME SOURCES ... [PUBLIC lib...] [PRIVATE lib...]): one static library for one box.
function(routenlp_library NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${NAME} STATIC ${ARG_SOURCES})
  target_link_libraries(${NAME} PUBLIC ${ARG_PUBLIC} PRIVATE routenlp_settings ${ARG_PRIVATE})
  target_include_directories(${NAME} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
endfunction()
