#include "core/domain/shadow.h"

namespace core::domain {

Money ShadowRecord::knownCost() const
{
    Money sum;
    for (const ShadowAnswer& answer : answers) {
        if (!answer.isFromTraffic) {
            sum += answer.attempt.cost.value_or(Money{});
        }
    }
    return sum;
}

std::string_view toString(ShadowPurpose purpose)
{
    switch (purpose) {
    case ShadowPurpose::Certification:
        return "certification";
    case ShadowPurpose::Comparison:
        return "comparison";
    case ShadowPurpose::Audit:
        break;
    }
    return "audit";
}

std::optional<ShadowPurpose> shadowPurposeFrom(std::string_view name)
{
    for (const ShadowPurpose purpose :
        {ShadowPurpose::Certification, ShadowPurpose::Comparison, ShadowPurpose::Audit}) {
        if (toString(purpose) == name) {
            return purpose;
        }
    }
    return std::nullopt;
}

} // namespace core::domain
