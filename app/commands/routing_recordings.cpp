#include "app/commands/routing_recordings.h"

#include "core/datasets/price_map.h"
#include "core/datasets/recording_file.h"
#include "core/domain/token_estimate.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

namespace app::commands {

using core::Result;
using core::ports::RouterExample;
namespace domain = core::domain;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kCompletionTokens = 256; ///< where a recording has none

} // namespace

Result<std::vector<domain::Example>> readRecordings(const std::vector<std::string>& files)
{
    std::vector<domain::Example> examples;
    for (const std::string& file : files) {
        const Result<std::size_t> count
            = core::datasets::readRecordingFile(file, {}, [&](domain::Example example) {
                  examples.push_back(std::move(example));
                  return true;
              });
        if (!count) {
            return core::fail(count.error());
        }
    }
    return examples;
}

Result<std::vector<std::string>> modelsOf(
    const std::vector<domain::Example>& examples, const std::string& weak, const std::string& strong)
{
    if (!weak.empty()) {
        return std::vector<std::string>{weak, strong};
    }
    std::map<std::string, std::pair<double, double>> sums;
    for (const domain::Example& example : examples) {
        for (const auto& [model, response] : example.responses) {
            sums[model].first += response.quality.value_or(0);
            sums[model].second += response.quality ? 1 : 0;
        }
    }
    std::vector<std::pair<double, std::string>> ranked;
    for (const auto& [model, sum] : sums) {
        if (sum.second > 0) {
            ranked.emplace_back(sum.first / sum.second, model);
        }
    }
    if (ranked.size() < 2) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "the training recordings need answers with qualities of at least two models");
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> models;
    for (auto& [mean, model] : ranked) {
        models.push_back(std::move(model));
    }
    return models;
}

RoutingData dataOf(const std::vector<domain::Example>& examples, const std::vector<std::string>& models)
{
    RoutingData data;
    for (const domain::Example& example : examples) {
        RouterExample row{example.taskId, example.text, {}};
        std::vector<domain::TokenUsage> usages;
        bool isJudged = false;
        for (const std::string& model : models) {
            const auto found = example.responses.find(model);
            const bool isKnown = found != example.responses.end() && found->second.quality;
            row.quality.push_back(isKnown ? *found->second.quality : kNan);
            isJudged = isJudged || isKnown;
            const std::int64_t estimated = domain::estimatedTokens(example.text);
            data.areTokensEstimated = data.areTokensEstimated || !isKnown || !found->second.promptTokens
                || !found->second.completionTokens;
            usages.push_back(isKnown ? domain::TokenUsage{found->second.promptTokens.value_or(estimated),
                                           found->second.completionTokens.value_or(kCompletionTokens)}
                                     : domain::TokenUsage{estimated, kCompletionTokens});
        }
        if (isJudged) {
            data.ids.push_back(example.id);
            data.examples.push_back(std::move(row));
            data.usages.push_back(std::move(usages));
        }
    }
    return data;
}

} // namespace app::commands
