#include "app/benches/planted_slices.h"
#include "app/commands/bench.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

namespace app::commands {

namespace {

using core::Result;
using nlohmann::ordered_json;

constexpr double kClusterSecondsTarget = 60;
constexpr double kMapSecondsTarget = 180;

struct ClusterBenchArguments {
    std::vector<std::string> data{
        "../shared/data/cs_intent_banking77.jsonl.gz", "../shared/data/cs_intent_clinc150.jsonl.gz"};
    std::size_t slices = 12;
    std::size_t background = 800;
    std::size_t speedPoints = 100'000;
    std::size_t mapPoints = 20'000;
    std::size_t furtherPoints = 4'000;
    std::uint64_t seeds = 3;
};

Result<BenchReport> runClusterBench(const ClusterBenchArguments& arguments)
{
    BenchReport report;
    report.settings = {{"slices", arguments.slices}, {"background", arguments.background}, {"seeds", arguments.seeds},
        {"needs_full", "nothing: the default is the whole bench"}};
    for (std::uint64_t seed = 1; seed <= arguments.seeds; ++seed) {
        for (const std::string& file : arguments.data) {
            const std::string name = std::filesystem::path(file).filename().string();
            printProgress(name + ": seed " + std::to_string(seed) + "\n");
            const auto planted = benches::plantedInFile(file, arguments.slices, arguments.background, seed);
            if (!planted) {
                return core::fail(planted.error());
            }
            report.rows.push_back({{"data", name}, {"seed", seed}});
            report.rows.back().update(benches::sliceFigures(*planted, seed));
        }
        report.rows.push_back({{"data", "workload generator (its own slices: illustration)"}, {"seed", seed}});
        report.rows.back().update(benches::sliceFigures(benches::plantedInWorkload(4000, seed), seed));
    }
    report.results["planted"] = report.rows;
    for (ordered_json& row : report.results["planted"]) {
        row.erase("slices");
    }
    printProgress("map\n");
    const Result<ordered_json> map
        = benches::mapFigures(arguments.data, arguments.mapPoints, arguments.furtherPoints, arguments.seeds);
    if (!map) {
        return core::fail(map.error());
    }
    report.results["map"] = *map;
    printProgress("speed\n");
    report.results["speed"] = benches::clusteringSpeed(arguments.speedPoints, 1);
    addCheck(report, "seconds to cluster " + std::to_string(arguments.speedPoints),
        report.results["speed"]["seconds"].get<double>(), Bound::Below, kClusterSecondsTarget);
    addCheck(report, "seconds of t-SNE", map->at("tsne_seconds").get<double>(), Bound::Below, kMapSecondsTarget);
    addCheck(report, "trustworthiness of t-SNE over the principal plane's",
        map->at("tsne_trustworthiness").get<double>() - map->at("plane_trustworthiness").get<double>(), Bound::AtLeast, 0);
    return report;
}

} // namespace

void addBenchClusters(CLI::App& bench, Action& action)
{
    auto arguments = std::make_shared<ClusterBenchArguments>();
    CLI::App* command = bench.add_subcommand("clusters", "Find planted slices of failures again; time clustering and maps");
    command->add_option("--data", arguments->data, "Labelled files")->capture_default_str();
    command->add_option("--slices", arguments->slices, "Labels that fail wholly")->check(CLI::Range(1, 1000))->capture_default_str();
    command->add_option("--background", arguments->background, "Failures of other labels")->capture_default_str();
    command->add_option("--points", arguments->speedPoints, "Failures to time clustering with")->capture_default_str();
    command->add_option("--map-points", arguments->mapPoints, "Texts of the t-SNE map")->capture_default_str();
    command->add_option("--seeds", arguments->seeds)->check(CLI::Range(1, 100))->capture_default_str();
    command->footer(
        "A slice counts as found when eight of the ten failures nearest to some cluster's centre are of it. The\n"
        "generator's slices are its own: an illustration.\n\n"
        "Examples:\n  routenlp bench clusters --json\n"
        "  routenlp bench clusters --data intents.jsonl.gz --slices 20 --json --rows slices.jsonl");
    addBenchAction(*command, action, "clusters", [arguments] { return runClusterBench(*arguments); });
}

} // namespace app::commands
