#include "core/domain/none_cause.h"

#include <array>
#include <utility>

namespace core::domain {

namespace {

constexpr std::array<std::pair<NoneKind, std::string_view>, 10> kKinds{{
    {NoneKind::Unstated, "unstated"},
    {NoneKind::TooFewJudged, "too_few_judged"},
    {NoneKind::TooFewAbove, "too_few_above"},
    {NoneKind::NothingToTest, "nothing_to_test"},
    {NoneKind::FailsTooOften, "fails_too_often"},
    {NoneKind::LeftOut, "left_out"},
    {NoneKind::Unreached, "unreached"},
    {NoneKind::OnProbation, "on_probation"},
    {NoneKind::JudgeErrs, "judge_errs"},
    {NoneKind::ComparisonOnly, "comparison_only"},
}};

} // namespace

std::string_view toString(NoneKind kind)
{
    for (const auto& [value, name] : kKinds) {
        if (value == kind) {
            return name;
        }
    }
    return {};
}

std::optional<NoneKind> noneKindFrom(std::string_view name)
{
    for (const auto& [value, text] : kKinds) {
        if (text == name) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace core::domain
