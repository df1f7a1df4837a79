#pragma once

#include "core/domain/shadow.h"
#include "core/ports/policy_preview.h"

#include <string>

namespace core::ports {

/// The operator has seen an alarm.
struct AcknowledgeAlarm {
    std::string alarmId;

    bool operator==(const AcknowledgeAlarm&) const = default;
};

/// Takes away the threshold of a tier, and of the tiers after it, until it is certified anew.
struct StartProbation {
    std::string taskId;
    std::string tierId;
    std::string reason;

    bool operator==(const StartProbation&) const = default;
};

/// Whether an alarm starts probation by itself or waits for the operator's word.
struct SetAlarmResponse {
    bool isAutomatic = true;

    bool operator==(const SetAlarmResponse&) const = default;
};

/// Certifies a draft's values and puts them in force as a new policy version.
struct ApplyPolicyDraft {
    PolicyDraft draft;
    std::string reason;

    bool operator==(const ApplyPolicyDraft&) const = default;
};

/// What runs beside the traffic of a task.
struct SetShadowPlan {
    std::string taskId;
    domain::ShadowPlan plan;

    bool operator==(const SetShadowPlan&) const = default;
};

/// Certifies the open tiers of a task on what was judged beside the traffic, now. Spends an attempt.
struct CertifyFromShadow {
    std::string taskId;

    bool operator==(const CertifyFromShadow&) const = default;
};

/// A person's word on a shadow answer that was drawn for review.
struct JudgeShadowAnswer {
    std::string queryId;
    std::string tierId;
    bool meetsTarget = false;
    std::string reviewer; ///< not empty

    bool operator==(const JudgeShadowAnswer&) const = default;
};

/// Whether every promise covers all tasks at once, or each task its own.
struct SetPromiseScope {
    bool isAllTasks = false;

    bool operator==(const SetPromiseScope&) const = default;
};

} // namespace core::ports
