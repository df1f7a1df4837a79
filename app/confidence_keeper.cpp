#include "app/confidence_keeper.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/engine/confidence_fit.h"

#include <algorithm>
#include <system_error>

namespace app {

using core::Result;
namespace domain = core::domain;
namespace engine = core::engine;

namespace {

/// The artefact's id. The same confidence, learned twice, is one artefact.
Result<std::string> stored(
    const ConfidenceKeeper& keeper, const std::string& taskId, const engine::TierConfidence& learned)
{
    const std::string bytes = learned.model.toJson();
    domain::Artefact artefact;
    artefact.kind = "confidence";
    artefact.taskId = taskId;
    artefact.sha256 = core::sha256Hex(bytes);
    artefact.id = "confidence-" + taskId + "-" + learned.tierId + "-" + artefact.sha256.substr(0, 8);
    artefact.path = "models/confidence-" + artefact.sha256.substr(0, 16) + ".json"; // a task's id may hold a slash
    artefact.bytes = static_cast<std::int64_t>(bytes.size());
    artefact.metricsJson = engine::metricsOf(learned);
    artefact.at = keeper.clock.now();
    std::error_code code;
    std::filesystem::create_directories(keeper.workspace / "models", code);
    if (Result<void> written = core::writeFileAtomically(keeper.workspace / artefact.path, bytes); !written) {
        return core::fail(written.error());
    }
    if (Result<void> added = keeper.runs.addArtefact(artefact); !added) {
        return core::fail(added.error());
    }
    return artefact.id;
}

} // namespace

Result<void> learnConfidences(const ConfidenceKeeper& keeper, engine::RiskRecalibration::Served& served,
    const engine::CertificationEvidence& evidence)
{
    engine::LearnedConfidences confidences = engine::learnConfidences(served.tiersByRank, evidence.tuning);
    const auto isTold = [&](const auto& scorer) {
        return std::ranges::find(confidences.untold, scorer.first) == confidences.untold.end();
    };
    std::erase_if(served.task.scorers, isTold);
    std::erase_if(served.task.policy.scorerVersions, isTold);
    for (engine::TierConfidence& learned : confidences.better) {
        Result<std::string> id = stored(keeper, served.task.task.id, learned);
        if (!id) {
            return core::fail(id.error().within("confidence of tier '" + learned.tierId + "'"));
        }
        served.task.policy.scorerVersions[learned.tierId] = std::move(*id);
        served.task.scorers[learned.tierId]
            = std::make_shared<const core::conformal::AnswerConfidence>(std::move(learned.model));
    }
    return {};
}

void takeScorers(domain::TaskPolicy& policy, const domain::TaskPolicy& certified)
{
    if (policy.routerVersion == certified.routerVersion && policy.modelVersions == certified.modelVersions) {
        policy.scorerVersions = certified.scorerVersions;
    }
}

} // namespace app
