#pragma once

#include "app/commands/routing_methods.h"
#include "core/domain/money.h"

#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace app::commands {

/// The judged texts of a recording; `usages` are (texts, models), `prices` one a model or empty.
struct RoutingData {
    std::vector<std::string> ids;
    std::vector<core::ports::RouterExample> examples;
    std::vector<std::vector<core::domain::TokenUsage>> usages;
    std::vector<core::domain::TokenPrices> prices;
    bool areTokensEstimated = false; ///< of any usage
    bool areTasksHeldOut = false; ///< intervals resample whole tasks
};

/// Expected qualities of every text by method: "ours", its components and ablations, the baselines.
using MethodScores = std::map<std::string, Qualities>;
inline constexpr const char* kMeetsTarget = "meets_target"; ///< probabilities of "ours"; no method
inline constexpr const char* kNovel = "novel"; ///< one value a text: 1 where "ours" abstains; no method

/// Under which key of a report a method stands: "components" or "baselines".
[[nodiscard]] const char* groupOf(const std::string& method);
[[nodiscard]] std::vector<std::string> methodsOf(const MethodScores& scores);

inline constexpr std::size_t kResamples = 500; ///< of the items, in every run

/// {"name", "name_lo", "name_hi"} of bootstrap values; null where there are none.
void addInterval(nlohmann::ordered_json& figures, const std::string& name, std::vector<double> resampled);
/// Calibration over all (text, model), how well the difficulty tells the cheapest model's failures, by task, and
/// the share of texts that the router abstains on.
void addProbabilities(nlohmann::ordered_json& result, const RoutingData& data, const std::vector<MethodScores>& runs,
    double floor);
/// One row an item: id, task, recorded qualities, what every method expects; "score" is the predicted advantage of
/// the last model over the first.
void addRows(nlohmann::ordered_json& rows, const RoutingData& data, const MethodScores& run);
/// The data and scores without the texts of some tasks.
[[nodiscard]] RoutingData withoutTasks(const RoutingData& data, const std::set<std::string>& tasks);
[[nodiscard]] MethodScores withoutTasks(
    const MethodScores& scores, const RoutingData& data, const std::set<std::string>& tasks);

/// Figures of "ours" (also at the top), of components and of baselines: means over the runs; intervals from bootstrap
/// samples of the items in every run; "apgr_lead" of ours over each other method from the same samples.
[[nodiscard]] nlohmann::ordered_json twoModelReport(const RoutingData& data, const std::vector<MethodScores>& runs);
/// The same with dollars: curve, area, quality at the best single model's cost and the share of its cost at its quality.
[[nodiscard]] nlohmann::ordered_json manyModelReport(const RoutingData& data, const std::vector<std::string>& models,
    const std::vector<MethodScores>& runs);

} // namespace app::commands
