#include "core/domain/challenger_trial.h"

namespace core::domain {

std::string_view toString(TrialState state)
{
    switch (state) {
    case TrialState::Running:
        return "running";
    case TrialState::Stopped:
        return "stopped";
    case TrialState::Promoted:
        break;
    }
    return "promoted";
}

std::optional<TrialState> trialStateFrom(std::string_view name)
{
    for (const TrialState state : {TrialState::Running, TrialState::Stopped, TrialState::Promoted}) {
        if (toString(state) == name) {
            return state;
        }
    }
    return std::nullopt;
}

} // namespace core::domain
