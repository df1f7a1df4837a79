#include "app/benches/pilot.h"
#include "app/commands/bench.h"
#include "core/engine/loop/loop_results.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace app::commands {

namespace {

using core::Result;
using nlohmann::ordered_json;

constexpr int kFullQueriesPerDay = 5000;
const std::vector<int> kScaledNights{7, 14, 16, 18, 21};

struct PilotArguments {
    benches::PilotOptions options;
    bool isFull = false;
};

Result<BenchReport> runPilotBench(PilotArguments arguments)
{
    benches::PilotOptions& options = arguments.options;
    if (arguments.isFull) {
        options.queriesPerDay = kFullQueriesPerDay;
    } else {
        options.nights = kScaledNights;
    }
    Result<ordered_json> figures
        = benches::runPilot(options, [](const std::string& text) { printProgress(text); });
    if (!figures) {
        return core::fail(figures.error());
    }
    BenchReport report;
    report.settings = {{"seeds", {options.seed}}, {"queries_a_day", options.queriesPerDay}, {"days", options.days},
        {"nights", options.nights.empty() ? ordered_json("every night") : ordered_json(options.nights)},
        {"drift_day", options.driftDay + 1}, {"new_intents", options.newIntents},
        {"new_intent_share", options.newIntentShare}, {"audit_rate", options.auditRate},
        {"judged", "every answer, by its reference; the audit rate is that of the policy"},
        {"loop", ordered_json::parse(core::engine::loop::toJson(options.loop))}, {"teacher", "the last tier"},
        {"cost_reduction_interval", "bootstrap over days"}, {"resumes", "no: one workspace lives through all days"},
        {"needs_full", arguments.isFull ? "nothing" : "5,000 queries a day with the loop every night"}};
    for (const ordered_json& day : figures->at("days")) {
        report.rows.push_back(day);
    }
    double unequal = 0;
    for (const ordered_json& period : figures->at("periods")) {
        unequal += period.at("equal_in_sql").get<bool>() ? 0 : 1;
        if (period.at("period") == "routed, all") {
            addCheck(report, "cost reduction after routing began", period.at("cost_reduction").get<double>(),
                Bound::AtLeast, figures->at("paper").at("cost_reduction").get<double>());
            addCheck(report, "answers that met the target, lower end",
                period.at("met_target").at("interval_95")[0].get<double>(), Bound::AtLeast,
                figures->at("paper").at("acceptance").get<double>());
        }
    }
    addCheck(report, "periods that differ from SQL", unequal, Bound::AtMost, 0);
    addCheck(report, "training spend that differs from SQL",
        figures->at("training_spend_equal_in_sql").get<bool>() ? 0 : 1, Bound::AtMost, 0);
    figures->erase("days");
    report.results = std::move(*figures);
    return report;
}

} // namespace

void addBenchPilot(CLI::App& bench, Action& action)
{
    auto arguments = std::make_shared<PilotArguments>();
    benches::PilotOptions& options = arguments->options;
    CLI::App* command
        = bench.add_subcommand("pilot", "28 simulated days of customer service on the real engine and workspace");
    command->add_option("--intents", options.intents, "Labelled file of intents")->capture_default_str();
    command->add_option("--replies", options.replies, "Labelled file of replies")->capture_default_str();
    command->add_option("--workspace", options.workspace, "Keep the workspace here; it must not exist yet");
    command->add_option("--queries-per-day", options.queriesPerDay)->check(CLI::Range(100, 100000))->capture_default_str();
    command->add_option("--seed", options.seed)->capture_default_str();
    command->add_option("--iterations", options.loop.iterations, "Of a night's loop, for each task at most")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command->add_option("--teacher-calls", options.loop.teacherCalls, "Texts taught at most, a task and iteration")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_flag("--full", arguments->isFull, "5,000 queries a day and the loop every night");
    command->footer(
        "A week with everything at the last tier, then routed; new intents in the third week. The loop runs after days\n"
        "7, 14, 16, 18 and 21 (--full: every night) and promotes what passes its gates. The last tier is the\n"
        "oracle, its latency a model that is printed; students' latencies are measured. Every period is compared with\n"
        "SQL's sums of the same days.\n\n"
        "Examples:\n  routenlp bench pilot --json\n"
        "  routenlp bench pilot --full --workspace pilot --json --rows days.jsonl");
    addBenchAction(*command, action, "pilot", [arguments] { return runPilotBench(*arguments); });
}

} // namespace app::commands
