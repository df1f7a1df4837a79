#include "app/simulation.h"

#include "core/datasets/data_file.h"
#include "core/engine/simulated_traffic.h"

#include <chrono>
#include <limits>
#include <set>

namespace app {

using core::Result;
namespace domain = core::domain;
namespace engine = core::engine;

namespace {

constexpr std::chrono::milliseconds kProgressInterval{100};

void add(SimulationReport& report, const engine::EngineAnswer& answer, double answerFloor)
{
    const domain::QueryRecord& record = answer.record;
    ++report.queries;
    if (const domain::Attempt* accepted = record.accepted(); accepted == nullptr) {
        ++report.unanswered;
    } else {
        SimulationReport::Answered& tier = report.tiers[accepted->tierId];
        ++tier.queries;
        if (accepted->quality) {
            ++report.judged;
            report.qualitySum += *accepted->quality;
            const bool isMet = *accepted->quality >= answerFloor;
            report.metTarget += isMet ? 1 : 0;
            tier.failures += isMet ? 0 : 1;
        }
    }
    report.spend += record.knownCost();
    report.unknownCost += record.isCostKnown() ? 0 : 1;
    report.unknownLastTier += record.isLastTierCostKnown ? 0 : 1;
    report.lastTierOnly += record.lastTierCost;
    report.lastTierEstimated += record.isLastTierCostEstimated ? 1 : 0;
    report.overhead.add(answer.overheadMs);
    report.lastId = record.id;
    if (report.firstId.empty()) {
        report.firstId = record.id;
    }
}

Result<std::vector<domain::Example>> chosenLines(const SimulationOptions& options)
{
    std::vector<domain::Example> chosen;
    const Result<std::size_t> lines = core::datasets::readDataFile(
        options.file, core::datasets::ReadOptions{options.taskId}, [&](domain::Example example) {
            if (example.isTest == options.routesTestLines) {
                chosen.push_back(std::move(example));
            }
            return true;
        });
    if (!lines) {
        return core::fail(lines.error());
    }
    if (chosen.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "'" + options.file.string() + "' has no lines of the "
                + (options.routesTestLines ? "test split; route the others with --split train"
                                           : "train split; route the others with --split test"));
    }
    return chosen;
}

} // namespace

double SimulationReport::meanQuality() const
{
    return judged > 0 ? qualitySum / static_cast<double>(judged) : std::numeric_limits<double>::quiet_NaN();
}

double SimulationReport::meanMetTarget() const
{
    return judged > 0 ? static_cast<double>(metTarget) / static_cast<double>(judged)
                      : std::numeric_limits<double>::quiet_NaN();
}

Result<SimulationReport> simulate(
    EngineHost& host, const SimulationOptions& options, const SimulationProgress& progress)
{
    const Result<std::vector<domain::Example>> lines = chosenLines(options);
    if (!lines) {
        return core::fail(lines.error());
    }
    SimulationReport report;
    const auto total = static_cast<std::int64_t>(lines->size());
    auto lastProgress = std::chrono::steady_clock::now();
    for (const domain::Example& example : *lines) {
        const engine::EngineQuery query{example.taskId, example.text, {}, {}, "simulate", false, &example.reference, {},
            example.isTest};
        const Result<engine::EngineAnswer> answer
            = engine::askRecorded(host.engine(), *host.catalog(), example, query, host.splitKey());
        if (!answer) {
            return core::fail(answer.error().within("query '" + example.id + "'"));
        }
        const auto state = host.engine().servingState();
        add(report, *answer, state->tasks.at(example.taskId).policy.answerFloor);
        if (const auto now = std::chrono::steady_clock::now(); now >= lastProgress + kProgressInterval) {
            lastProgress = now;
            progress(report.queries, total);
        }
    }
    host.shadowRunner().drain();
    if (Result<void> visible = host.stores().decisions->flush(); !visible) {
        return core::fail(visible.error());
    }
    progress(report.queries, total);
    report.isLastTierOracle = host.engine().servingState()->tiersByRank.back().isOracle;
    return report;
}

Result<std::vector<std::string>> tasksWithoutStudent(EngineHost& host, const ImportOptions& file)
{
    std::set<std::string> wanted;
    const auto state = host.engine().servingState();
    const Result<std::size_t> lines = core::datasets::readDataFile(
        file.file, core::datasets::ReadOptions{file.taskId}, [&](const domain::Example& example) {
            const auto task = state->tasks.find(example.taskId);
            const bool isUntrained = task != state->tasks.end() && task->second.policy.modelVersions.empty();
            if (isUntrained && !example.isTest && !example.reference.isEmpty()) {
                wanted.insert(example.taskId);
            }
            return true;
        });
    if (!lines) {
        return core::fail(lines.error());
    }
    return std::vector<std::string>(wanted.begin(), wanted.end());
}

} // namespace app
