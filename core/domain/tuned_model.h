#pragma once

#include "core/domain/money.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core::domain {

/// A model that was tuned elsewhere, on what a run exported, and is offered in the place of an endpoint tier's model.
struct TunedModel {
    std::string tierId;       ///< whose place it may take
    std::string model;        ///< what its server calls it
    std::string baseUrl;      ///< of its server; empty: the tier's own, with the tier's key
    std::string secretName;   ///< of the key for another server; empty: it wants none
    TokenPrices prices;       ///< both known: what cannot be booked is not asked
    std::string teacherRunId; ///< whose teacher set it was tuned on; empty: not said
    std::string taskId;       ///< the comparison is of this task; empty: of every task with labelled gate texts
    std::int64_t texts = 200; ///< gate texts of a task, at most
    Money budget;             ///< of both models' calls, above 0
    double margin = 0.02;     ///< quality that may be lost before it counts as worse

    bool operator==(const TunedModel&) const = default;
};

/// What trials and decisions call a tuned model where they name a student's artefact otherwise: this and its model's name.
inline constexpr std::string_view kTunedModel = "tuned ";

[[nodiscard]] inline std::string challengerId(const TunedModel& tuned)
{
    return std::string(kTunedModel) + tuned.model;
}
[[nodiscard]] inline bool isTunedModel(std::string_view challenger)
{
    return challenger.starts_with(kTunedModel);
}

} // namespace core::domain
