#include "core/domain/agreement.h"

#include <limits>

namespace core::domain {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

} // namespace

void AgreementTable::add(bool first, bool second)
{
    (first ? (second ? bothMeet : onlyFirstMeets) : (second ? onlySecondMeets : neitherMeets)) += 1;
}

double AgreementTable::observed() const
{
    return count() > 0 ? static_cast<double>(bothMeet + neitherMeets) / static_cast<double>(count()) : kNone;
}

double AgreementTable::kappa() const
{
    if (count() == 0) {
        return kNone;
    }
    const auto n = static_cast<double>(count());
    const double first = static_cast<double>(bothMeet + onlyFirstMeets) / n;
    const double second = static_cast<double>(bothMeet + onlySecondMeets) / n;
    const double chance = first * second + (1 - first) * (1 - second);
    return chance < 1 ? (observed() - chance) / (1 - chance) : kNone;
}

} // namespace core::domain
