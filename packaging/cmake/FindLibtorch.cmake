# Debian's libtorch. Its CMake package drags in flags of its own; only headers and libraries are wanted here.
find_path(TORCH_INCLUDE_DIR torch/torch.h PATH_SUFFIXES torch/csrc/api/include REQUIRED)
find_path(ATEN_INCLUDE_DIR ATen/ATen.h REQUIRED)
find_library(TORCH_LIBRARY torch REQUIRED)
find_library(TORCH_CPU_LIBRARY torch_cpu REQUIRED)
find_library(C10_LIBRARY c10 REQUIRED)

add_library(routenlp_libtorch INTERFACE)
target_include_directories(routenlp_libtorch SYSTEM INTERFACE ${ATEN_INCLUDE_DIR} ${TORCH_INCLUDE_DIR})
target_link_libraries(routenlp_libtorch INTERFACE ${TORCH_CPU_LIBRARY} ${C10_LIBRARY})
