#pragma once

#include "core/base/clock.h"
#include "core/domain/money.h"
#include "core/domain/proportion.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::domain {

/// A blind comparison of answers that cheaper tiers sent with what the last tier would have said.
struct Study {
    std::string id;
    TimePoint at{};
    TimePoint from{}; ///< of the traffic that it was drawn from
    TimePoint to{};
    std::string taskId; ///< empty: all tasks
    std::string lastTierId;
    std::uint64_t seed = 1;
    std::int64_t pairs = 0;
    std::int64_t population = 0; ///< answers that a cheaper tier sent in that range
    std::int64_t lastTierSent = 0; ///< answers that the last tier sent itself: equal without a comparison
    std::int64_t withoutAnswer = 0; ///< drawn, but the last tier's answer could not be had
    std::int64_t calls = 0; ///< of the last tier, made for the study
    Money cost; ///< of those with a known price
    std::int64_t unknownCost = 0; ///< calls without one

    bool operator==(const Study&) const = default;
};

/// One query with both answers.
struct StudyPair {
    std::int64_t position = 0; ///< 0, 1, ... in the random order of judging
    std::string queryId;
    std::string taskId;
    std::string text;
    std::string routedTierId;
    std::string routedAnswer;
    std::string lastTierAnswer;
    bool isRoutedFirst = true; ///< on the left; drawn at random
    bool isSimulated = false;

    bool operator==(const StudyPair&) const = default;
};

enum class StudyVerdict { RoutedBetter, Tie, LastTierBetter };

/// What one reviewer said of one pair.
struct StudyJudgement {
    std::int64_t position = 0;
    std::string reviewer;
    StudyVerdict verdict = StudyVerdict::Tie;
    TimePoint at{};

    bool operator==(const StudyJudgement&) const = default;
};

struct StudyTally {
    std::int64_t routedBetter = 0;
    std::int64_t ties = 0;
    std::int64_t lastTierBetter = 0;

    void add(StudyVerdict verdict);
    [[nodiscard]] std::int64_t count() const { return routedBetter + ties + lastTierBetter; }
    /// Share of pairs whose routed answer is as good as the last tier's or better; NaN without pairs.
    [[nodiscard]] double equalOrBetter() const;
    /// Wilson's 95% interval of it.
    [[nodiscard]] Interval equalOrBetterInterval() const;

    bool operator==(const StudyTally&) const = default;
};

/// How two reviewers called the same pairs.
class VerdictAgreement {
public:
    void add(StudyVerdict first, StudyVerdict second);
    [[nodiscard]] std::int64_t count() const;
    /// Share of equal calls; NaN without pairs.
    [[nodiscard]] double observed() const;
    /// Cohen's kappa over three categories (Cohen 1960). NaN without pairs, and where both always say the
    /// same one thing.
    [[nodiscard]] double kappa() const;

private:
    std::array<std::array<std::int64_t, 3>, 3> m_counts{}; ///< [first][second]
};

struct StudyResult {
    StudyTally tally; ///< each pair once: the first verdict that was given on it
    VerdictAgreement agreement; ///< of the first two reviewers of each pair
};

[[nodiscard]] std::string_view toString(StudyVerdict verdict);
[[nodiscard]] std::optional<StudyVerdict> studyVerdictFrom(std::string_view name);

/// `judgements` in any order.
[[nodiscard]] StudyResult resultOf(const std::vector<StudyJudgement>& judgements);

} // namespace core::domain
