#pragma once

#include "core/base/result.h"
#include "core/ports/history.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::ports {

/// Of one text that a query asked.
struct TextVector {
    std::string queryId;
    std::string bytes; ///< its direction, one signed byte a dimension
};

/// The encoder that vectors are of.
struct TextEncoder {
    std::string name;        ///< as the encoder is asked for, e.g. "use-lite"
    std::string fingerprint; ///< of its weights: see ports::Encoder
    std::size_t dimension = 0;

    bool operator==(const TextEncoder&) const = default;
};

/// Vectors of stored texts, so that a text is encoded once. They go when the text goes.
class TextVectorStore {
public:
    virtual ~TextVectorStore() = default;
    /// The version whose vectors are kept; nothing: none are.
    [[nodiscard]] virtual Result<std::optional<TextEncoder>> encoder(const std::string& name) const = 0;
    /// Of queries of the range, in no order.
    [[nodiscard]] virtual Result<std::vector<TextVector>> vectors(
        const std::string& encoder, const TimeRange& range) const = 0;
    /// Adds vectors; those of another version of the encoder go first. Queries that are gone, or whose text is, are left out.
    /// InvalidArgument where a vector has not one byte a dimension.
    virtual Result<void> save(const TextEncoder& encoder, std::span<const TextVector> vectors) = 0;
};

} // namespace core::ports
