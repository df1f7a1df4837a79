#include "app/commands/routing_report.h"

#include "core/base/rng.h"
#include "core/evaluation/routing_metrics.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace app::commands {

namespace {

using nlohmann::ordered_json;
namespace evaluation = core::evaluation;

constexpr std::size_t kSteps = 120; ///< of the exchange rate between dollars and quality
constexpr std::size_t kCostResamples = 200;

/// One model for every text.
using Choice = std::vector<std::size_t>;

std::vector<std::vector<double>> costsOf(const RoutingData& data)
{
    std::vector<std::vector<double>> costs;
    for (const auto& usages : data.usages) {
        std::vector<double> row;
        for (std::size_t model = 0; model < usages.size(); ++model) {
            const auto cost = core::domain::costOf(usages[model], data.prices[model]);
            row.push_back(cost ? cost->usd() : 0.0);
        }
        costs.push_back(std::move(row));
    }
    return costs;
}

/// The choices that maximise quality - rate x dollars, for rates from all for quality to all for money.
std::vector<Choice> choicesOf(
    const RoutingData& data, const std::vector<std::vector<double>>& costs, const Qualities& scores)
{
    double meanCost = 0;
    for (const std::vector<double>& row : costs) {
        meanCost += row.front() / static_cast<double>(costs.size());
    }
    std::vector<Choice> choices;
    for (std::size_t step = 0; step <= kSteps; ++step) {
        const double rate = step == 0
            ? 0.0
            : std::pow(10.0, -4 + 7 * static_cast<double>(step) / kSteps) / std::max(meanCost, 1e-12);
        Choice choice(scores.size(), 0);
        for (std::size_t i = 0; i < scores.size(); ++i) {
            double bestValue = -1e300;
            for (std::size_t t = 0; t < scores[i].size(); ++t) {
                const double value = scores[i][t] - rate * costs[i][t];
                if (!std::isnan(data.examples[i].quality[t]) && value > bestValue) {
                    choice[i] = t;
                    bestValue = value;
                }
            }
        }
        if (choices.empty() || choices.back() != choice) {
            choices.push_back(std::move(choice));
        }
    }
    return choices;
}

/// Always the same model where it was judged, else the first that was.
Choice singleChoice(const RoutingData& data, std::size_t model)
{
    Choice choice;
    for (const auto& example : data.examples) {
        std::size_t chosen = model;
        for (std::size_t t = 0; std::isnan(example.quality[chosen]) && t < example.quality.size(); ++t) {
            chosen = std::isnan(example.quality[t]) ? chosen : t;
        }
        choice.push_back(chosen);
    }
    return choice;
}

/// Means with item i counted `counts[i]` times.
evaluation::CostPoint pointOf(const RoutingData& data, const std::vector<std::vector<double>>& costs,
    const Choice& choice, const std::vector<std::uint32_t>& counts)
{
    evaluation::CostPoint point;
    double mass = 0;
    for (std::size_t i = 0; i < choice.size(); ++i) {
        const double count = counts[i];
        point.usdPerThousand += 1000 * count * costs[i][choice[i]];
        point.quality += count * data.examples[i].quality[choice[i]];
        mass += count;
    }
    point.usdPerThousand /= mass;
    point.quality /= mass;
    return point;
}

struct CurveFigures {
    std::vector<evaluation::CostPoint> curve;
    double area = 0;
    double qualityAtBest = 0; ///< NaN below the cheapest point
    std::optional<double> costRatio;
};

/// What all methods are measured against, in one sample of the items.
struct Yardstick {
    std::vector<std::uint32_t> counts;
    evaluation::CostPoint best;
    double low = 0;
    double high = 0;
};

CurveFigures figuresOf(const RoutingData& data, const std::vector<std::vector<double>>& costs,
    const std::vector<Choice>& choices, const Yardstick& yardstick)
{
    CurveFigures figures;
    for (const Choice& choice : choices) {
        figures.curve.push_back(pointOf(data, costs, choice, yardstick.counts));
    }
    figures.area = evaluation::curveArea(figures.curve, yardstick.low, yardstick.high);
    figures.qualityAtBest = evaluation::qualityAt(figures.curve, yardstick.best.usdPerThousand);
    if (const auto cost = evaluation::costAt(figures.curve, yardstick.best.quality)) {
        figures.costRatio = *cost / yardstick.best.usdPerThousand;
    }
    return figures;
}

Yardstick yardstickOf(const RoutingData& data, const std::vector<std::vector<double>>& costs,
    const std::vector<Choice>& singles, std::size_t best, std::vector<std::uint32_t> counts)
{
    Yardstick yardstick;
    for (std::size_t t = 0; t < singles.size(); ++t) {
        const evaluation::CostPoint point = pointOf(data, costs, singles[t], counts);
        yardstick.low = t == 0 ? point.usdPerThousand : std::min(yardstick.low, point.usdPerThousand);
        yardstick.high = std::max(yardstick.high, point.usdPerThousand);
        yardstick.best = t == best ? point : yardstick.best;
    }
    yardstick.counts = std::move(counts);
    return yardstick;
}

struct Samples {
    std::vector<double> areas;
    std::vector<double> qualities;
    std::vector<double> ratios; ///< infinite where the quality is not reached
};

Samples samplesOf(const RoutingData& data, const std::vector<std::vector<double>>& costs,
    const std::vector<Choice>& choices, const std::vector<Yardstick>& resamples)
{
    Samples samples;
    for (const Yardstick& yardstick : resamples) {
        const CurveFigures figures = figuresOf(data, costs, choices, yardstick);
        samples.areas.push_back(figures.area);
        samples.qualities.push_back(figures.qualityAtBest);
        samples.ratios.push_back(figures.costRatio.value_or(INFINITY));
    }
    return samples;
}

/// Means over the runs, with the first one's curve; a ratio only where every run has one. Samples of all runs.
std::pair<CurveFigures, Samples> overRuns(const RoutingData& data, const std::vector<std::vector<double>>& costs,
    const std::vector<std::vector<Choice>>& runs, const Yardstick& whole, const std::vector<Yardstick>& resamples)
{
    const auto count = static_cast<double>(runs.size());
    CurveFigures mean = figuresOf(data, costs, runs.front(), whole);
    Samples all = samplesOf(data, costs, runs.front(), resamples);
    for (std::size_t run = 1; run < runs.size(); ++run) {
        const CurveFigures figures = figuresOf(data, costs, runs[run], whole);
        mean.area += figures.area;
        mean.qualityAtBest += figures.qualityAtBest;
        mean.costRatio = mean.costRatio && figures.costRatio ? std::optional(*mean.costRatio + *figures.costRatio)
                                                             : std::nullopt;
        const Samples samples = samplesOf(data, costs, runs[run], resamples);
        all.areas.insert(all.areas.end(), samples.areas.begin(), samples.areas.end());
        all.qualities.insert(all.qualities.end(), samples.qualities.begin(), samples.qualities.end());
        all.ratios.insert(all.ratios.end(), samples.ratios.begin(), samples.ratios.end());
    }
    mean.area /= count;
    mean.qualityAtBest /= count;
    mean.costRatio = mean.costRatio ? std::optional(*mean.costRatio / count) : std::nullopt;
    return {std::move(mean), std::move(all)};
}

ordered_json jsonOf(const CurveFigures& figures, const Samples& samples)
{
    ordered_json json{{"area", figures.area}};
    addInterval(json, "area", samples.areas);
    json["quality_at_best_single_cost"]
        = std::isnan(figures.qualityAtBest) ? ordered_json(nullptr) : ordered_json(figures.qualityAtBest);
    addInterval(json, "quality_at_best_single_cost", samples.qualities);
    json["cost_ratio_at_best_single_quality"]
        = figures.costRatio ? ordered_json(*figures.costRatio) : ordered_json(nullptr);
    addInterval(json, "cost_ratio_at_best_single_quality", samples.ratios);
    for (const evaluation::CostPoint& point : figures.curve) {
        json["curve"].push_back({point.usdPerThousand, point.quality});
    }
    return json;
}

} // namespace

