#include "app/commands/routing_report.h"

#include "core/base/hash.h"
#include "core/evaluation/routing_metrics.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace app::commands {

namespace {

using nlohmann::ordered_json;
namespace evaluation = core::evaluation;

constexpr std::size_t kFewestForAuc = 20;

bool isItem(const std::vector<double>& quality, const std::vector<double>& scores)
{
    return scores.size() == 2 && !std::isnan(quality[0]) && !std::isnan(quality[1]);
}

std::vector<evaluation::RoutedItem> itemsOf(const RoutingData& data, const Qualities& scores)
{
    std::vector<evaluation::RoutedItem> items;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const std::vector<double>& quality = data.examples[i].quality;
        if (isItem(quality, scores[i])) {
            items.push_back({scores[i][1] - scores[i][0], quality[0], quality[1], core::fnv1a(data.examples[i].text)});
        }
    }
    return items;
}

/// The task of each item of `itemsOf` where whole tasks are held out, else nothing: what was held out is drawn again.
std::vector<std::size_t> unitsOf(const RoutingData& data, const Qualities& scores)
{
    std::vector<std::size_t> units;
    std::map<std::string, std::size_t> numbers;
    for (std::size_t i = 0; data.areTasksHeldOut && i < scores.size(); ++i) {
        if (isItem(data.examples[i].quality, scores[i])) {
            units.push_back(numbers.try_emplace(data.examples[i].taskId, numbers.size()).first->second);
        }
    }
    return units;
}

/// A mean over the runs that reach it.
class Mean {
public:
    void add(const std::optional<double>& value)
    {
        m_sum += value.value_or(0);
        m_count += value ? 1 : 0;
    }
    [[nodiscard]] ordered_json json() const
    {
        return m_count == 0 ? ordered_json(nullptr) : ordered_json(m_sum / static_cast<double>(m_count));
    }

private:
    double m_sum = 0;
    std::size_t m_count = 0;
};

/// Figures of a method, and its APGR in every bootstrap sample of every run.
std::pair<ordered_json, std::vector<double>> twoModelFigures(
    const RoutingData& data, const std::vector<MethodScores>& runs, const std::string& name)
{
    Mean apgr, half, most;
    std::vector<double> resampled;
    ordered_json figures;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const auto items = itemsOf(data, runs[run].at(name));
        const evaluation::TwoModelCurve curve = evaluation::twoModelCurve(items);
        figures["n"] = items.size();
        figures["weak_accuracy"] = curve.weakAccuracy;
        figures["strong_accuracy"] = curve.strongAccuracy;
        apgr.add(curve.apgr);
        half.add(curve.cpt50);
        most.add(curve.cpt80);
        const std::vector<double> more
            = evaluation::bootstrapApgr(items, kResamples, 1 + run, unitsOf(data, runs[run].at(name)));
        resampled.insert(resampled.end(), more.begin(), more.end());
    }
    figures["apgr"] = apgr.json();
    addInterval(figures, "apgr", resampled);
    figures["cpt50"] = half.json();
    figures["cpt80"] = most.json();
    return {std::move(figures), std::move(resampled)};
}

template<typename Value>
std::vector<Value> kept(const std::vector<Value>& values, const RoutingData& data, const std::set<std::string>& tasks)
{
    std::vector<Value> rest;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (tasks.count(data.examples[i].taskId) == 0) {
            rest.push_back(values[i]);
        }
    }
    return rest;
}

} // namespace

const char* groupOf(const std::string& method)
{
    static const std::set<std::string> kOurs{
        "heads", "neighbours", "no_task_conditioning", "no_traits", "no_length_prior", "preferences_only",
        "half_as_preferences", "no_preferences", "no_encoder", "encoder_alone"};
    return kOurs.count(method) > 0 ? "components" : "baselines";
}

