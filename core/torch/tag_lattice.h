#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace core::torch {

/// How one tag follows another: log P(next | previous) - log P(next) from training counts, and -infinity
/// where BIO forbids it ("I-X" only after "B-X" or "I-X", where the tag set has a "B-X").
class TagTransitions {
public:
    /// Uniform, BIO rules only.
    explicit TagTransitions(const std::vector<std::string>& tags);
    /// `scores` (tags + 1, tags), the last row for the start of a text.
    TagTransitions(std::size_t tags, std::vector<float> scores);

    void learn(const std::vector<std::vector<std::size_t>>& sequences);
    [[nodiscard]] float score(std::size_t previous, std::size_t next) const
    {
        return m_scores[previous * m_tags + next];
    }
    [[nodiscard]] std::size_t start() const { return m_tags; }
    [[nodiscard]] std::size_t tags() const { return m_tags; }
    [[nodiscard]] const std::vector<float>& scores() const { return m_scores; }

private:
    std::size_t m_tags;
    std::vector<float> m_scores;
};

/// Best tag sequence under sum of log-probabilities (tokens, tags) + weight * transitions (Viterbi).
[[nodiscard]] std::vector<std::size_t> bestSequence(
    std::span<const double> logProbabilities, const TagTransitions& transitions, double weight);

} // namespace core::torch
