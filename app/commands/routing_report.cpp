#include "app/commands/routing_report.h"

#include "core/base/hash.h"
#include "core/evaluation/routing_metrics.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace app::commands {

namespace {

using nlohmann::ordered_json;
namespace evaluation = core::evaluation;

constexpr std::size_t kResamples = 500;
constexpr std::size_t kSteps = 120; ///< of the exchange rate between dollars and quality
constexpr std::size_t kFewestForAuc = 20;

bool isOurs(const std::string& name)
{
    static const std::set<std::string> kOurs{
        "ours", "heads", "neighbours", "no_task_conditioning", "preferences_only", "no_encoder", "encoder_alone"};
    return kOurs.count(name) > 0;
}

std::vector<evaluation::RoutedItem> itemsOf(const RoutingData& data, const Qualities& scores)
{
    std::vector<evaluation::RoutedItem> items;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const std::vector<double>& quality = data.examples[i].quality;
        if (scores[i].size() == 2 && !std::isnan(quality[0]) && !std::isnan(quality[1])) {
            items.push_back({scores[i][1] - scores[i][0], quality[0], quality[1], core::fnv1a(data.examples[i].text)});
        }
    }
    return items;
}

ordered_json orNull(double sum, std::size_t count)
{
    return count == 0 ? ordered_json(nullptr) : ordered_json(sum / static_cast<double>(count));
}

ordered_json twoModelFigures(const RoutingData& data, const std::vector<MethodScores>& runs, const std::string& name)
{
    double apgr = 0, half = 0, most = 0;
    std::size_t halves = 0, mosts = 0;
    std::vector<double> resampled;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const auto items = itemsOf(data, runs[run].at(name));
        const evaluation::TwoModelCurve curve = evaluation::twoModelCurve(items);
        apgr += curve.apgr / static_cast<double>(runs.size());
        half += curve.cpt50.value_or(0);
        halves += curve.cpt50 ? 1 : 0;
        most += curve.cpt80.value_or(0);
        mosts += curve.cpt80 ? 1 : 0;
        const std::vector<double> more = evaluation::bootstrapApgr(items, kResamples, 1 + run);
        resampled.insert(resampled.end(), more.begin(), more.end());
    }
    const evaluation::ScoreInterval interval = evaluation::interval95(std::move(resampled));
    return {{"apgr", apgr}, {"apgr_lo", interval.low}, {"apgr_hi", interval.high}, {"cpt50", orNull(half, halves)},
        {"cpt80", orNull(most, mosts)}};
}

/// Calibration over all (text, model), and how well the difficulty tells the first model's failures, by task.
void addProbabilities(ordered_json& result, const RoutingData& data, const std::vector<MethodScores>& runs, double floor)
{
    std::vector<std::pair<double, bool>> predictions;
    std::map<std::string, std::vector<std::pair<double, bool>>> byTask;
    std::vector<std::pair<double, bool>> pooled;
    for (const MethodScores& run : runs) {
        const Qualities& probabilities = run.at(kMeetsTarget);
        for (std::size_t i = 0; i < probabilities.size(); ++i) {
            for (std::size_t t = 0; t < probabilities[i].size(); ++t) {
                const double quality = data.examples[i].quality[t];
                if (std::isnan(quality)) {
                    continue;
                }
                predictions.emplace_back(probabilities[i][t], quality >= floor);
                if (t == 0) {
                    pooled.emplace_back(1 - probabilities[i][t], quality < floor);
                    byTask[data.examples[i].taskId].push_back(pooled.back());
                }
            }
        }
    }
    result["ece"] = evaluation::expectedCalibrationError(predictions);
    result["difficulty_auc"] = evaluation::rocArea(pooled);
    for (const auto& [task, scored] : byTask) {
        if (const double area = evaluation::rocArea(scored); scored.size() >= kFewestForAuc && !std::isnan(area)) {
            result["difficulty_auc_by_task"][task] = area;
        }
    }
}

void addRows(ordered_json& rows, const RoutingData& data, const MethodScores& run)
{
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        ordered_json row{{"id", data.ids[i]}, {"task", data.examples[i].taskId}, {"qualities", data.examples[i].quality}};
        for (const auto& [name, scores] : run) {
            if (!scores[i].empty()) {
                row[name] = scores[i];
            }
        }
        rows.push_back(std::move(row));
    }
}

double costUsd(const RoutingData& data, std::size_t row, std::size_t model)
{
    const auto cost = core::domain::costOf(data.usages[row][model], data.prices[model]);
    return cost ? cost->usd() : 0.0;
}