std::vector<std::string> methodsOf(const MethodScores& scores)
{
    std::vector<std::string> names;
    for (const auto& [name, values] : scores) {
        if (name != kMeetsTarget && name != kNovel) {
            names.push_back(name);
        }
    }
    return names;
}

void addInterval(ordered_json& figures, const std::string& name, std::vector<double> resampled)
{
    const bool isEmpty = resampled.empty();
    const evaluation::ScoreInterval interval
        = isEmpty ? evaluation::ScoreInterval{} : evaluation::interval95(std::move(resampled));
    figures[name + "_lo"] = isEmpty ? ordered_json(nullptr) : ordered_json(interval.low);
    figures[name + "_hi"] = isEmpty ? ordered_json(nullptr) : ordered_json(interval.high);
}

void addProbabilities(ordered_json& result, const RoutingData& data, const std::vector<MethodScores>& runs, double floor)
{
    std::vector<std::pair<double, bool>> predictions;
    std::map<std::string, std::vector<std::pair<double, bool>>> byTask;
    std::vector<std::pair<double, bool>> pooled;
    double novel = 0;
    double texts = 0;
    for (const MethodScores& run : runs) {
        const Qualities& probabilities = run.at(kMeetsTarget);
        for (std::size_t i = 0; i < probabilities.size(); ++i) {
            novel += run.at(kNovel)[i].empty() ? 0.0 : run.at(kNovel)[i].front();
            texts += 1;
            for (std::size_t t = 0; t < probabilities[i].size(); ++t) {
                const double quality = data.examples[i].quality[t];
                if (std::isnan(quality) || std::isnan(probabilities[i][t])) {
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
    result["novel_share"] = texts > 0 ? novel / texts : 0.0;
    result["difficulty_auc"] = evaluation::rocArea(pooled);
    for (const auto& [task, scored] : byTask) {
        if (const double area = evaluation::rocArea(scored);
            scored.size() >= kFewestForAuc * runs.size() && !std::isnan(area)) {
            result["difficulty_auc_by_task"][task] = area;
        }
    }
}

void addRows(ordered_json& rows, const RoutingData& data, const MethodScores& run)
{
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        ordered_json row{{"id", data.ids[i]}, {"task", data.examples[i].taskId}};
        if (const auto& ours = run.at("ours")[i]; ours.size() > 1) {
            row["score"] = ours.back() - ours.front();
        }
        row["qualities"] = data.examples[i].quality;
        for (const auto& [name, scores] : run) {
            if (!scores[i].empty()) {
                row[name] = scores[i];
            }
        }
        rows.push_back(std::move(row));
    }
}

RoutingData withoutTasks(const RoutingData& data, const std::set<std::string>& tasks)
{
    return {kept(data.ids, data, tasks), kept(data.examples, data, tasks), kept(data.usages, data, tasks), data.prices,
        data.areTokensEstimated};
}

MethodScores withoutTasks(const MethodScores& scores, const RoutingData& data, const std::set<std::string>& tasks)
{
    MethodScores rest;
    for (const auto& [name, values] : scores) {
        rest[name] = kept(values, data, tasks);
    }
    return rest;
}

ordered_json twoModelReport(const RoutingData& data, const std::vector<MethodScores>& runs)
{
    const auto [ours, samples] = twoModelFigures(data, runs, "ours");
    ordered_json result = ours;
    result["ours"] = ours;
    for (const std::string& name : methodsOf(runs.front())) {
        if (name == "ours") {
            continue;
        }
        auto [figures, others] = twoModelFigures(data, runs, name);
        for (std::size_t i = 0; i < others.size(); ++i) {
            others[i] = samples[i] - others[i];
        }
        figures["apgr_lead"] = ours["apgr"].is_null() || figures["apgr"].is_null()
            ? ordered_json(nullptr)
            : ordered_json(ours["apgr"].get<double>() - figures["apgr"].get<double>());
        addInterval(figures, "apgr_lead", std::move(others));
        result[groupOf(name)][name] = std::move(figures);
    }
    return result;
}

} // namespace app::commands
