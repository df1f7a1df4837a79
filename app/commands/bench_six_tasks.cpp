#include "app/benches/finished_cells.h"
#include "app/benches/labelled_data.h"
#include "app/benches/price_tables.h"
#include "app/benches/taught_cascade.h"
#include "app/benches/taught_rows.h"
#include "app/commands/bench.h"
#include "core/conformal/binomial_bounds.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <tuple>

namespace app::commands {

namespace {

using core::Result;
using nlohmann::ordered_json;

constexpr double kCostRatioTarget = 0.22; ///< 78% less
constexpr double kQualityRatioTarget = 0.96;
constexpr double kLevel = 0.95;
constexpr int kRowFormat = 3; ///< finished cells of another one are measured again

struct SixTasksArguments {
    std::string folder = "../shared/data";
    std::vector<std::string> only;
    std::string cellsFile;
    bool isFull = false;
    benches::TaughtCascadeOptions options;
};

ordered_json studentJson(const core::ports::StudentOptions& options)
{
    return {{"members", options.members}, {"dimensions", options.dimensions}, {"epochs", options.epochs},
        {"seed", options.seed}};
}

ordered_json settingsOf(const benches::TaughtCascadeOptions& options)
{
    return {{"seeds", {options.seed}}, {"iterations", options.iterations}, {"initial_share", options.initialShare},
        {"teacher_share", options.teacherShare}, {"alpha", options.alpha}, {"other_alphas", options.otherAlphas},
        {"delta", options.delta}, {"corruptions", options.corruptions},
        {"iterates_every_corruption", options.teachesEveryCorruption}, {"splits", options.splits},
        {"small_student", studentJson(options.small)}, {"large_student", studentJson(options.large)}};
}

bool isStructured(const ordered_json& data)
{
    const std::string kind = data.at("kind");
    return kind == "classification" || kind == "tagging";
}

/// A percentile of several tasks' latencies from their sketches, each weighed by its queries.
double percentileOf(const std::vector<const ordered_json*>& rows, const char* field, double share)
{
    std::vector<std::pair<double, double>> points;
    double total = 0;
    for (const ordered_json* row : rows) {
        const ordered_json& sketch = row->at(field);
        const double weight = row->at("queries").get<double>() / static_cast<double>(sketch.size());
        for (const ordered_json& point : sketch) {
            points.emplace_back(point.get<double>(), weight);
            total += weight;
        }
    }
    std::sort(points.begin(), points.end());
    double reached = 0;
    for (const auto& [latency, weight] : points) {
        reached += weight;
        if (reached >= share * total) {
            return latency;
        }
    }
    return points.empty() ? 0 : points.back().first;
}

/// null of nothing.
ordered_json exactInterval(double part, double whole)
{
    if (whole <= 0) {
        return nullptr;
    }
    const core::conformal::Interval interval
        = core::conformal::clopperPearson(std::llround(part), std::llround(whole), kLevel);
    return {interval.low, interval.high};
}

/// The rows of several tasks as one: queries as they are, and every data set with the same weight.
ordered_json together(const std::vector<const ordered_json*>& rows)
{
    double cost = 0;
    double last = 0;
    double credited = 0;
    double lastCredited = 0;
    double queries = 0;
    double meets = 0;
    double accepted = 0;
    double failures = 0;
    double meanCostRatio = 0;
    double meanQualityRatio = 0;
    double costKnownThreshold = 0;
    double costPerfectScore = 0;
    std::vector<benches::QueryShare> resampled;
    std::map<std::string, double> shares;
    for (const ordered_json* row : rows) {
        const double count = row->at("queries").get<double>();
        queries += count;
        cost += row->at("cost_nano_usd").get<double>();
        last += row->at("last_tier_cost_nano_usd").get<double>();
        credited += row->at("credited").get<double>();
        lastCredited += row->at("last_tier_credited").get<double>();
        meets += count * row->at("meets_target").get<double>();
        accepted += row->at("accepted").get<double>();
        costKnownThreshold += row->at("limits").at("cost_nano_usd_known_threshold").get<double>();
        costPerfectScore += row->at("limits").at("cost_nano_usd_perfect_score").get<double>();
        failures += row->at("accepted_failures").get<double>();
        benches::addResamples(resampled, row->at("resamples"));
        meanCostRatio += row->at("cost_ratio").get<double>() / static_cast<double>(rows.size());
        meanQualityRatio += row->at("quality_ratio").get<double>() / static_cast<double>(rows.size());
        for (const auto& [tier, share] : row->at("tier_share").items()) {
            shares[tier] += count * share.get<double>();
        }
    }
    ordered_json tiers = ordered_json::object();
    for (const auto& [tier, count] : shares) {
        tiers[tier] = count / queries;
    }
    const benches::RatioIntervals ratios = benches::ratioIntervals(resampled);
    return {{"data_sets", rows.size()}, {"queries", queries}, {"cost_ratio", cost / last},
        {"cost_ratio_interval_95", ratios.cost}, {"quality_ratio", credited / lastCredited},
        {"quality_ratio_interval_95", ratios.quality}, {"cost_ratio_mean_of_data_sets", meanCostRatio},
        {"quality_ratio_mean_of_data_sets", meanQualityRatio},
        {"cost_ratio_known_thresholds", costKnownThreshold / last},
        {"cost_ratio_perfect_scores", costPerfectScore / last}, {"meets_target", meets / queries},
        {"meets_target_interval_95", exactInterval(meets, queries)}, {"tier_share", tiers},
        {"realised_risk", accepted > 0 ? ordered_json(failures / accepted) : ordered_json(nullptr)},
        {"realised_risk_interval_95", exactInterval(failures, accepted)},
        {"p50_ms", percentileOf(rows, "latency_quantiles_ms", 0.5)},
        {"p99_ms", percentileOf(rows, "latency_quantiles_ms", 0.99)},
        {"last_tier_p50_ms", percentileOf(rows, "last_tier_latency_quantiles_ms", 0.5)},
        {"last_tier_p99_ms", percentileOf(rows, "last_tier_latency_quantiles_ms", 0.99)}};
}

/// Overall rows by (prices, corruption, iteration), of structured tasks, of the others and of all.
ordered_json overall(const ordered_json& sets, double alpha)
{
    using Key = std::tuple<std::string, double, int>;
    std::map<Key, std::map<std::string, std::vector<const ordered_json*>>> groups;
    for (const ordered_json& data : sets) {
        for (const ordered_json& row : data.at("rows")) {
            if (row.at("alpha").get<double>() != alpha) {
                continue;
            }
            auto& group = groups[{row.at("prices"), row.at("corruption"), row.at("iteration")}];
            group["all"].push_back(&row);
            group[isStructured(data) ? "structured" : "generation"].push_back(&row);
        }
    }
    ordered_json rows = ordered_json::array();
    for (const char* prices : {"public", "paper prices"}) {
        for (const auto& [key, group] : groups) {
            if (std::get<0>(key) != prices) {
                continue;
            }
            for (const auto& [name, members] : group) {
                ordered_json row{{"prices", prices}, {"corruption", std::get<1>(key)}, {"iteration", std::get<2>(key)},
                    {"tasks", name}};
                row.update(together(members));
                rows.push_back(std::move(row));
            }
        }
    }
    return rows;
}

void addChecks(BenchReport& report, const ordered_json& sets, int iterations)
{
    for (const ordered_json& row : report.results.at("overall")) {
        if (row.at("prices") == "public" && row.at("corruption") == 0.0 && row.at("iteration") == iterations
            && row.at("tasks") == "structured") {
            addCheck(report, "structured tasks: cost ratio after the loop", row.at("cost_ratio").get<double>(),
                Bound::AtMost, kCostRatioTarget);
            addCheck(report, "structured tasks: quality ratio after the loop", row.at("quality_ratio").get<double>(),
                Bound::AtLeast, kQualityRatioTarget);
        }
    }
    const double delta = report.settings.at("delta").get<double>();
    for (const ordered_json& data : sets) {
        for (const ordered_json& row : data.at("rows")) {
            if (row.contains("violations")) {
                addCheck(report,
                    data.at("data").get<std::string>() + " iteration " + row.at("iteration").dump() + " alpha "
                        + row.at("alpha").dump() + ": violations beyond noise",
                    row.at("violations").at("share_above_alpha_beyond_noise").get<double>(), Bound::AtMost, delta);
            }
        }
    }
}

Result<std::vector<std::string>> filesOf(const SixTasksArguments& arguments)
{
    std::vector<std::string> files = benches::labelledFiles(arguments.folder);
    if (!arguments.only.empty()) {
        std::erase_if(files, [&arguments](const std::string& file) {
            return std::none_of(arguments.only.begin(), arguments.only.end(),
                [&file](const std::string& name) { return file.find(name) != std::string::npos; });
        });
    }
    if (files.empty()) {
        return core::fail(core::ErrorCode::NotFound,
            "'" + arguments.folder + "' holds none of the known data sets; name their folder with --data");
    }
    return files;
}

Result<BenchReport> runSixTasks(SixTasksArguments arguments)
{
    const Result<std::vector<std::string>> files = filesOf(arguments);
    if (!files) {
        return core::fail(files.error());
    }
    if (arguments.isFull) {
        arguments.options.teachesEveryCorruption = true;
        arguments.options.iterations = std::max(arguments.options.iterations, 3);
    }
    benches::FinishedCells cells(arguments.cellsFile);
    BenchReport report;
    report.settings = settingsOf(arguments.options);
    report.settings["last_tier"] = "oracle: the reference answers; an upper bound, no model's figure";
    report.settings["gates"] = "the product's, without its slices and its comparison with the first certified champion; "
                               "attempt r on a task's calibration texts has 6 / (pi^2 r^2) of delta";
    report.settings["intervals"] = "bootstrap over texts, those of each data set by themselves; not over training or thresholds";
    report.settings["public_prices"] = benches::publicPrices().name;
    report.settings["paper_prices"] = benches::paperPrices().name;
    report.settings["latency_model"] = "students as measured here; oracle 400 ms + 25 ms a completion token, a model";
    report.settings["needs_full"] = arguments.isFull
        ? "nothing"
        : "a third iteration, and a loop of its own for each corruption (here the clean loop's choice is answered anew)";
    ordered_json sets = ordered_json::array();
    for (const std::string& file : *files) {
        const Result<benches::LabelledData> data = benches::readLabelledData(file);
        if (!data) {
            return core::fail(data.error());
        }
        const ordered_json key{{"data", data->name}, {"settings", settingsOf(arguments.options)}, {"row_format", kRowFormat}};
        std::optional<ordered_json> result = cells.find(key);
        if (!result) {
            const auto progress = [](const std::string& text) { printProgress(text); };
            Result<ordered_json> measured = benches::measureTaughtCascade(*data, arguments.options, progress);
            if (!measured) {
                return core::fail(measured.error().within("'" + data->name + "'"));
            }
            cells.add(key, *measured);
            result = std::move(*measured);
        }
        sets.push_back(std::move(*result));
    }
    report.results["overall"] = overall(sets, arguments.options.alpha);
    addChecks(report, sets, arguments.options.iterations);
    for (ordered_json& data : sets) {
        for (ordered_json& row : data.at("rows")) {
            row.erase("latency_quantiles_ms");
            row.erase("last_tier_latency_quantiles_ms");
            row.erase("resamples");
            report.rows.push_back(row);
        }
    }
    report.results["data_sets"] = std::move(sets);
    return report;
}

} // namespace

void addBenchSixTasks(CLI::App& bench, Action& action)
{
    auto arguments = std::make_shared<SixTasksArguments>();
    benches::TaughtCascadeOptions& options = arguments->options;
    CLI::App* command = bench.add_subcommand(
        "six-tasks", "Two students and an oracle on the six tasks' real text, before the loop and after each iteration");
    command->add_option("--data", arguments->folder, "Folder of the known data sets")->capture_default_str();
    command->add_option("--only", arguments->only, "Only data sets whose file name contains one of these");
    command->add_option("--seed", options.seed)->capture_default_str();
    command->add_option("--iterations", options.iterations, "Of targeted distillation")
        ->check(CLI::Range(0, 20))
        ->capture_default_str();
    command->add_option("--alpha", options.alpha, "Certified risk")->check(CLI::Range(0.001, 0.999))->capture_default_str();
    command->add_option("--splits", options.splits, "Random splits that count violations")
        ->check(CLI::Range(20, 100000))
        ->capture_default_str();
    command->add_option("--corruption", options.corruptions, "Shares of the oracle's answers that are wrong")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_flag("--full", arguments->isFull, "A third iteration, and a loop for each corruption");
    command->add_option("--cells", arguments->cellsFile, "Finished data sets, to resume from");
    command->footer(
        "The last tier is an oracle that answers with the reference: an upper bound, repeated with a share of its\n"
        "answers wrong, as the last tier and as the teacher. Public prices lead, the published system's follow.\n"
        "A challenger that the loop's gates do not pass is not kept, and ends the loop of its data set.\n\n"
        "Examples:\n  routenlp bench six-tasks --json\n"
        "  routenlp bench six-tasks --data ../shared/data --full --cells six.jsonl --json --rows rows.jsonl.gz\n"
        "  routenlp bench six-tasks --only banking77 --iterations 1 --json");
    addBenchAction(*command, action, "six-tasks", [arguments] { return runSixTasks(*arguments); });
}

} // namespace app::commands
