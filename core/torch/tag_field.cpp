#include "core/torch/tag_field.h"

#include "core/base/rng.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

namespace core::torch {

namespace {

constexpr double kLeastProbability = 1e-12;
constexpr std::size_t kMostWeights = std::size_t{1} << 20; ///< of the features
constexpr std::uint32_t kMostBuckets = 1U << 18;

std::size_t weightsFor(std::size_t tags, std::uint32_t buckets)
{
    return (buckets + tags + 1) * tags;
}

std::uint32_t bucketsFor(std::size_t tags)
{
    const std::size_t most = std::max<std::size_t>(1, kMostWeights / std::max<std::size_t>(1, tags));
    return std::min(kMostBuckets, static_cast<std::uint32_t>(std::bit_floor(most)));
}

/// Rows of weights that one token's features fall on.
using Rows = std::vector<std::size_t>;

Rows rowsOf(std::span<const FeatureHash> bag, std::uint32_t buckets)
{
    Rows rows;
    rows.reserve(bag.size());
    for (const FeatureHash feature : bag) {
        rows.push_back(bucketOf(feature, 0, buckets));
    }
    return rows;
}

double logSum(std::span<const double> values)
{
    const double largest = *std::max_element(values.begin(), values.end());
    double sum = 0;
    for (const double value : values) {
        sum += std::exp(value - largest);
    }
    return largest + std::log(sum);
}

/// Scores of one text with its forward and backward sums, all in logarithms.
class Lattice {
public:
    /// `transitions`: (tags + 1, tags), the start of a text last.
    Lattice(std::size_t tags, const float* transitions, std::vector<double> emissions)
        : m_tags(tags)
        , m_tokens(emissions.size() / tags)
        , m_transitions(transitions)
        , m_emissions(std::move(emissions))
        , m_forward(m_emissions)
        , m_backward(m_emissions.size(), 0.0)
    {
        std::vector<double> terms(m_tags);
        for (std::size_t tag = 0; tag < m_tags; ++tag) {
            m_forward[tag] += transition(m_tags, tag);
        }
        for (std::size_t token = 1; token < m_tokens; ++token) {
            for (std::size_t tag = 0; tag < m_tags; ++tag) {
                for (std::size_t previous = 0; previous < m_tags; ++previous) {
                    terms[previous] = m_forward[(token - 1) * m_tags + previous] + transition(previous, tag);
                }
                m_forward[token * m_tags + tag] += logSum(terms);
            }
        }
        for (std::size_t token = m_tokens - 1; token > 0; --token) {
            for (std::size_t previous = 0; previous < m_tags; ++previous) {
                for (std::size_t tag = 0; tag < m_tags; ++tag) {
                    terms[tag] = transition(previous, tag) + m_emissions[token * m_tags + tag]
                        + m_backward[token * m_tags + tag];
                }
                m_backward[(token - 1) * m_tags + previous] = logSum(terms);
            }
        }
        m_logPartition = logSum(std::span(m_forward).last(m_tags));
    }

    [[nodiscard]] double logMarginal(std::size_t token, std::size_t tag) const
    {
        return m_forward[token * m_tags + tag] + m_backward[token * m_tags + tag] - m_logPartition;
    }
    /// log P(previous at token - 1, tag at token); token > 0.
    [[nodiscard]] double logPair(std::size_t token, std::size_t previous, std::size_t tag) const
    {
        return m_forward[(token - 1) * m_tags + previous] + transition(previous, tag)
            + m_emissions[token * m_tags + tag] + m_backward[token * m_tags + tag] - m_logPartition;
    }
    /// log P(sequence | text)
    [[nodiscard]] double logProbability(std::span<const std::size_t> sequence) const
    {
        double score = -m_logPartition;
        for (std::size_t token = 0; token < m_tokens; ++token) {
            score += m_emissions[token * m_tags + sequence[token]]
                + transition(token == 0 ? m_tags : sequence[token - 1], sequence[token]);
        }
        return score;
    }

private:
    [[nodiscard]] double transition(std::size_t previous, std::size_t tag) const
    {
        return static_cast<double>(m_transitions[previous * m_tags + tag]);
    }

    std::size_t m_tags;
    std::size_t m_tokens;
    const float* m_transitions;
    std::vector<double> m_emissions;
    std::vector<double> m_forward;
    std::vector<double> m_backward;
    double m_logPartition = 0;
};

std::vector<double> emissionsOf(
    const std::vector<Rows>& rows, std::size_t tags, const std::vector<float>& weights)
{
    std::vector<double> emissions(rows.size() * tags, 0.0);
    for (std::size_t token = 0; token < rows.size(); ++token) {
        for (const std::size_t row : rows[token]) {
            for (std::size_t tag = 0; tag < tags; ++tag) {
                emissions[token * tags + tag] += static_cast<double>(weights[row * tags + tag]);
            }
        }
    }
    return emissions;
}

/// AdaGrad (Duchi et al. 2011) whose result is the average of the weights over the steps (Polyak and Juditsky 1992),
/// kept as running sums so that a step touches the rows of its text alone.
class AveragedAdaGrad {
public:
    AveragedAdaGrad(std::size_t weights, double learningRate)
        : m_weights(weights, 0.0F)
        , m_squares(weights, 0.0F)
        , m_sums(weights, 0.0)
        , m_learningRate(learningRate)
    {
    }

    [[nodiscard]] const std::vector<float>& weights() const { return m_weights; }

