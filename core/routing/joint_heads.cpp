#include "core/routing/joint_heads.h"

#include "core/routing/packed_rows.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace core::routing {

namespace {

constexpr std::size_t kMemory = 8; ///< steps that L-BFGS remembers
constexpr double kSmallStep = 1e-7;
constexpr double kBiasPenalty = 1e-3; ///< keeps biases finite where all outcomes are alike

double sigmoid(double x)
{
    return 1 / (1 + std::exp(-x));
}

/// log(1 + exp(x)) without overflow
double softplus(double x)
{
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

double dot(const std::vector<float>& a, const std::vector<float>& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    }
    return sum;
}

/// The loss as a function of one vector: weights by (column, output), then one bias an output.
class Objective {
public:
    Objective(std::span<const RidgeRow> rows, std::span<const RowPair> pairs, const PackedRows& packed,
        const JointLoss& loss)
        : m_rows(rows)
        , m_pairs(pairs)
        , m_packed(packed)
        , m_loss(loss)
        , m_outputs(packed.outputs)
        , m_scores(rows.size() * packed.outputs)
        , m_errors(rows.size() * packed.outputs)
    {
    }

    [[nodiscard]] std::size_t size() const { return (m_packed.featureOf.size() + 1) * m_outputs; }

    double operator()(const std::vector<float>& x, std::vector<float>& gradient)
    {
        const std::size_t weights = m_packed.featureOf.size() * m_outputs;
        m_packed.times(x, m_scores); // reads the weights only: columns are numbered below the biases
        for (std::size_t i = 0; i < m_scores.size(); ++i) {
            m_scores[i] += x[weights + i % m_outputs];
        }
        std::fill(m_errors.begin(), m_errors.end(), 0.0F);
        double sum = qualityTerm() + pairTerm();
        for (std::size_t i = 0; (m_loss.cost > 0 || m_loss.target > 0) && i < m_rows.size(); ++i) {
            sum += choiceTerms(i);
        }
        std::vector<float> products(weights, 0.0F);
        m_packed.transposedTimes(m_errors, products);
        std::copy(products.begin(), products.end(), gradient.begin());
        std::vector<double> biases(m_outputs, 0.0);
        for (std::size_t i = 0; i < m_errors.size(); ++i) {
            biases[i % m_outputs] += static_cast<double>(m_errors[i]);
        }
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double penalty = i < weights ? m_loss.penalty : kBiasPenalty;
            const double value = static_cast<double>(x[i]);
            gradient[i] = static_cast<float>(
                (i < weights ? static_cast<double>(gradient[i]) : biases[i - weights]) + penalty * value);
            sum += penalty / 2 * value * value;
        }
        return sum;
    }

private:
    [[nodiscard]] double score(std::size_t row, std::size_t output) const
    {
        return static_cast<double>(m_scores[row * m_outputs + output]);
    }
    void addError(std::size_t row, std::size_t output, double error)
    {
        m_errors[row * m_outputs + output] += static_cast<float>(error);
    }

    double qualityTerm()
    {
        double sum = 0;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            for (std::size_t t = 0; t < m_outputs; ++t) {
                const double quality = m_rows[i].targets[t];
                if (!std::isnan(quality)) {
                    sum += m_rows[i].weight * (softplus(score(i, t)) - quality * score(i, t));
                    addError(i, t, m_rows[i].weight * (sigmoid(score(i, t)) - quality));
                }
            }
        }
        return sum;
    }

    double pairTerm()
    {
        double sum = 0;
        for (const RowPair& pair : m_pairs) {
            const double weight = m_loss.preference * pair.weight;
            const double difference = score(pair.row, pair.better) - score(pair.row, pair.worse);
            sum += weight * (softplus(difference) - pair.outcome * difference);
            const double error = weight * (sigmoid(difference) - pair.outcome);
            addError(pair.row, pair.better, error);
            addError(pair.row, pair.worse, -error);
        }
        return sum;
    }

    /// Both terms are expectations under the softmax: d/d d_t of sum pi_s v_s is pi_t (v_t - sum pi_s v_s).
    double choiceTerms(std::size_t row)
    {
        std::vector<double> choice(m_outputs, 0.0);
        double largest = -1e30;
        bool isJudged = true;
        for (std::size_t t = 0; t < m_outputs; ++t) {
            if (isPriced(t)) {
                largest = std::max(largest, score(row, t));
                isJudged = isJudged && !std::isnan(m_rows[row].targets[t]);
            }
        }
        double mass = 0;
        for (std::size_t t = 0; t < m_outputs; ++t) {
            choice[t] = isPriced(t) ? std::exp(score(row, t) - largest) : 0.0;
            mass += choice[t];
        }
        if (mass <= 0) {
            return 0;
        }
        double cost = 0;
        double quality = 0;
        for (std::size_t t = 0; t < m_outputs; ++t) {
            choice[t] /= mass;
            cost += choice[t] > 0 ? choice[t] * m_loss.relativeCosts[t] : 0.0;
            quality += isJudged && choice[t] > 0 ? choice[t] * m_rows[row].targets[t] : 0.0;
        }
        const double floor = m_loss.floors.empty() ? 1.0 : m_loss.floors[row];
        const bool isShort = isJudged && quality < floor;
        const double weight = m_rows[row].weight;
        for (std::size_t t = 0; t < m_outputs; ++t) {
            if (choice[t] > 0) {
                double error = m_loss.cost * choice[t] * (m_loss.relativeCosts[t] - cost);
                error -= isShort ? m_loss.target * choice[t] * (m_rows[row].targets[t] - quality) : 0.0;
                addError(row, t, weight * error);
            }
        }
        return weight * (m_loss.cost * cost + (isShort ? m_loss.target * (floor - quality) : 0.0));
    }

    [[nodiscard]] bool isPriced(std::size_t output) const
    {
        return output < m_loss.relativeCosts.size() && !std::isnan(m_loss.relativeCosts[output]);
    }

    std::span<const RidgeRow> m_rows;
    std::span<const RowPair> m_pairs;
    const PackedRows& m_packed;
    const JointLoss& m_loss;
    std::size_t m_outputs;
    std::vector<float> m_scores;
    std::vector<float> m_errors;
};

