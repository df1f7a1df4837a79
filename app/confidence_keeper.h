#pragma once

#include "core/engine/risk_recalibration.h"
#include "core/ports/workspace_store.h"

#include <filesystem>

namespace app {

/// Where learned confidences are kept.
struct ConfidenceKeeper {
    const std::filesystem::path& workspace;
    core::ports::RunStore& runs;
    const core::Clock& clock;
};

/// Learns the confidences of the task's tiers anew on the tuning answers of `evidence`, stores them as artefacts, and
/// has `served` scored by them: what is certified with it then rests on them. A tier for which nothing better is
/// learned is scored without one; one of which too little is judged to tell keeps what it has. Only for a task whose
/// tiers are all certified anew, because a new scorer voids their certificates.
[[nodiscard]] core::Result<void> learnConfidences(const ConfidenceKeeper& keeper,
    core::engine::RiskRecalibration::Served& served, const core::engine::CertificationEvidence& evidence);

/// Has `policy` name the scorers that `certified` names, unless another router or model took over in between: they were
/// learned beside those of `certified`.
void takeScorers(core::domain::TaskPolicy& policy, const core::domain::TaskPolicy& certified);

} // namespace app
