#include "core/routing/route_explanations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace core::routing {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Cut before a sequence of UTF-8 that would be torn.
std::string beginning(const std::string& text, std::size_t bytes)
{
    std::size_t end = std::min(text.size(), bytes);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end);
}

std::vector<domain::TierExplanation> tiersOf(
    const GainModel& model, const std::string& taskId, const Components& parts, const domain::RoutePrediction& prediction)
{
    const GainOptions& options = model.options;
    const std::vector<double> quality = model.stacked(taskId, parts);
    std::vector<domain::TierExplanation> tiers;
    for (std::size_t t = 0; t < model.tierIds.size(); ++t) {
        domain::TierExplanation tier;
        tier.tierId = model.tierIds[t];
        tier.heads = options.usesHeads ? parts[kHeads][t] : kNan;
        // with an encoder alone there are no neighbours by words
        tier.neighbours = !options.usesNeighbours ? kNan : parts[options.usesWords ? kNeighbours : kDenseNeighbours][t];
        tier.taskMean = parts[kTaskMean][t];
        tier.quality = std::clamp(quality[t], 0.0, 1.0);
        tier.meetsTargetProbability = prediction.tiers[t].meetsTargetProbability;
        tiers.push_back(std::move(tier));
    }
    return tiers;
}

/// The nearest by all features, for a text of words that very many texts have.
std::vector<Neighbour> nearestOfAll(const GainModel& model, const SparseVector& words, std::size_t count)
{
    std::vector<SparseVector> rows;
    rows.reserve(model.indexed.size());
    for (const GainModel::Indexed& row : model.indexed) {
        rows.push_back(model.vectoriser.vector(row.text));
    }
    NeighbourIndex index;
    index.build(rows, 1);
    return index.nearest(words, count);
}

std::vector<domain::NeighbourOutcome> neighboursOf(
    const GainModel& model, const std::string& taskId, const ReadText& text, const ExplanationOptions& options)
{
    std::vector<domain::NeighbourOutcome> outcomes;
    if (!model.options.usesNeighbours) {
        return outcomes;
    }
    const std::optional<std::uint32_t> task = model.taskNumber(taskId);
    std::vector<Neighbour> near = !text.vector.empty() ? model.denseNearest(text, task)
        : model.options.usesWords                      ? model.retrieve(text, task).near
                                                       : std::vector<Neighbour>{};
    if (near.empty() && model.options.usesWords) {
        near = nearestOfAll(model, text.words, options.neighbours);
    }
    near.resize(std::min(near.size(), options.neighbours));
    for (const Neighbour& neighbour : near) {
        const GainModel::Indexed& row = model.indexed[neighbour.row];
        outcomes.push_back({model.taskIds[row.task], beginning(row.text, options.neighbourBytes),
            std::min(1.0, static_cast<double>(neighbour.similarity)), {row.quality.begin(), row.quality.end()}});
    }
    return outcomes;
}

/// What the cheapest tier is expected to do: the probability, or the quality where no probability is known.
double expectation(const GainModel& model, const std::string& taskId, const std::string& text)
{
    const domain::TierPrediction cheapest = model.predict(taskId, text).tiers.front();
    return std::isnan(cheapest.meetsTargetProbability) ? cheapest.expectedQuality : cheapest.meetsTargetProbability;
}

std::vector<domain::WordEffect> wordsOf(
    const GainModel& model, const std::string& taskId, const std::string& wholeText, const ExplanationOptions& options)
{
    const std::string text = beginning(wholeText, TfIdf::kTextBytes); // what the router reads
    const std::string folded = foldedText(text); // as long as the text: folding is of ASCII alone
    const std::vector<std::string_view> views = wordViews(folded);
    const double whole = expectation(model, taskId, text);
    std::set<std::string_view> tried;
    std::vector<domain::WordEffect> effects;
    for (const std::string_view word : views) {
        if (tried.size() >= options.wordsTried || !tried.insert(word).second) {
            continue;
        }
        std::string without = text;
        std::string shown;
        for (const std::string_view other : views) {
            if (other == word) {
                const auto at = static_cast<std::size_t>(other.data() - folded.data());
                shown = shown.empty() ? text.substr(at, other.size()) : shown;
                without.replace(at, other.size(), std::string(other.size(), ' '));
            }
        }
        effects.push_back({std::move(shown), whole - expectation(model, taskId, without)});
    }
    std::stable_sort(effects.begin(), effects.end(),
        [](const auto& a, const auto& b) { return std::abs(a.effect) > std::abs(b.effect); });
    effects.resize(std::min(effects.size(), options.words));
    std::erase_if(effects, [](const domain::WordEffect& effect) { return !(std::abs(effect.effect) > 0); });
    return effects;
}

} // namespace

Result<domain::RouteExplanation> explainRoute(const GainModel& model, const std::string& taskId,
    const std::string& text, const ExplanationOptions& options)
{
    const ReadText read = model.read(text);
    const Evidence evidence = model.evidence(taskId, read);
    const domain::RoutePrediction prediction = model.predictionOf(taskId, read, evidence);
    domain::RouteExplanation explanation;
    explanation.encoder = model.options.encoderName;
    explanation.difficulty = prediction.difficulty;
    explanation.isNovel = prediction.isNovel;
    explanation.familiarity = evidence.familiarity;
    explanation.noveltyFloor = model.familiarFloor;
    explanation.tiers = tiersOf(model, taskId, evidence.parts, prediction);
    explanation.neighbours = neighboursOf(model, taskId, read, options);
    explanation.words = wordsOf(model, taskId, text, options);
    const Stack& stack = model.stackFor(taskId);
    explanation.componentWeights.assign(stack.weights.begin(), stack.weights.end());
    return explanation;
}

} // namespace core::routing
