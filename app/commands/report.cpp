#include "app/commands/command.h"

#include "app/known_task.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

struct ReportArguments {
    std::string workspace;
    std::string taskId;
    int days = 28;
    bool isJson = false;
};

using core::ports::TrafficTotals;

nlohmann::ordered_json toJson(const TrafficTotals& totals)
{
    nlohmann::ordered_json json{{"queries", totals.queries}, {"attempts", totals.attempts},
        {"escalated_queries", totals.escalatedQueries}, {"unanswered_queries", totals.unansweredQueries},
        {"spend_usd", core::domain::toDecimalUsd(totals.spend)}, {"spend_nano_usd", totals.spend.nanoUsd},
        {"last_tier_only_usd", core::domain::toDecimalUsd(totals.lastTierOnly)},
        {"last_tier_only_nano_usd", totals.lastTierOnly.nanoUsd},
        {"last_tier_estimated_queries", totals.estimatedLastTierQueries},
        {"unknown_cost_queries", totals.unknownCostQueries}, {"judged", totals.judged}};
    if (totals.judgedWeight > 0) {
        json["acceptance"] = totals.judgedMetWeight / totals.judgedWeight;
        json["quality"] = totals.judgedQualityWeight / totals.judgedWeight;
    }
    if (totals.latency.count() > 0) {
        json["latency_p50_ms"] = totals.latency.percentile(0.50);
        json["latency_p99_ms"] = totals.latency.percentile(0.99);
    }
    return json;
}

/// Queries that were unlike anything seen, beside the sums.
struct Report {
    core::ports::Overview overview;
    std::int64_t novelQueries = 0;
};

core::Result<Report> readReport(const ReportArguments& arguments)
{
    core::Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    if (core::Result<void> known = checkTask(*stores.portfolio, arguments.taskId); !known) {
        return core::fail(known.error());
    }
    core::ports::OverviewQuery query;
    query.range.to = core::SystemClock().now() + std::chrono::seconds(1);
    query.range.from = query.range.to - std::chrono::days(arguments.days);
    query.taskId = arguments.taskId;
    core::Result<core::ports::Overview> overview = stores.metrics->overview(query);
    if (!overview) {
        return core::fail(overview.error());
    }
    const core::Result<std::int64_t> novel
        = stores.routerSignals->novelQueries(arguments.taskId, query.range.from, query.range.to);
    return novel ? core::Result<Report>(Report{std::move(*overview), *novel}) : core::fail(novel.error());
}

void printText(const core::ports::Overview& overview, int days)
{
    std::printf("Last %d days%s\n", days, overview.isSimulated ? " (contains the simulated workload)" : "");
    std::printf("%-16s %10s %16s %16s %8s %8s\n", "task", "queries", "spend $", "last tier only $", "saved", "met");
    const auto row = [](const std::string& name, const TrafficTotals& totals) {
        const double saved = totals.lastTierOnly.nanoUsd > 0
            ? 100.0 * (1.0 - totals.spend.usd() / totals.lastTierOnly.usd())
            : 0.0;
        const std::string met = totals.judgedWeight > 0
            ? std::to_string(100.0 * totals.judgedMetWeight / totals.judgedWeight).substr(0, 5) + "%"
            : "-";
        std::printf("%-16s %10lld %16s %16s %7.1f%% %8s\n", name.c_str(), static_cast<long long>(totals.queries),
            core::domain::toDecimalUsd(totals.spend).c_str(), core::domain::toDecimalUsd(totals.lastTierOnly).c_str(),
            saved, met.c_str());
    };
    for (const core::ports::TaskSummary& task : overview.tasks) {
        row(task.taskId, task.totals);
    }
    row("all", overview.totals);
}

} // namespace

void addReport(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<ReportArguments>();
    CLI::App* command = app.add_subcommand("report", "Cost, savings, escalations, latency and quality of a range");
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--days", arguments->days, "Days back from now")->check(CLI::Range(1, 3660))->capture_default_str();
    command->add_option("--task", arguments->taskId, "One task only");
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Works beside a running console.\n\nExamples:\n  routenlp report --workspace w\n"
                    "  routenlp report --workspace w --days 1 --task cs_intent --json");
    command->callback([&action, arguments] {
        action = [arguments] {
            const core::Result<Report> report = readReport(*arguments);
            if (!report) {
                return reportError("report", report.error(), arguments->isJson);
            }
            const core::ports::Overview* overview = &report->overview;
            if (!arguments->isJson) {
                printText(*overview, arguments->days);
                std::printf("%lld texts were new to the router and went up\n",
                    static_cast<long long>(report->novelQueries));
                return kSuccess;
            }
            nlohmann::ordered_json tasks = nlohmann::ordered_json::object();
            for (const core::ports::TaskSummary& task : overview->tasks) {
                tasks[task.taskId] = toJson(task.totals);
            }
            printJson({{"days", arguments->days}, {"simulated", overview->isSimulated},
                {"totals", toJson(overview->totals)}, {"tasks", tasks}, {"novel_queries", report->novelQueries}});
            return kSuccess;
        };
    });
}

} // namespace app::commands
