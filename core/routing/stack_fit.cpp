#include "core/routing/stack_fit.h"

#include "core/routing/platt_scaling.h"
#include "core/routing/tier_differences.h"

#include <algorithm>
#include <cmath>

namespace core::routing {

namespace {

constexpr double kStackPenalty = 30.0; ///< of the squared way of a weight from its prior, against squared errors

/// Non-negative least squares by coordinate descent; the penalty pulls the weights to their prior. Components that
/// are not used keep the weight that the stack has for them.
void fitWeights(Stack& stack, const std::vector<StackSample>& held, const std::array<bool, kComponents>& isUsed,
    const std::array<double, kComponents>& prior, std::size_t tiers)
{
    std::array<std::array<double, kComponents>, kComponents> gram{};
    std::array<double, kComponents> target{};
    const bool isSingle = tiers == 1;
    for (const StackSample& out : held) {
        const std::vector<double>& quality = *out.believed;
        const double weight = out.example->weight;
        const std::vector<double> wanted = isSingle ? quality : centred(quality, quality);
        std::array<std::vector<double>, kComponents> parts;
        for (std::size_t c = 0; c < kComponents; ++c) {
            parts[c] = isSingle ? out.parts[c] : centred(out.parts[c], quality);
        }
        for (std::size_t t = 0; t < tiers; ++t) {
            if (std::isnan(wanted[t])) {
                continue;
            }
            for (std::size_t a = 0; a < kComponents; ++a) {
                target[a] += weight * parts[a][t] * wanted[t];
                for (std::size_t b = 0; b < kComponents; ++b) {
                    gram[a][b] += weight * parts[a][t] * parts[b][t];
                }
            }
        }
    }
    for (std::size_t c = 0; c < kComponents; ++c) {
        stack.weights[c] = isUsed[c] ? prior[c] : stack.weights[c];
    }
    for (int sweep = 0; sweep < 200; ++sweep) {
        for (std::size_t a = 0; a < kComponents; ++a) {
            if (!isUsed[a]) {
                continue;
            }
            double rest = target[a] + kStackPenalty * prior[a];
            for (std::size_t b = 0; b < kComponents; ++b) {
                rest -= a == b ? 0.0 : gram[a][b] * stack.weights[b];
            }
            stack.weights[a] = std::max(0.0, rest / (gram[a][a] + kStackPenalty));
        }
    }
}

} // namespace

Stack fitStack(const std::vector<StackSample>& held, const GainModel& model, bool isTaskKnown)
{
    const std::size_t tiers = model.tierIds.size();
    Stack stack;
    const GainOptions& options = model.options;
    const bool usesWordNeighbours = options.usesNeighbours && options.usesWords;
    std::array<bool, kComponents> isUsed{};
    isUsed[kHeads] = options.usesHeads;
    isUsed[kNeighbours] = usesWordNeighbours;
    isUsed[kDenseNeighbours] = options.usesNeighbours && options.encoder != nullptr;
    // Both know the task's mean: the heads by its feature, the neighbours by what they are drawn towards.
    isUsed[kTaskMean] = !(isUsed[kHeads] || isUsed[kNeighbours] || isUsed[kDenseNeighbours]);
    const auto used = static_cast<double>(std::count(isUsed.begin(), isUsed.end(), true));
    std::array<double, kComponents> prior{};
    std::transform(isUsed.begin(), isUsed.end(), prior.begin(), [used](bool is) { return is ? 1 / used : 0.0; });
    stack.weights[kLength] = isTaskKnown ? 0.0 : options.lengthPrior;
    fitWeights(stack, held, isUsed, prior, tiers);
    stack.intercepts.assign(tiers, 0.0);
    stack.slopes.assign(tiers, 0.0);
    stack.offsets.assign(tiers, 0.0);
    for (std::size_t t = 0; t < tiers; ++t) {
        double sum = 0;
        double mass = 0;
        std::vector<JudgedQuality> samples;
        for (const StackSample& out : held) {
            const double believed = (*out.believed)[t];
            if (std::isnan(believed)) {
                continue;
            }
            double mixed = 0;
            for (std::size_t c = 0; c < kComponents; ++c) {
                mixed += stack.weights[c] * out.parts[c][t];
            }
            const double weight = out.example->weight;
            sum += weight * (believed - mixed);
            mass += weight;
            if (const double quality = out.example->quality[t]; !std::isnan(quality)) {
                samples.push_back({mixed, quality >= out.floor ? 1.0 : 0.0, weight});
            }
        }
        stack.intercepts[t] = mass > 0 ? sum / mass : 0.0;
        for (JudgedQuality& sample : samples) {
            sample.quality += stack.intercepts[t];
        }
        fitProbability(samples, stack.slopes[t], stack.offsets[t]);
    }
    return stack;
}

} // namespace core::routing