    /// Ascends by `gradient` at one weight.
    void add(std::size_t at, double gradient)
    {
        m_squares[at] += static_cast<float>(gradient * gradient);
        const double change = m_learningRate * gradient / (1e-6 + std::sqrt(static_cast<double>(m_squares[at])));
        m_weights[at] += static_cast<float>(change);
        m_sums[at] += m_steps * change;
    }
    void endStep() { m_steps += 1; }

    [[nodiscard]] std::vector<float> averages() const
    {
        std::vector<float> averages = m_weights;
        for (std::size_t i = 0; i < averages.size(); ++i) {
            averages[i] -= static_cast<float>(m_sums[i] / m_steps);
        }
        return averages;
    }

private:
    std::vector<float> m_weights;
    std::vector<float> m_squares;
    std::vector<double> m_sums; ///< of each change times the steps before it
    double m_learningRate;
    double m_steps = 1;
};

/// One step up the text's log-likelihood; returns its negative a token.
double climb(const std::vector<Rows>& rows, const TaggedText& text, std::size_t tags, std::uint32_t buckets,
    AveragedAdaGrad& optimiser)
{
    const std::size_t transitions = std::size_t{buckets} * tags;
    const Lattice lattice(
        tags, optimiser.weights().data() + transitions, emissionsOf(rows, tags, optimiser.weights()));
    const double logLikelihood = lattice.logProbability(text.tags);
    std::vector<double> pairs((tags + 1) * tags, 0.0); // gradients of the transitions
    for (std::size_t token = 0; token < rows.size(); ++token) {
        const std::size_t before = token == 0 ? tags : text.tags[token - 1];
        pairs[before * tags + text.tags[token]] += 1;
        for (std::size_t tag = 0; tag < tags; ++tag) {
            const double marginal = std::exp(lattice.logMarginal(token, tag));
            const double gradient = (tag == text.tags[token] ? 1.0 : 0.0) - marginal;
            for (const std::size_t row : rows[token]) {
                optimiser.add(row * tags + tag, gradient);
            }
            if (token == 0) {
                pairs[tags * tags + tag] -= marginal;
                continue;
            }
            for (std::size_t previous = 0; previous < tags; ++previous) {
                pairs[previous * tags + tag] -= std::exp(lattice.logPair(token, previous, tag));
            }
        }
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        optimiser.add(transitions + i, pairs[i]);
    }
    optimiser.endStep();
    return -logLikelihood / static_cast<double>(rows.size());
}

std::vector<Rows> keptRows(const TaggedText& text, std::uint32_t buckets, double dropout, Rng& rng)
{
    std::vector<Rows> kept;
    for (const FeatureBag& bag : text.bags) {
        Rows rows = rowsOf(bag, buckets);
        std::erase_if(rows, [&](std::size_t) { return rng.chance(dropout); });
        kept.push_back(std::move(rows));
    }
    return kept;
}

} // namespace

TagField::TagField(std::size_t tags, std::vector<float> weights)
    : m_tags(tags)
    , m_buckets(tags == 0 ? 0 : static_cast<std::uint32_t>(weights.size() / tags - std::min(weights.size() / tags, tags + 1)))
    , m_weights(std::move(weights))
{
}

bool TagField::isConsistent() const
{
    return m_tags > 0 && m_buckets > 0 && m_weights.size() == weightsFor(m_tags, m_buckets);
}

std::vector<double> TagField::logMarginals(std::span<const FeatureBag> bags) const
{
    if (bags.empty()) {
        return {};
    }
    std::vector<Rows> rows;
    for (const FeatureBag& bag : bags) {
        rows.push_back(rowsOf(bag, m_buckets));
    }
    const Lattice lattice(
        m_tags, m_weights.data() + std::size_t{m_buckets} * m_tags, emissionsOf(rows, m_tags, m_weights));
    std::vector<double> marginals;
    marginals.reserve(bags.size() * m_tags);
    for (std::size_t token = 0; token < bags.size(); ++token) {
        for (std::size_t tag = 0; tag < m_tags; ++tag) {
            marginals.push_back(lattice.logMarginal(token, tag));
        }
    }
    return marginals;
}

Result<TagField> fitTagField(std::span<const TaggedText> texts, std::size_t tags, const TagFieldOptions& options,
    const FitMonitor& monitor)
{
    const std::uint32_t buckets = bucketsFor(tags);
    AveragedAdaGrad optimiser(weightsFor(tags, buckets), options.learningRate);
    Rng rng(options.seed);
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const double total = static_cast<double>(texts.size()) * options.epochs;
    double done = 0;
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
        rng.shuffle(std::span(order));
        for (const std::size_t i : order) {
            const double loss
                = climb(keptRows(texts[i], buckets, options.featureDropout, rng), texts[i], tags, buckets, optimiser);
            done += 1;
            if (monitor && !monitor(done / total, loss)) {
                return fail(ErrorCode::Cancelled, "training was cancelled");
            }
        }
    }
    return TagField(tags, optimiser.averages());
}

std::vector<double> pooledDistribution(
    std::span<const double> probabilities, std::span<const double> logProbabilities)
{
    std::vector<double> pooled(probabilities.size());
    for (std::size_t i = 0; i < pooled.size(); ++i) {
        pooled[i] = 0.5 * (std::log(std::max(kLeastProbability, probabilities[i])) + logProbabilities[i]);
    }
    const double all = logSum(pooled);
    std::transform(pooled.begin(), pooled.end(), pooled.begin(), [all](double value) { return std::exp(value - all); });
    return pooled;
}

} // namespace core::torch
