#include "app/commands/routing_methods.h"

#include "core/base/hash.h"
#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace app::commands {

namespace {

using core::Result;
using core::ports::RouterExample;
using core::ports::RouterTrainingSet;
namespace routing = core::routing;

constexpr std::size_t kBaselineNeighbours = 50;
constexpr int kLogisticEpochs = 20;
constexpr double kLogisticRate = 2.0;
constexpr double kLogisticDecay = 1e-4;

/// Mean quality a tier over what was observed; a missing quality says nothing.
class ObservedMeans {
public:
    explicit ObservedMeans(std::size_t tiers)
        : m_sums(tiers, 0.0)
        , m_counts(tiers, 0.0)
    {
    }
    void add(const std::vector<double>& quality)
    {
        for (std::size_t t = 0; t < m_sums.size(); ++t) {
            m_sums[t] += std::isnan(quality[t]) ? 0.0 : quality[t];
            m_counts[t] += std::isnan(quality[t]) ? 0.0 : 1.0;
        }
    }
    /// `otherwise` where nothing was observed.
    [[nodiscard]] std::vector<double> values(const std::vector<double>& otherwise) const
    {
        std::vector<double> means = otherwise;
        for (std::size_t t = 0; t < means.size(); ++t) {
            means[t] = m_counts[t] > 0 ? m_sums[t] / m_counts[t] : means[t];
        }
        return means;
    }

private:
    std::vector<double> m_sums;
    std::vector<double> m_counts;
};

std::vector<double> meansOf(const RouterTrainingSet& set)
{
    ObservedMeans means(set.tierIds.size());
    for (const RouterExample& example : set.training) {
        means.add(example.quality);
    }
    return means.values(std::vector<double>(set.tierIds.size(), 0.0));
}

/// Chance, the same for the same text.
Result<Qualities> randomScores(const RouterTrainingSet& set, const std::vector<RouterExample>& test)
{
    Qualities scores;
    for (const RouterExample& example : test) {
        std::vector<double> row;
        for (const std::string& tier : set.tierIds) {
            const std::uint64_t hash = core::fnv1a(tier, core::fnv1a(example.text)) * 0x9E3779B97F4A7C15ULL;
            row.push_back(static_cast<double>(hash >> 11) * 0x1.0p-53);
        }
        scores.push_back(std::move(row));
    }
    return scores;
}

/// Long prompts to the last model.
Result<Qualities> lengthScores(const RouterTrainingSet& set, const std::vector<RouterExample>& test)
{
    Qualities scores;
    for (const RouterExample& example : test) {
        std::vector<double> row(set.tierIds.size(), 0.0);
        row.back() = static_cast<double>(example.text.size());
        scores.push_back(std::move(row));
    }
    return scores;
}

Result<Qualities> taskMeanScores(const RouterTrainingSet& set, const std::vector<RouterExample>& test)
{
    std::map<std::string, ObservedMeans> ofTasks;
    for (const RouterExample& example : set.training) {
        ofTasks.try_emplace(example.taskId, set.tierIds.size()).first->second.add(example.quality);
    }
    const std::vector<double> means = meansOf(set);
    Qualities scores;
    for (const RouterExample& example : test) {
        const auto found = ofTasks.find(example.taskId);
        scores.push_back(found == ofTasks.end() ? means : found->second.values(means));
    }
    return scores;
}

std::string textOf(const RouterExample& example)
{
    return example.text;
}

/// The words of the task's name in front, so that texts of the task are near.
std::string textWithTask(const RouterExample& example)
{
    return example.taskId + " " + example.text;
}

using TextReader = std::string (*)(const RouterExample&);

routing::TfIdf fittedWords(const RouterTrainingSet& set, TextReader read = textOf)
{
    std::vector<std::string> texts;
    for (const RouterExample& example : set.training) {
        texts.push_back(read(example));
    }
    routing::TfIdf words;
    words.fit(std::vector<std::string_view>(texts.begin(), texts.end()));
    return words;
}

/// Plain kNN over all words: mean qualities of the nearest texts by cosine of TF-IDF, unweighted. The mean of the
/// differences is the difference of means.
Result<Qualities> nearestScores(
    const RouterTrainingSet& set, const std::vector<RouterExample>& test, TextReader read)
{
    const routing::TfIdf words = fittedWords(set, read);
    std::vector<routing::SparseVector> rows;
    for (const RouterExample& example : set.training) {
        rows.push_back(words.vector(read(example)));
    }
    routing::NeighbourIndex index;
    index.build(rows, 1.0);
    const std::vector<double> means = meansOf(set);
    Qualities scores;
    for (const RouterExample& example : test) {
        const auto near = index.nearest(words.vector(read(example)), kBaselineNeighbours);
        std::vector<double> row = means;
        for (std::size_t t = 0; t < row.size(); ++t) {
            const auto observed = std::count_if(near.begin(), near.end(), [&](const routing::Neighbour& neighbour) {
                return !std::isnan(set.training[neighbour.row].quality[t]);
            });
            row[t] = observed > 0 ? 0.0 : row[t];
            for (const routing::Neighbour& neighbour : near) {
                const double quality = set.training[neighbour.row].quality[t];
                row[t] += std::isnan(quality) ? 0.0 : quality / static_cast<double>(observed);
            }
        }
        scores.push_back(std::move(row));
    }
    return scores;
}

Result<Qualities> neighbourScores(const RouterTrainingSet& set, const std::vector<RouterExample>& test)
{
    return nearestScores(set, test, textOf);
}

Result<Qualities> neighbourTaskScores(const RouterTrainingSet& set, const std::vector<RouterExample>& test)
{
    return nearestScores(set, test, textWithTask);
}

/// Logistic regression by stochastic gradients on one 0/1 label a text.
std::vector<double> logisticScores(const std::vector<routing::SparseVector>& rows, const std::vector<double>& labels,
    const std::vector<routing::SparseVector>& test)
{
    std::vector<double> weights(routing::TfIdf::kBuckets, 0.0);
    double bias = 0;
    core::Rng rng(1);
    std::vector<std::size_t> order(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    const auto logit = [&](const routing::SparseVector& row) {
        double sum = bias;
        for (const routing::SparseEntry& entry : row) {
            sum += weights[entry.index] * static_cast<double>(entry.value);
        }
        return sum;
    };
    for (int epoch = 0; epoch < kLogisticEpochs; ++epoch) {
        rng.shuffle(std::span(order));
        const double rate = kLogisticRate / (1 + epoch);
        for (const std::size_t i : order) {
            const double error = labels[i] - 1 / (1 + std::exp(-logit(rows[i])));
            bias += 0.1 * rate * error;
            for (const routing::SparseEntry& entry : rows[i]) {
                double& weight = weights[entry.index];
                weight += rate * (error * static_cast<double>(entry.value) - kLogisticDecay * weight);
            }
        }
    }
    std::vector<double> scores;
    for (const routing::SparseVector& row : test) {
        scores.push_back(logit(row));
    }
    return scores;
}

/// "Only the strong model is right" from TF-IDF.
Result<Qualities> logisticBaseline(const RouterTrainingSet& set, const std::vector<RouterExample>& test)
{
    const routing::TfIdf words = fittedWords(set);
    std::vector<routing::SparseVector> rows;
    std::vector<double> labels;
    for (const RouterExample& example : set.training) {
        if (std::isnan(example.quality.front()) || std::isnan(example.quality.back())) {
            continue;
        }
        rows.push_back(words.vector(example.text));
        labels.push_back(example.quality.back() > example.quality.front() ? 1.0 : 0.0);
    }
    std::vector<routing::SparseVector> asked;
    for (const RouterExample& example : test) {
        asked.push_back(words.vector(example.text));
    }
    Qualities scores;
    for (const double score : logisticScores(rows, labels, asked)) {
        scores.push_back({0.0, score});
    }
    return scores;
}

Result<Qualities> oracleScores(const RouterTrainingSet&, const std::vector<RouterExample>& test)
{
    Qualities scores;
    for (const RouterExample& example : test) {
        scores.push_back(example.quality);
    }
    return scores;
}

} // namespace

std::vector<RoutingMethod> routingBaselines(bool isTwoModel)
{
    std::vector<RoutingMethod> methods{{"random", randomScores}, {"task_mean", taskMeanScores},
        {"knn_gain", neighbourScores}, {"knn_gain_task", neighbourTaskScores}, {"oracle", oracleScores}};
    if (isTwoModel) {
        methods.push_back({"prompt_length", lengthScores});
        methods.push_back({"logistic", logisticBaseline});
    } else {
        methods[1].name = "per_task_best";
    }
    return methods;
}

core::Result<RouterScores> routerScores(const RouterTrainingSet& set, const std::vector<RouterExample>& test,
    const routing::GainOptions& options)
{
    const Result<routing::GainModel> model = routing::GainModel::fit(set, options);
    if (!model) {
        return core::fail(model.error());
    }
    RouterScores scores;
    for (const RouterExample& example : test) {
        const routing::ReadText text = model->read(example.text);
        const routing::Evidence evidence = model->evidence(example.taskId, text);
        scores.heads.push_back(evidence.parts[routing::kHeads]);
        scores.neighbours.push_back(evidence.parts[routing::kNeighbours]);
        std::vector<double> expected;
        std::vector<double> meets;
        const core::domain::RoutePrediction prediction = model->predictionOf(example.taskId, text, evidence);
        for (const auto& tier : prediction.tiers) {
            expected.push_back(tier.expectedQuality);
            meets.push_back(tier.meetsTargetProbability);
        }
        scores.stack.push_back(std::move(expected));
        scores.meetsTarget.push_back(std::move(meets));
        scores.isNovel.push_back(prediction.isNovel);
    }
    return scores;
}

} // namespace app::commands
