#include "app/calibration_run.h"

#include "app/confidence_keeper.h"

#include <nlohmann/json.hpp>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;

Result<void> calibrate(EngineHost& host, const domain::Run& run, core::engine::StageControl& control)
{
    core::engine::RiskRecalibration::Served served = host.served(run.taskId);
    if (served.tiersByRank.empty()) {
        return core::fail(ErrorCode::NotFound, "task '" + run.taskId + "' was removed before it was calibrated");
    }
    const auto parameters = nlohmann::json::parse(run.parametersJson, nullptr, false);
    const double wanted = parameters.is_object() ? parameters.value("alpha", 0.0) : 0.0;
    const double alpha = wanted > 0 ? wanted : served.task.policy.alpha;
    control.report(0, "Certifying thresholds");
    if (control.isCancelled()) {
        return core::fail(ErrorCode::Cancelled, "cancelled on request");
    }
    const auto evidence = host.recalibration().evidence(served);
    const Result<void> learned = evidence ? host.learnConfidences(served, **evidence) : core::fail(evidence.error());
    if (!learned) {
        return learned;
    }
    Result<std::vector<domain::Certificate>> certificates = host.recalibration().certify(served, alpha);
    if (!certificates) {
        return core::fail(certificates.error());
    }
    // From here on nobody cancels: a look is stored with the delta that it spent.
    const Result<domain::PolicyVersion> applied = host.applyCertificates(run.taskId, std::move(*certificates),
        "operator", "Calibration run " + run.id, [&](domain::TaskPolicy& policy) {
            policy.alpha = alpha;
            takeScorers(policy, served.task.policy);
        });
    return applied ? Result<void>{} : core::fail(applied.error());
}

} // namespace app
