#pragma once

#include "core/base/result.h"
#include "core/conformal/answer_confidence.h"

#include <filesystem>
#include <memory>
#include <string>

namespace core::engine {

/// A learned confidence as it was stored. Corrupt where its bytes are not those of the checksum.
[[nodiscard]] Result<std::unique_ptr<conformal::AnswerConfidence>> loadConfidence(
    const std::filesystem::path& path, const std::string& sha256);

} // namespace core::engine
