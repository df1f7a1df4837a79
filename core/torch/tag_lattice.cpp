#include "core/torch/tag_lattice.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace core::torch {

namespace {

constexpr float kForbidden = -std::numeric_limits<float>::infinity();

bool isInside(const std::string& tag)
{
    return tag.starts_with("I-");
}

bool isAllowed(const std::vector<std::string>& tags, std::size_t previous, std::size_t next)
{
    if (!isInside(tags[next])) {
        return true;
    }
    const std::string type = tags[next].substr(2);
    if (std::find(tags.begin(), tags.end(), "B-" + type) == tags.end()) {
        return true; // a tag set without B-: nothing to insist on
    }
    return previous < tags.size() && (tags[previous] == "B-" + type || tags[previous] == tags[next]);
}

} // namespace

TagTransitions::TagTransitions(const std::vector<std::string>& tags)
    : m_tags(tags.size())
    , m_scores((tags.size() + 1) * tags.size(), 0.0F)
{
    for (std::size_t previous = 0; previous <= m_tags; ++previous) {
        for (std::size_t next = 0; next < m_tags; ++next) {
            m_scores[previous * m_tags + next] = isAllowed(tags, previous, next) ? 0.0F : kForbidden;
        }
    }
}

TagTransitions::TagTransitions(std::size_t tags, std::vector<float> scores)
    : m_tags(tags)
    , m_scores(std::move(scores))
{
}

void TagTransitions::learn(const std::vector<std::vector<std::size_t>>& sequences)
{
    std::vector<double> pairs(m_scores.size(), 0.5); // half a count each keeps unseen pairs finite
    for (const std::vector<std::size_t>& sequence : sequences) {
        std::size_t previous = start();
        for (const std::size_t tag : sequence) {
            pairs[previous * m_tags + tag] += 1;
            previous = tag;
        }
    }
    std::vector<double> totals(m_tags, 0.0);
    std::vector<double> rows(m_tags + 1, 0.0);
    double all = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        rows[i / m_tags] += pairs[i];
        totals[i % m_tags] += pairs[i];
        all += pairs[i];
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        m_scores[i]
            += static_cast<float>(std::log(pairs[i] / rows[i / m_tags]) - std::log(totals[i % m_tags] / all));
    }
}

std::vector<std::size_t> bestSequence(
    std::span<const double> logProbabilities, const TagTransitions& transitions, double weight)
{
    const std::size_t tags = transitions.tags();
    const std::size_t tokens = tags == 0 ? 0 : logProbabilities.size() / tags;
    std::vector<std::size_t> sequence(tokens);
    if (tokens == 0) {
        return sequence;
    }
    const auto step = [&](std::size_t previous, std::size_t next) {
        const float score = transitions.score(previous, next);
        return score == kForbidden ? -std::numeric_limits<double>::infinity()
                                   : weight * static_cast<double>(score);
    };
    std::vector<double> best(tags);
    std::vector<std::size_t> from(tokens * tags);
    for (std::size_t tag = 0; tag < tags; ++tag) {
        best[tag] = step(transitions.start(), tag) + logProbabilities[tag];
    }
    for (std::size_t token = 1; token < tokens; ++token) {
        std::vector<double> reached(tags, -std::numeric_limits<double>::infinity());
        for (std::size_t next = 0; next < tags; ++next) {
            for (std::size_t previous = 0; previous < tags; ++previous) {
                const double score = best[previous] + step(previous, next);
                if (score > reached[next]) {
                    reached[next] = score;
                    from[token * tags + next] = previous;
                }
            }
            reached[next] += logProbabilities[token * tags + next];
        }
        best = std::move(reached);
    }
    sequence.back() = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    for (std::size_t token = tokens - 1; token > 0; --token) {
        sequence[token - 1] = from[token * tags + sequence[token]];
    }
    return sequence;
}

} // namespace core::torch
