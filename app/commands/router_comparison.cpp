#include "app/commands/router_comparison.h"

#include "app/commands/router_run.h"
#include "app/model_loaders.h"
#include "core/base/rng.h"
#include "core/engine/tier_observation.h"
#include "core/evaluation/answer_metrics.h"
#include "core/evaluation/routing_metrics.h"
#include "core/torch/model_loading.h"
#include "db/workspace.h"

#include <cmath>
#include <limits>
#include <map>

namespace app::commands {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace engine = core::engine;
namespace evaluation = core::evaluation;
namespace ports = core::ports;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kResamples = 1000;

/// One judged answer and what each router had expected.
struct Judged {
    bool meets = false;
    double a = kNan;
    double b = kNan;
};
using JudgedByTier = std::map<std::string, std::vector<Judged>>;

Result<std::shared_ptr<const ports::Router>> load(
    const db::Stores& stores, const std::filesystem::path& workspace, const std::string& id, const ModelLoaders& loaders)
{
    const auto artefact = stores.runs->artefact(id);
    if (!artefact) {
        return core::fail(artefact.error());
    }
    if (!*artefact || (*artefact)->kind != "router") {
        return core::fail(ErrorCode::NotFound, "no router '" + id + "' in this workspace; see routenlp router list");
    }
    auto router = loaders.router(workspace / (*artefact)->path, (*artefact)->sha256);
    return router ? Result<std::shared_ptr<const ports::Router>>(std::move(*router)) : core::fail(router.error());
}

double probabilityOf(const domain::RoutePrediction& prediction, const std::string& tierId)
{
    for (const domain::TierPrediction& tier : prediction.tiers) {
        if (tier.tierId == tierId) {
            return tier.meetsTargetProbability;
        }
    }
    return kNan;
}

void judge(const engine::RouterTrainingInput::TaskData& data, const std::vector<domain::StoredExample>& gate,
    const std::vector<domain::Tier>& tiers, const ports::Router& a, const ports::Router& b, JudgedByTier& judged)
{
    for (const domain::StoredExample& stored : gate) {
        const domain::Example& example = stored.example;
        const domain::RoutePrediction ofA = a.predict(data.task.id, example.text);
        const domain::RoutePrediction ofB = b.predict(data.task.id, example.text);
        for (const domain::Tier& tier : tiers) {
            double quality = kNan;
            if (tier.provider == domain::TierProvider::Student) {
                const auto answer = data.student == nullptr || example.reference.isEmpty()
                    ? Result<ports::StudentAnswer>(core::fail(ErrorCode::NotFound, "no student"))
                    : data.student->answer(example.text, example.tokens);
                quality = answer ? evaluation::answerQuality(data.task, answer->text, example.reference) : kNan;
            } else if (const auto observed = engine::observeTier(tier, data.task, example)) {
                quality = observed->quality;
            }
            const Judged row{quality >= data.task.answerFloor, probabilityOf(ofA, tier.id), probabilityOf(ofB, tier.id)};
            if (!std::isnan(quality) && !std::isnan(row.a) && !std::isnan(row.b)) {
                judged[tier.id].push_back(row);
            }
        }
    }
}

double squaredError(double probability, bool meets)
{
    const double error = probability - (meets ? 1.0 : 0.0);
    return error * error;
}

ports::RouterFigures measured(const std::vector<Judged>& rows, double Judged::*probability, bool isCheapest)
{
    ports::RouterFigures figures;
    std::vector<std::pair<double, bool>> predictions;
    std::vector<std::pair<double, bool>> difficulty;
    for (const Judged& row : rows) {
        figures.brier += squaredError(row.*probability, row.meets);
        predictions.emplace_back(row.*probability, row.meets);
        difficulty.emplace_back(1 - row.*probability, !row.meets);
    }
    figures.brier /= static_cast<double>(rows.size());
    figures.ece = evaluation::expectedCalibrationError(predictions);
    if (isCheapest) {
        figures.difficultyArea = evaluation::rocArea(difficulty);
    }
    return figures;
}

void addDifference(const std::vector<Judged>& rows, ports::RouterTierComparison& tier)
{
    core::Rng rng(1);
    std::vector<double> differences;
    double sum = 0;
    for (const Judged& row : rows) {
        differences.push_back(squaredError(row.b, row.meets) - squaredError(row.a, row.meets));
        sum += differences.back();
    }
    std::vector<double> means;
    for (std::size_t i = 0; i < kResamples; ++i) {
        double resampled = 0;
        for (std::size_t j = 0; j < differences.size(); ++j) {
            resampled += differences[rng.below(differences.size())];
        }
        means.push_back(resampled / static_cast<double>(differences.size()));
    }
    const evaluation::ScoreInterval interval = evaluation::interval95(std::move(means));
    tier.difference = sum / static_cast<double>(rows.size());
    tier.low = interval.low;
    tier.high = interval.high;
}

} // namespace

Result<ports::RouterComparison> compareRouters(const std::string& path, const std::string& a, const std::string& b)
{
    Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(path);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    const ModelLoaders loaders = makeModelLoaders();
    const auto routerA = load(stores, path, a, loaders);
    const auto routerB = load(stores, path, b, loaders);
    if (!routerA || !routerB) {
        return core::fail(routerA ? routerB.error() : routerA.error());
    }
    const Result<engine::RouterTrainingInput> input = routerTrainingInput(stores, path, {});
    if (!input) {
        return core::fail(input.error());
    }
    JudgedByTier judged;
    ports::RouterComparison comparison{a, b, 0, {}};
    for (const engine::RouterTrainingInput::TaskData& data : input->tasks) {
        const auto gate = stores.examples->examples(data.task.id, domain::DataSplit::Gate);
        if (!gate) {
            return core::fail(gate.error());
        }
        comparison.texts += static_cast<std::int64_t>(gate->size());
        judge(data, *gate, input->tiersByRank, **routerA, **routerB, judged);
    }
    for (const domain::Tier& tier : input->tiersByRank) {
        const auto rows = judged.find(tier.id);
        if (rows == judged.end()) {
            continue;
        }
        const bool isCheapest = comparison.tiers.empty();
        ports::RouterTierComparison compared{tier.id, static_cast<std::int64_t>(rows->second.size()),
            measured(rows->second, &Judged::a, isCheapest), measured(rows->second, &Judged::b, isCheapest)};
        addDifference(rows->second, compared);
        comparison.tiers.push_back(std::move(compared));
    }
    if (comparison.tiers.empty()) {
        return core::fail(ErrorCode::NotFound,
            "no text of the gate split has a judged answer of a tier that both routers know; import recorded answers");
    }
    return comparison;
}

} // namespace app::commands
