#pragma once

#include "core/domain/loop_record.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::domain {

enum class TrialState {
    Running,
    Stopped, ///< by the operator, or because another student answers the task by now
    Promoted,
};

/// The challenger of a run beside the live traffic of its task. No client ever sees or waits for it.
struct ChallengerTrial {
    std::string runId;
    std::string taskId;
    int iteration = 0;
    /// Probability that an answered query whose text is of the gate split is answered by the challenger, too.
    /// Other texts are never drawn: champion or challenger have learnt them, or are calibrated on them.
    double share = 1;
    TrialState state = TrialState::Running;
    std::string reason; ///< why it ended
    std::string championStudentId; ///< artefacts
    std::string studentId;
    std::string routerId;
    std::map<std::string, double> thresholds; ///< of the challenger, by tier id
    TimePoint startedAt{};
    std::optional<TimePoint> endedAt;

    bool operator==(const ChallengerTrial&) const = default;
};

/// One query of the traffic as the champion served it and as the challenger would have.
struct TrialAnswer {
    std::string queryId;
    std::string runId;
    std::string taskId;
    TimePoint at{};
    GateAnswer pair; ///< what the metrics are sums of
    std::string judge; ///< "reference answer" or "agreement with ..."
    std::string answer; ///< the challenger's
    Money callCost; ///< of calls that were made for the trial alone, where the price is known

    bool operator==(const TrialAnswer&) const = default;
};

[[nodiscard]] std::string_view toString(TrialState state);
[[nodiscard]] std::optional<TrialState> trialStateFrom(std::string_view name);

} // namespace core::domain
