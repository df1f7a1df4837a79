#include "core/domain/run.h"

#include <array>
#include <utility>

namespace core::domain {

namespace {

constexpr std::array<std::pair<RunKind, std::string_view>, 7> kKinds{{
    {RunKind::StudentTraining, "student_training"},
    {RunKind::RouterTraining, "router_training"},
    {RunKind::Calibration, "calibration"},
    {RunKind::Clustering, "clustering"},
    {RunKind::Distillation, "distillation"},
    {RunKind::Loop, "loop"},
    {RunKind::ModelComparison, "model_comparison"},
}};

constexpr std::array<std::pair<RunState, std::string_view>, 6> kStates{{
    {RunState::Queued, "queued"},
    {RunState::Running, "running"},
    {RunState::Cancelling, "cancelling"},
    {RunState::Succeeded, "succeeded"},
    {RunState::Failed, "failed"},
    {RunState::Cancelled, "cancelled"},
}};

} // namespace

std::string_view toString(RunKind kind)
{
    for (const auto& [value, name] : kKinds) {
        if (value == kind) {
            return name;
        }
    }
    return {};
}

std::optional<RunKind> runKindFrom(std::string_view name)
{
    for (const auto& [value, text] : kKinds) {
        if (text == name) {
            return value;
        }
    }
    return std::nullopt;
}

std::string_view toString(RunState state)
{
    for (const auto& [value, name] : kStates) {
        if (value == state) {
            return name;
        }
    }
    return {};
}

std::optional<RunState> runStateFrom(std::string_view name)
{
    for (const auto& [value, text] : kStates) {
        if (text == name) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace core::domain
