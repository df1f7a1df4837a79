#include "app/loop_workbench.h"

#include "app/clustering_files.h"
#include "app/encoder_in_force.h"
#include "app/failure_cluster_finder.h"
#include "app/failure_encoding.h"
#include "app/promise_scope.h"
#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/engine/loop/loop_progress.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace engine = core::engine;
namespace loop = core::engine::loop;

namespace {

constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

constexpr double kEncodingShare = 0.7; ///< of a clustering run that encodes

/// What the failures were compared by, in words.
std::string comparedBy(const domain::TextSpaceUse& space, std::size_t failures, std::size_t fresh)
{
    const std::string share = std::to_string(space.embedded) + " of " + std::to_string(failures);
    if (!space.encoder.empty()) {
        return "compared by the encoder " + space.encoder + ", which has encoded " + share + ", "
            + std::to_string(fresh) + " vectors in this run";
    }
    return space.configured.empty()
        ? std::string("compared by their words, because no router in force has an encoder")
        : "compared by their words, because only " + share + " are encoded by " + space.configured;
}

template <typename Value>
Result<engine::WorkerMessage> asMessage(Result<Value> value)
{
    return value ? Result<engine::WorkerMessage>(std::move(*value)) : core::fail(value.error());
}

std::unique_ptr<const core::Clock> clockFor(std::optional<core::TimePoint> now)
{
    if (now) {
        return std::make_unique<core::ManualClock>(*now);
    }
    return std::make_unique<core::SystemClock>();
}

} // namespace

LoopWorkbench::LoopWorkbench(const db::Stores& stores, std::filesystem::path workspace, Models models,
    std::optional<core::TimePoint> now)
    : m_stores(stores)
    , m_clock(clockFor(now))
    , m_models(std::move(models))
    , m_calibrator(core::conformal::makeFixedSequenceCalibrator())
    , m_pipeline({*m_clock, *stores.portfolio, *stores.policies, *stores.runs, *stores.examples,
          *stores.trafficTexts, *stores.loops, *stores.clusterBook, *m_models.students, *m_models.routers,
          *m_calibrator, std::move(workspace), stores.judgedTraffic.get()})
{
}

Result<engine::WorkerMessage> LoopWorkbench::work(const domain::Run& run, const std::filesystem::path& staging,
    const core::ports::ProgressCallback& progress, std::stop_token stop) const
{
    if (run.kind == domain::RunKind::Clustering) {
        return cluster(run, staging, progress, stop);
    }
    const Result<domain::LoopOptions> options = loop::loopOptionsFromJson(run.parametersJson);
    const Result<core::ports::LoopReport> report = m_stores.loops->report(run.id);
    if (!options || !report) {
        return core::fail(!options ? options.error() : report.error());
    }
    const domain::LoopStageRecord* stage = loop::openStage(report->stages);
    if (stage == nullptr) {
        return core::fail(ErrorCode::NotFound, "run '" + run.id + "' has no stage to work on");
    }
    const loop::StageOrder order{run.id, stage->iteration, stage->taskId, *options,
        storedPromiseScope(*m_stores.settings)};
    switch (stage->stage) {
    case domain::LoopStage::Select:
        progress({0, "Finding what is worth teaching", kNotMeasured, kNotMeasured});
        return asMessage(m_pipeline.select(order));
    case domain::LoopStage::Train:
        return asMessage(m_pipeline.train(order, staging, progress, std::move(stop)));
    case domain::LoopStage::Gate:
        progress({0, "Champion against challenger", kNotMeasured, kNotMeasured});
        return asMessage(m_pipeline.gate(order));
    case domain::LoopStage::Teach:
    case domain::LoopStage::Decide:
        break;
    }
    return core::fail(ErrorCode::InvalidArgument, "run '" + run.id + "' stands at a stage that needs no worker");
}

/// Encodes what has no vector yet, groups and lays out by t-SNE. The owner keeps all of it.
Result<engine::WorkerMessage> LoopWorkbench::cluster(const domain::Run& run, const std::filesystem::path& staging,
    const core::ports::ProgressCallback& progress, const std::stop_token& stop) const
{
    const Result<domain::LoopOptions> options = loop::loopOptionsFromJson(run.parametersJson);
    const Result<std::string> encoder = encoderInForce(m_stores, run.taskId);
    if (!options || !encoder) {
        return core::fail(!options ? options.error() : encoder.error());
    }
    core::ports::FailureQuery query;
    query.range.to = m_clock->now() + std::chrono::seconds(1);
    query.range.from = query.range.to - std::chrono::days(options->days);
    query.taskId = run.taskId;
    query.seed = options->seed;
    query.layout = domain::MapLayout::Neighbourhoods;
    FreshVectors fresh;
    std::string problem;
    if (!encoder->empty() && m_models.encoders) {
        Result<FreshVectors> encoded = encodeFailures(m_stores, query, *encoder, m_models.encoders,
            [&](double done) { progress({kEncodingShare * done, "Encoding failures", kNotMeasured, kNotMeasured}); }, stop);
        if (!encoded && encoded.error().code == ErrorCode::Cancelled) {
            return core::fail(encoded.error());
        }
        if (encoded) {
            fresh = std::move(*encoded);
        } else {
            problem = "; the encoder " + *encoder + " could not be asked: " + encoded.error().message;
        }
    }
    progress({encoder->empty() ? 0 : kEncodingShare, "Grouping failures", kNotMeasured, kNotMeasured});
    const auto grouping = FailureClusterFinder(m_stores).group(query, &fresh, stop);
    if (!grouping) {
        return core::fail(grouping.error());
    }
    if (Result<void> written = writeClustering(staging, grouping->stored, fresh); !written) {
        return core::fail(written.error());
    }
    const domain::FailureMap* map = &grouping->map;
    loop::SelectResult result;
    result.iteration = 1; // a clustering run has one
    result.taskId = run.taskId;
    result.poolTexts = static_cast<std::int64_t>(map->points.size());
    result.reason = std::to_string(map->unclustered) + " failures belong to no cluster; "
        + comparedBy(map->textSpace, map->points.size(), fresh.vectors.size()) + problem;
    for (const domain::FailureCluster& cluster : map->clusters) {
        std::string name = cluster.name;
        for (const std::string& term : cluster.terms) {
            name += cluster.name.empty() ? (name.empty() ? "" : ", ") + term : "";
        }
        result.escalated += static_cast<std::int64_t>(cluster.escalated);
        result.failed += static_cast<std::int64_t>(cluster.missed);
        const auto size = static_cast<std::int64_t>(cluster.size);
        result.clusters.push_back({std::move(name), size, size, 0, cluster.cohesion});
    }
    return engine::WorkerMessage(std::move(result));
}

} // namespace app
