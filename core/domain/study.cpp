#include "core/domain/study.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace core::domain {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::size_t placeOf(StudyVerdict verdict)
{
    return static_cast<std::size_t>(verdict);
}

} // namespace

void StudyTally::add(StudyVerdict verdict)
{
    switch (verdict) {
    case StudyVerdict::RoutedBetter:
        ++routedBetter;
        break;
    case StudyVerdict::Tie:
        ++ties;
        break;
    case StudyVerdict::LastTierBetter:
        ++lastTierBetter;
        break;
    }
}

double StudyTally::equalOrBetter() const
{
    return count() > 0 ? static_cast<double>(routedBetter + ties) / static_cast<double>(count()) : kNone;
}

Interval StudyTally::equalOrBetterInterval() const
{
    return wilsonInterval(static_cast<std::size_t>(routedBetter + ties), static_cast<std::size_t>(count()));
}

void VerdictAgreement::add(StudyVerdict first, StudyVerdict second)
{
    ++m_counts[placeOf(first)][placeOf(second)];
}

std::int64_t VerdictAgreement::count() const
{
    std::int64_t sum = 0;
    for (const auto& row : m_counts) {
        sum = std::accumulate(row.begin(), row.end(), sum);
    }
    return sum;
}

double VerdictAgreement::observed() const
{
    const std::int64_t equal = m_counts[0][0] + m_counts[1][1] + m_counts[2][2];
    return count() > 0 ? static_cast<double>(equal) / static_cast<double>(count()) : kNone;
}

double VerdictAgreement::kappa() const
{
    if (count() == 0) {
        return kNone;
    }
    const auto n = static_cast<double>(count());
    double chance = 0;
    for (std::size_t category = 0; category < m_counts.size(); ++category) {
        double first = 0;
        double second = 0;
        for (std::size_t other = 0; other < m_counts.size(); ++other) {
            first += static_cast<double>(m_counts[category][other]);
            second += static_cast<double>(m_counts[other][category]);
        }
        chance += first / n * second / n;
    }
    return chance < 1 ? (observed() - chance) / (1 - chance) : kNone;
}

std::string_view toString(StudyVerdict verdict)
{
    switch (verdict) {
    case StudyVerdict::RoutedBetter:
        return "routed";
    case StudyVerdict::Tie:
        return "tie";
    case StudyVerdict::LastTierBetter:
        return "last";
    }
    return {};
}

std::optional<StudyVerdict> studyVerdictFrom(std::string_view name)
{
    for (const StudyVerdict verdict :
        {StudyVerdict::RoutedBetter, StudyVerdict::Tie, StudyVerdict::LastTierBetter}) {
        if (toString(verdict) == name) {
            return verdict;
        }
    }
    return std::nullopt;
}

StudyResult resultOf(const std::vector<StudyJudgement>& judgements)
{
    std::map<std::int64_t, std::vector<const StudyJudgement*>> byPair;
    for (const StudyJudgement& judgement : judgements) {
        byPair[judgement.position].push_back(&judgement);
    }
    StudyResult result;
    for (auto& [position, said] : byPair) {
        std::sort(said.begin(), said.end(), [](const StudyJudgement* a, const StudyJudgement* b) {
            return std::tie(a->at, a->reviewer) < std::tie(b->at, b->reviewer);
        });
        result.tally.add(said.front()->verdict);
        if (said.size() > 1) {
            // by name, so that the rows and columns of the table stay the same two people's
            const bool isInOrder = said[0]->reviewer < said[1]->reviewer;
            result.agreement.add(said[isInOrder ? 0 : 1]->verdict, said[isInOrder ? 1 : 0]->verdict);
        }
    }
    return result;
}

} // namespace core::domain