struct Curvature {
    std::vector<float> step;
    std::vector<float> change; ///< of the gradient
    double inverse = 0;        ///< 1 / (step . change)
};

/// The two-loop recursion (Nocedal 1980): minus the inverse Hessian's estimate times the gradient.
std::vector<float> descent(const std::vector<float>& gradient, const std::deque<Curvature>& memory)
{
    std::vector<float> q = gradient;
    std::vector<double> alphas;
    for (auto known = memory.rbegin(); known != memory.rend(); ++known) {
        const double alpha = known->inverse * dot(known->step, q);
        alphas.push_back(alpha);
        for (std::size_t i = 0; i < q.size(); ++i) {
            q[i] -= static_cast<float>(alpha) * known->change[i];
        }
    }
    const double scale = memory.empty() ? 1 / std::max(1.0, std::sqrt(dot(gradient, gradient)))
                                        : 1 / (memory.back().inverse * dot(memory.back().change, memory.back().change));
    for (float& value : q) {
        value *= static_cast<float>(scale);
    }
    std::size_t at = alphas.size();
    for (const Curvature& known : memory) {
        const double factor = alphas[--at] - known.inverse * dot(known.change, q);
        for (std::size_t i = 0; i < q.size(); ++i) {
            q[i] += static_cast<float>(factor) * known.step[i];
        }
    }
    for (float& value : q) {
        value = -value;
    }
    return q;
}

/// L-BFGS with backtracking; deterministic.
std::vector<float> minimised(Objective& objective, int iterations, const std::function<bool()>& isStopped)
{
    std::vector<float> x(objective.size(), 0.0F);
    std::vector<float> gradient(x.size());
    double value = objective(x, gradient);
    std::deque<Curvature> memory;
    for (int iteration = 0; iteration < iterations && !(isStopped && isStopped()); ++iteration) {
        const std::vector<float> direction = descent(gradient, memory);
        const double slope = dot(direction, gradient);
        if (slope > -1e-9) {
            break;
        }
        std::vector<float> next(x.size());
        std::vector<float> nextGradient(x.size());
        double nextValue = value;
        double length = 1;
        for (; length > kSmallStep; length /= 2) {
            for (std::size_t i = 0; i < x.size(); ++i) {
                next[i] = x[i] + static_cast<float>(length) * direction[i];
            }
            nextValue = objective(next, nextGradient);
            if (nextValue <= value + 1e-4 * length * slope) {
                break;
            }
        }
        if (length <= kSmallStep) {
            break;
        }
        Curvature curvature;
        curvature.step.resize(x.size());
        curvature.change.resize(x.size());
        for (std::size_t i = 0; i < x.size(); ++i) {
            curvature.step[i] = next[i] - x[i];
            curvature.change[i] = nextGradient[i] - gradient[i];
        }
        const double product = dot(curvature.step, curvature.change);
        if (product > 1e-10) {
            curvature.inverse = 1 / product;
            memory.push_back(std::move(curvature));
            if (memory.size() > kMemory) {
                memory.pop_front();
            }
        }
        const double gained = value - nextValue;
        x = std::move(next);
        gradient = std::move(nextGradient);
        value = nextValue;
        if (gained < 1e-7 * std::abs(value)) {
            break;
        }
    }
    return x;
}

} // namespace

SparseRidge fitJointHeads(std::span<const RidgeRow> rows, std::span<const RowPair> pairs, std::size_t features,
    std::size_t outputs, const JointLoss& loss, const std::function<bool()>& isStopped)
{
    std::vector<const SparseVector*> vectors;
    for (const RidgeRow& row : rows) {
        vectors.push_back(row.features);
    }
    const PackedRows packed(vectors, features, outputs);
    Objective objective(rows, pairs, packed, loss);
    const std::vector<float> x = minimised(objective, loss.iterations, isStopped);
    std::vector<float> weights(features * outputs, 0.0F);
    for (std::size_t c = 0; c < packed.featureOf.size(); ++c) {
        for (std::size_t t = 0; t < outputs; ++t) {
            weights[packed.featureOf[c] * outputs + t] = x[c * outputs + t];
        }
    }
    const auto biases = x.end() - static_cast<std::ptrdiff_t>(outputs);
    return {std::move(weights), std::vector<double>(biases, x.end())};
}

} // namespace core::routing
