#pragma once

#include <cstdint>

namespace core::domain {

/// How two judges called the same answers: whether each said that it meets the target.
struct AgreementTable {
    std::int64_t bothMeet = 0;
    std::int64_t onlyFirstMeets = 0;
    std::int64_t onlySecondMeets = 0;
    std::int64_t neitherMeets = 0;

    void add(bool first, bool second);
    [[nodiscard]] std::int64_t count() const
    {
        return bothMeet + onlyFirstMeets + onlySecondMeets + neitherMeets;
    }
    /// Share of equal calls in [0, 1]; NaN without answers.
    [[nodiscard]] double observed() const;
    /// Cohen's kappa (Cohen 1960): (observed - chance) / (1 - chance), chance from each judge's own rates.
    /// NaN without answers, and where both judges always say the same one thing, which makes agreement
    /// certain by chance.
    [[nodiscard]] double kappa() const;

    bool operator==(const AgreementTable&) const = default;
};

} // namespace core::domain
