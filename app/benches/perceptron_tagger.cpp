#include "app/benches/perceptron_tagger.h"

#include "core/base/rng.h"
#include "core/torch/token_features.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace app::benches {

namespace {

constexpr std::uint32_t kBuckets = 1U << 18;

std::vector<std::vector<std::uint32_t>> rowsOf(std::span<const std::string> tokens)
{
    std::vector<std::vector<std::uint32_t>> rows;
    for (const core::torch::FeatureBag& bag : core::torch::tokenFeatures(tokens)) {
        std::vector<std::uint32_t>& row = rows.emplace_back();
        for (const core::torch::FeatureHash feature : bag) {
            row.push_back(core::torch::bucketOf(feature, 0, kBuckets));
        }
    }
    return rows;
}

} // namespace

PerceptronTagger PerceptronTagger::fit(
    std::span<const core::domain::Example> training, std::size_t epochs, std::uint64_t seed)
{
    std::map<std::string, std::size_t> numbers;
    for (const core::domain::Example& example : training) {
        for (const std::string& tag : example.reference.tags) {
            numbers.emplace(tag, 0);
        }
    }
    PerceptronTagger tagger;
    for (auto& [tag, number] : numbers) {
        number = tagger.m_tags.size();
        tagger.m_tags.push_back(tag);
    }
    const std::size_t tags = tagger.m_tags.size();
    tagger.m_weights.assign(kBuckets * tags + (tags + 1) * tags, 0.0);
    tagger.m_sums = tagger.m_weights;
    std::vector<Rows> rows;
    std::vector<Sequence> truths;
    for (const core::domain::Example& example : training) {
        if (example.tokens.empty() || example.tokens.size() != example.reference.tags.size()) {
            continue;
        }
        rows.push_back(rowsOf(example.tokens));
        Sequence& truth = truths.emplace_back();
        for (const std::string& tag : example.reference.tags) {
            truth.push_back(numbers.at(tag));
        }
    }
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    core::Rng rng(seed);
    double step = 1;
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
        rng.shuffle(std::span(order));
        for (const std::size_t i : order) {
            tagger.update(rows[i], truths[i], tagger.decode(rows[i]), step);
            step += 1;
        }
    }
    for (std::size_t i = 0; i < tagger.m_weights.size(); ++i) {
        tagger.m_weights[i] -= tagger.m_sums[i] / step;
    }
    return tagger;
}

void PerceptronTagger::add(std::size_t at, double value, double step)
{
    m_weights[at] += value;
    m_sums[at] += step * value;
}

void PerceptronTagger::update(const Rows& rows, const Sequence& truth, const Sequence& guess, double step)
{
    const std::size_t tags = m_tags.size();
    const std::size_t transitions = kBuckets * tags;
    for (std::size_t token = 0; token < rows.size(); ++token) {
        if (truth[token] != guess[token]) {
            for (const std::uint32_t bucket : rows[token]) {
                add(bucket * tags + truth[token], 1, step);
                add(bucket * tags + guess[token], -1, step);
            }
        }
        const std::size_t wantedFrom = token == 0 ? tags : truth[token - 1];
        const std::size_t takenFrom = token == 0 ? tags : guess[token - 1];
        add(transitions + wantedFrom * tags + truth[token], 1, step);
        add(transitions + takenFrom * tags + guess[token], -1, step);
    }
}

PerceptronTagger::Sequence PerceptronTagger::decode(const Rows& rows) const
{
    const std::size_t tags = m_tags.size();
    const double* const transitions = m_weights.data() + kBuckets * tags;
    Sequence sequence(rows.size());
    std::vector<std::size_t> from(rows.size() * tags);
    std::vector<double> best(tags);
    for (std::size_t token = 0; token < rows.size(); ++token) {
        std::vector<double> own(tags, 0.0);
        for (const std::uint32_t bucket : rows[token]) {
            for (std::size_t tag = 0; tag < tags; ++tag) {
                own[tag] += m_weights[bucket * tags + tag];
            }
        }
        std::vector<double> reached(tags, -std::numeric_limits<double>::infinity());
        for (std::size_t tag = 0; tag < tags; ++tag) {
            if (token == 0) {
                reached[tag] = own[tag] + transitions[tags * tags + tag];
                continue;
            }
            for (std::size_t previous = 0; previous < tags; ++previous) {
                const double score = best[previous] + transitions[previous * tags + tag] + own[tag];
                if (score > reached[tag]) {
                    reached[tag] = score;
                    from[token * tags + tag] = previous;
                }
            }
        }
        best = std::move(reached);
    }
    if (!sequence.empty()) {
        sequence.back() = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
        for (std::size_t token = rows.size() - 1; token > 0; --token) {
            sequence[token - 1] = from[token * tags + sequence[token]];
        }
    }
    return sequence;
}

std::vector<std::string> PerceptronTagger::tags(std::span<const std::string> tokens) const
{
    std::vector<std::string> named;
    for (const std::size_t tag : decode(rowsOf(tokens))) {
        named.push_back(m_tags[tag]);
    }
    return named;
}

} // namespace app::benches
