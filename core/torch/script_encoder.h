#pragma once

#include "core/ports/encoder.h"

#include <filesystem>
#include <memory>

namespace core::torch {

/// A TorchScript file whose `forward(texts: List[str]) -> Tensor` gives one row of float32 a text, all of one width
/// above 0, whatever the number of texts. Rows are brought to length 1. The file is run with the program's rights:
/// load only files that you trust.
[[nodiscard]] Result<std::unique_ptr<ports::Encoder>> loadScriptEncoder(const std::filesystem::path& file);

} // namespace core::torch
