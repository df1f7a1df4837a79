#include "app/commands/command.h"

#include "app/commands/workspace_session.h"
#include "app/failure_cluster_finder.h"
#include "app/known_task.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

using core::domain::FailureCluster;
using core::domain::FailureMap;
using Json = nlohmann::ordered_json;

struct ClustersArguments {
    std::string workspace;
    std::string taskId;
    int days = 28;
    std::uint64_t seed = 1;
    std::string layout = "pca";
    bool isRun = false;
    bool isJson = false;
};

/// A clustering run of the workspace's owner: encodes what is not encoded, lays out by t-SNE and keeps both.
core::Result<void> runClustering(const ClustersArguments& arguments)
{
    core::Result<std::unique_ptr<WorkspaceSession>> session
        = WorkspaceSession::open(arguments.workspace, arguments.taskId);
    if (!session) {
        return core::fail(session.error());
    }
    const auto receipt = (*session)->service().execute(
        core::ports::FindClusters{arguments.taskId, arguments.days, arguments.seed});
    if (!receipt) {
        return core::fail(receipt.error());
    }
    const auto run = (*session)->waitForRun(receipt->reference);
    return run ? core::Result<void>{} : core::fail(run.error());
}

core::Result<FailureMap> findClusters(const ClustersArguments& arguments)
{
    if (arguments.isRun) {
        if (const core::Result<void> done = runClustering(arguments); !done) {
            return core::fail(done.error());
        }
    }
    core::Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    if (core::Result<void> known = checkTask(*stores.portfolio, arguments.taskId); !known) {
        return core::fail(known.error());
    }
    core::ports::FailureQuery query;
    query.range.to = core::SystemClock().now() + std::chrono::seconds(1);
    query.range.from = query.range.to - std::chrono::days(arguments.days);
    query.taskId = arguments.taskId;
    query.seed = arguments.seed;
    query.layout = arguments.layout == "tsne" ? core::domain::MapLayout::Neighbourhoods
                                              : core::domain::MapLayout::PrincipalPlane;
    return FailureClusterFinder(stores).find(query, {});
}

Json numberOrNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// Of judged answers that a cheaper tier accepted.
Json toJson(const core::domain::MissRate& rate)
{
    const bool isKnown = rate.judged > 0;
    return {{"judged", rate.judged}, {"missed", rate.missed}, {"miss_rate", isKnown ? Json(rate.rate) : Json(nullptr)},
        {"miss_rate_low", rate.low}, {"miss_rate_high", rate.high}};
}

Json toJson(const FailureMap& map, int days)
{
    Json clusters = Json::array();
    for (const FailureCluster& cluster : map.clusters) {
        Json examples = Json::array();
        for (const std::size_t exemplar : cluster.exemplars) {
            examples.push_back({{"id", map.points[exemplar].queryId}, {"text", map.points[exemplar].text}});
        }
        clusters.push_back({{"id", cluster.id}, {"name", cluster.name}, {"is_excluded", cluster.isExcluded},
            {"terms", cluster.terms}, {"size", cluster.size},
            {"escalated", cluster.escalated}, {"sent_past", cluster.sentPast}, {"missed", cluster.missed},
            {"accepted_below_last_tier", toJson(cluster.missRate)},
            {"label", cluster.purity.label}, {"labelled", cluster.purity.labelled}, {"of_label", cluster.purity.same},
            {"traffic_share", numberOrNull(cluster.trafficShare)}, {"trend", numberOrNull(cluster.trend)},
            {"escalation_nano_usd", cluster.escalationCost.nanoUsd},
            {"escalation_usd_a_day", cluster.escalationCost.usd() / days}, {"cohesion", cluster.cohesion},
            {"examples", examples}});
    }
    return {{"failures", map.points.size()}, {"unclustered", map.unclustered}, {"silhouette", map.silhouette},
        {"compared_by", map.textSpace.encoder.empty() ? std::string("words") : map.textSpace.encoder},
        {"encoder_in_force", map.textSpace.configured}, {"encoded_failures", map.textSpace.embedded},
        {"map_trustworthiness", numberOrNull(map.trustworthiness)},
        {"stability", map.stability}, {"clusters", clusters}};
}

