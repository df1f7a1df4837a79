#include "core/domain/query_record.h"

#include <algorithm>

namespace core::domain {

const Attempt* QueryRecord::accepted() const
{
    const auto attempt = std::find_if(attempts.begin(), attempts.end(),
        [](const Attempt& a) { return a.result == AttemptResult::Accepted; });
    return attempt == attempts.end() ? nullptr : &*attempt;
}

Money QueryRecord::knownCost() const
{
    Money sum;
    for (const Attempt& attempt : attempts) {
        sum += attempt.cost.value_or(Money{});
    }
    return sum;
}

bool QueryRecord::isCostKnown() const
{
    return std::all_of(attempts.begin(), attempts.end(),
        [](const Attempt& a) { return a.cost.has_value() || a.result == AttemptResult::Failed; });
}

int QueryRecord::escalations() const
{
    return static_cast<int>(std::count_if(attempts.begin(), attempts.end(),
        [](const Attempt& a) { return a.result == AttemptResult::Escalated; }));
}

std::string_view toString(AttemptResult result)
{
    switch (result) {
    case AttemptResult::Accepted: return "accepted";
    case AttemptResult::Escalated: return "escalated";
    case AttemptResult::Failed: return "failed";
    case AttemptResult::Shadow: return "shadow";
    }
    return "failed";
}

std::optional<AttemptResult> attemptResultFrom(std::string_view name)
{
    for (const AttemptResult result :
        {AttemptResult::Accepted, AttemptResult::Escalated, AttemptResult::Failed, AttemptResult::Shadow}) {
        if (toString(result) == name) {
            return result;
        }
    }
    return std::nullopt;
}

std::string_view toString(CertificateScope scope)
{
    switch (scope) {
    case CertificateScope::Certified: return "certified";
    case CertificateScope::LastTier: return "last_tier";
    case CertificateScope::Uncertified: return "uncertified";
    }
    return "uncertified";
}

std::optional<CertificateScope> certificateScopeFrom(std::string_view name)
{
    for (const CertificateScope scope :
        {CertificateScope::Certified, CertificateScope::LastTier, CertificateScope::Uncertified}) {
        if (toString(scope) == name) {
            return scope;
        }
    }
    return std::nullopt;
}

} // namespace core::domain
