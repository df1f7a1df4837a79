#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace core::ports {

/// Turns a text into a vector of length 1 (or of zeros when there is nothing to encode). Thread-safe.
class Encoder {
public:
    virtual ~Encoder() = default;
    [[nodiscard]] virtual Result<std::vector<float>> embed(const std::string& text) const = 0;
    /// One vector a text, in order; all or an error. Implementations that can do many at once do so.
    [[nodiscard]] virtual Result<std::vector<std::vector<float>>> embedAll(std::span<const std::string> texts) const
    {
        std::vector<std::vector<float>> vectors;
        vectors.reserve(texts.size());
        for (const std::string& text : texts) {
            Result<std::vector<float>> vector = embed(text);
            if (!vector) {
                return fail(vector.error());
            }
            vectors.push_back(std::move(*vector));
        }
        return vectors;
    }
    [[nodiscard]] virtual std::size_t dimension() const = 0;
    /// The same for the same weights: vectors of different fingerprints must not be compared.
    [[nodiscard]] virtual std::string fingerprint() const = 0;
};

} // namespace core::ports