std::string rateText(const core::domain::MissRate& rate)
{
    if (rate.judged == 0) {
        return {};
    }
    char text[160];
    std::snprintf(text, sizeof text, "; of %zu judged answers accepted by a cheaper tier %.0f%% (%.0f-%.0f%%) miss it",
        rate.judged, 100 * rate.rate, 100 * rate.low, 100 * rate.high);
    return text;
}

std::string purityText(const core::domain::LabelPurity& purity)
{
    return purity.labelled == 0 ? std::string()
                                : "; " + std::to_string(purity.same) + " of " + std::to_string(purity.labelled)
            + " labelled are '" + purity.label + "'";
}

std::string spaceText(const core::domain::TextSpaceUse& space, std::size_t failures)
{
    const std::string share = std::to_string(space.embedded) + " of " + std::to_string(failures);
    if (!space.encoder.empty()) {
        return "Compared by the encoder " + space.encoder + ", which has encoded " + share;
    }
    return space.configured.empty() ? std::string("Compared by their words")
                                    : "Compared by their words: the encoder " + space.configured + " has encoded "
            + share + "; `routenlp clusters --workspace W --run` encodes the others";
}

void printText(const FailureMap& map, int days)
{
    for (std::size_t i = 0; i < map.clusters.size(); ++i) {
        const FailureCluster& cluster = map.clusters[i];
        std::string terms;
        for (const std::string& term : cluster.terms) {
            terms += (terms.empty() ? "" : ", ") + term;
        }
        terms = cluster.name.empty() ? terms : cluster.name + (cluster.isExcluded ? " (excluded): " : ": ") + terms;
        std::printf("%2zu  %6zu failures  $%.4f a day  %s\n", i + 1, cluster.size, cluster.escalationCost.usd() / days,
            terms.c_str());
        std::printf("    %zu escalated, %zu sent past the cheaper tiers, %zu judged to miss the target%s%s\n",
            cluster.escalated, cluster.sentPast, cluster.missed, rateText(cluster.missRate).c_str(),
            purityText(cluster.purity).c_str());
        std::printf("    e.g. %.100s\n", map.points[cluster.exemplars.front()].text.c_str());
    }
    std::printf("%zu failures in %zu clusters, %zu unclustered; silhouette %.2f, stability %.2f\n",
        map.points.size(), map.clusters.size(), map.unclustered, map.silhouette, map.stability);
    std::printf("%s\n", spaceText(map.textSpace, map.points.size()).c_str());
}

} // namespace

void addClusters(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<ClustersArguments>();
    CLI::App* command
        = app.add_subcommand("clusters", "Group what the cheaper tiers did not answer or missed its target by what it is about");
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--task", arguments->taskId, "One task only");
    command->add_option("--days", arguments->days, "How far to look back")->check(CLI::PositiveNumber);
    command->add_option("--seed", arguments->seed, "The same seed gives the same clusters");
    command->add_option("--map", arguments->layout, "Layout whose trustworthiness is printed")
        ->check(CLI::IsMember({"pca", "tsne"}))
        ->capture_default_str();
    command->add_flag("--run", arguments->isRun,
        "Before that, a clustering run of the workspace: encodes what the encoder in force has not seen, and keeps the map");
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Clusters are suggestions. What is near no centre stays unclustered.\n\n"
                    "Examples:\n  routenlp clusters --workspace w\n"
                    "  routenlp clusters --workspace w --task cs_intent --days 7 --json");
    command->callback([&action, arguments] {
        action = [arguments] {
            const core::Result<FailureMap> map = findClusters(*arguments);
            if (!map) {
                return reportError("clusters", map.error(), arguments->isJson);
            }
            if (arguments->isJson) {
                printJson(toJson(*map, arguments->days));
            } else {
                printText(*map, arguments->days);
            }
            return kSuccess;
        };
    });
}

} // namespace app::commands
