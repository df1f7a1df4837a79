#pragma once

#include "core/base/result.h"
#include "core/domain/parameter_doc.h"
#include "core/domain/run.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::ports {

/// A policy version that put an artefact into service.
struct ArtefactUse {
    std::string artefactId;
    std::string policyId;
    std::int64_t policySequence = 0;
    TimePoint at{};
    bool isInForce = false; ///< the newest version still names it
};

/// All that is kept of one run: where it came from, what it measured, what it made and where that went.
struct RunDetails {
    domain::Run run;
    std::vector<domain::RunMetric> metrics; ///< by name, then step
    std::vector<domain::Artefact> artefacts;
    std::vector<ArtefactUse> uses; ///< the first version to name each artefact
    std::string log; ///< the end of what its worker wrote
    bool isLogCut = false;
};

/// Each call may run on any thread.
class RunHistory {
public:
    virtual ~RunHistory() = default;
    /// NotFound without such a run.
    [[nodiscard]] virtual Result<RunDetails> details(const std::string& runId) const = 0;
    /// What a run of this kind can be told; empty for a kind that cannot be started by itself.
    [[nodiscard]] virtual std::vector<domain::ParameterDoc> parameters(domain::RunKind kind) const = 0;
    /// Every artefact of the workspace, newest first.
    [[nodiscard]] virtual Result<std::vector<domain::Artefact>> artefacts() const = 0;
};

} // namespace core::ports