/// The choice that maximises quality - rate x dollars, for rates from all for quality to all for money.
std::vector<evaluation::CostPoint> curveOf(const RoutingData& data, const Qualities& scores)
{
    double meanCost = 0;
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        meanCost += costUsd(data, i, 0) / static_cast<double>(data.examples.size());
    }
    std::vector<evaluation::CostPoint> curve;
    for (std::size_t step = 0; step <= kSteps; ++step) {
        const double rate = step == 0
            ? 0.0
            : std::pow(10.0, -4 + 7 * static_cast<double>(step) / kSteps) / std::max(meanCost, 1e-12);
        evaluation::CostPoint point;
        for (std::size_t i = 0; i < scores.size(); ++i) {
            std::size_t best = 0;
            double bestValue = -1e300;
            for (std::size_t t = 0; t < scores[i].size(); ++t) {
                const double value = scores[i][t] - rate * costUsd(data, i, t);
                if (!std::isnan(data.examples[i].quality[t]) && value > bestValue) {
                    best = t;
                    bestValue = value;
                }
            }
            point.usdPerThousand += 1000 * costUsd(data, i, best) / static_cast<double>(scores.size());
            point.quality += data.examples[i].quality[best] / static_cast<double>(scores.size());
        }
        const bool isNew = curve.empty() || curve.back().usdPerThousand != point.usdPerThousand
            || curve.back().quality != point.quality;
        if (isNew) {
            curve.push_back(point);
        }
    }
    return curve;
}

std::vector<evaluation::CostPoint> singles(const RoutingData& data, std::size_t models)
{
    std::vector<evaluation::CostPoint> points(models);
    for (std::size_t t = 0; t < models; ++t) {
        double judged = 0;
        for (std::size_t i = 0; i < data.examples.size(); ++i) {
            if (const double quality = data.examples[i].quality[t]; !std::isnan(quality)) {
                points[t].quality += quality;
                points[t].usdPerThousand += 1000 * costUsd(data, i, t);
                judged += 1;
            }
        }
        points[t].quality /= std::max(judged, 1.0);
        points[t].usdPerThousand /= std::max(judged, 1.0);
    }
    return points;
}

ordered_json curveFigures(const std::vector<evaluation::CostPoint>& curve, const evaluation::CostPoint& best, double low,
    double high)
{
    ordered_json figures{{"area", evaluation::curveArea(curve, low, high)}};
    const double quality = evaluation::qualityAt(curve, best.usdPerThousand);
    const std::optional<double> cost = evaluation::costAt(curve, best.quality);
    figures["quality_at_best_single_cost"] = std::isnan(quality) ? ordered_json(nullptr) : ordered_json(quality);
    figures["cost_ratio_at_best_single_quality"]
        = cost ? ordered_json(*cost / best.usdPerThousand) : ordered_json(nullptr);
    for (const evaluation::CostPoint& point : curve) {
        figures["curve"].push_back({point.usdPerThousand, point.quality});
    }
    return figures;
}

} // namespace

ordered_json twoModelReport(
    const RoutingData& data, const std::vector<MethodScores>& runs, double floor, ordered_json& rows)
{
    const evaluation::TwoModelCurve curve = evaluation::twoModelCurve(itemsOf(data, runs.front().at("ours")));
    ordered_json result{{"n", itemsOf(data, runs.front().at("ours")).size()}, {"weak_accuracy", curve.weakAccuracy},
        {"strong_accuracy", curve.strongAccuracy}};
    result.update(twoModelFigures(data, runs, "ours"));
    for (const auto& [name, scores] : runs.front()) {
        if (name != kMeetsTarget) {
            result[name == "ours" ? "ours" : isOurs(name) ? "components" : "baselines"];
            ordered_json figures = twoModelFigures(data, runs, name);
            (name == "ours" ? result["ours"] : result[isOurs(name) ? "components" : "baselines"][name])
                = std::move(figures);
        }
    }
    addProbabilities(result, data, runs, floor);
    addRows(rows, data, runs.front());
    return result;
}

ordered_json manyModelReport(const RoutingData& data, const std::vector<std::string>& models,
    const std::vector<MethodScores>& runs, double floor, ordered_json& rows)
{
    const std::vector<evaluation::CostPoint> points = singles(data, models.size());
    const auto [low, high] = std::minmax_element(points.begin(), points.end(),
        [](const auto& a, const auto& b) { return a.usdPerThousand < b.usdPerThousand; });
    const auto best = std::max_element(
        points.begin(), points.end(), [](const auto& a, const auto& b) { return a.quality < b.quality; });
    ordered_json result{{"n", data.examples.size()}, {"tokens", "estimated where the recording has none"},
        {"best_single", models[static_cast<std::size_t>(best - points.begin())]},
        {"best_single_quality", best->quality}, {"best_single_usd_per_1k_queries", best->usdPerThousand}};
    for (std::size_t t = 0; t < models.size(); ++t) {
        result["single_models"][models[t]] = {points[t].usdPerThousand, points[t].quality};
    }
    for (const auto& [name, scores] : runs.front()) {
        if (name == kMeetsTarget) {
            continue;
        }
        ordered_json figures = curveFigures(curveOf(data, scores), *best, low->usdPerThousand, high->usdPerThousand);
        (name == "ours" ? result["ours"] : result[isOurs(name) ? "components" : "baselines"][name])
            = std::move(figures);
    }
    result["baselines"]["best_single"] = curveFigures({*best}, *best, low->usdPerThousand, high->usdPerThousand);
    addProbabilities(result, data, runs, floor);
    addRows(rows, data, runs.front());
    return result;
}

} // namespace app::commands
