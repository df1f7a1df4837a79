#include "core/engine/confidence_file.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"

#include <cstddef>
#include <utility>

namespace core::engine {

Result<std::unique_ptr<conformal::AnswerConfidence>> loadConfidence(
    const std::filesystem::path& path, const std::string& sha256)
{
    constexpr std::size_t kLimitBytes = std::size_t{1} << 20;
    const Result<std::string> bytes = readWholeFile(path, kLimitBytes);
    if (!bytes) {
        return fail(bytes.error());
    }
    if (sha256Hex(*bytes) != sha256) {
        return fail(ErrorCode::Corrupt,
            "the learned confidence '" + path.filename().string() + "' is not the one that was stored");
    }
    Result<conformal::AnswerConfidence> confidence = conformal::AnswerConfidence::fromJson(*bytes);
    if (!confidence) {
        return fail(confidence.error());
    }
    return std::make_unique<conformal::AnswerConfidence>(std::move(*confidence));
}

} // namespace core::engine
