#pragma once

#include "core/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace core::domain {

/// Who judged an answer.
enum class LabelSource {
    Human,         ///< an operator in the console
    Client,        ///< feedback from the client program
    ReferenceTier, ///< agreement with a stronger tier
    Reference,     ///< automatic metric against the data set's reference
};

/// One judgement of one answer. Judgements are added, never edited; see Withdrawal.
struct Outcome {
    std::string queryId;
    TimePoint at{};
    LabelSource source = LabelSource::Human;
    std::string judge;          ///< operator, client key or tier
    double quality = 0;         ///< in [0, 1]
    bool meetsTarget = false;   ///< quality >= answerFloor at the time of judging
    std::optional<double> samplingProbability; ///< absent: unknown; such a judgement may train, never calibrate
    std::string correctedAnswer; ///< a demonstration; may be empty
    std::string note;

    bool operator==(const Outcome&) const = default;
};

/// A person takes a judgement back: from then on it counts nowhere, as if it had not been given.
struct Withdrawal {
    std::string queryId;
    TimePoint at{};
    std::string judge;    ///< who judged, and takes it back
    TimePoint judgedAt{}; ///< Outcome::at of the judgement

    bool operator==(const Withdrawal&) const = default;
};

[[nodiscard]] std::string_view toString(LabelSource source);
[[nodiscard]] std::optional<LabelSource> labelSourceFrom(std::string_view name);

} // namespace core::domain
