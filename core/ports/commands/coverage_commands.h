#pragma once

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

} // namespace core::ports
