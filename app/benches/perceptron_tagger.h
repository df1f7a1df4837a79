#pragma once

#include "core/domain/example.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace app::benches {

/// Averaged structured perceptron (Collins 2002) over the student's own token features and first-order tag
/// transitions: the baseline that a tagging student has to beat.
class PerceptronTagger {
public:
    static PerceptronTagger fit(
        std::span<const core::domain::Example> training, std::size_t epochs, std::uint64_t seed);
    [[nodiscard]] std::vector<std::string> tags(std::span<const std::string> tokens) const;

private:
    using Sequence = std::vector<std::size_t>;
    using Rows = std::vector<std::vector<std::uint32_t>>; ///< buckets, one list a token

    [[nodiscard]] Sequence decode(const Rows& rows) const;
    void update(const Rows& rows, const Sequence& truth, const Sequence& guess, double step);
    void add(std::size_t at, double value, double step);

    std::vector<std::string> m_tags;
    std::vector<double> m_weights; ///< (buckets, tags), then (tags + 1, tags) transitions
    std::vector<double> m_sums; ///< step-weighted, for the average
};

} // namespace app::benches