ordered_json manyModelReport(
    const RoutingData& data, const std::vector<std::string>& models, const std::vector<MethodScores>& runs)
{
    const std::size_t n = data.examples.size();
    const std::vector<std::vector<double>> costs = costsOf(data);
    std::vector<Choice> singles;
    std::vector<evaluation::CostPoint> points;
    const std::vector<std::uint32_t> once(n, 1);
    for (std::size_t t = 0; t < models.size(); ++t) {
        singles.push_back(singleChoice(data, t));
        points.push_back(pointOf(data, costs, singles.back(), once));
    }
    const auto best = static_cast<std::size_t>(
        std::max_element(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.quality < b.quality; })
        - points.begin());
    const Yardstick whole = yardstickOf(data, costs, singles, best, once);
    std::vector<Yardstick> resamples;
    core::Rng rng(1);
    for (std::size_t b = 0; b < kCostResamples; ++b) {
        std::vector<std::uint32_t> counts(n, 0);
        for (std::size_t i = 0; i < n; ++i) {
            ++counts[rng.below(n)];
        }
        resamples.push_back(yardstickOf(data, costs, singles, best, std::move(counts)));
    }

    ordered_json result{{"n", n},
        {"dollars", data.areTokensEstimated ? "estimated tokens" : "recorded tokens"},
        {"best_single", models[best]}, {"best_single_quality", whole.best.quality},
        {"best_single_usd_per_1k_queries", whole.best.usdPerThousand}};
    for (std::size_t t = 0; t < models.size(); ++t) {
        result["single_models"][models[t]] = {points[t].usdPerThousand, points[t].quality};
    }
    const auto choicesBy = [&](const std::string& name) {
        std::vector<std::vector<Choice>> choices; // of every run
        for (const MethodScores& run : runs) {
            choices.push_back(choicesOf(data, costs, run.at(name)));
        }
        return choices;
    };
    const auto [ours, ourSamples] = overRuns(data, costs, choicesBy("ours"), whole, resamples);
    result["ours"] = jsonOf(ours, ourSamples);
    const auto add = [&](const char* group, const std::string& name, const std::vector<std::vector<Choice>>& choices) {
        const auto [figures, samples] = overRuns(data, costs, choices, whole, resamples);
        std::vector<double> leads;
        for (std::size_t b = 0; b < ourSamples.areas.size(); ++b) {
            leads.push_back(ourSamples.areas[b] - samples.areas[b % samples.areas.size()]);
        }
        ordered_json& json = result[group][name];
        json = jsonOf(figures, samples);
        json["area_lead"] = result["ours"]["area"].get<double>() - figures.area;
        addInterval(json, "area_lead", std::move(leads));
    };
    for (const std::string& name : methodsOf(runs.front())) {
        if (name != "ours") {
            add(groupOf(name), name, choicesBy(name));
        }
    }
    add("baselines", "best_single", {{singles[best]}});
    return result;
}

} // namespace app::commands
