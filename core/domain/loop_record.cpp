#include "core/domain/loop_record.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace core::domain {

namespace {

template <typename Enum, std::size_t Count>
using Names = std::array<std::pair<Enum, std::string_view>, Count>;

constexpr Names<LoopStage, 5> kStages{{{LoopStage::Select, "select"}, {LoopStage::Teach, "teach"},
    {LoopStage::Train, "train"}, {LoopStage::Gate, "gate"}, {LoopStage::Decide, "decide"}}};
constexpr Names<TaughtSource, 5> kSources{{{TaughtSource::Served, "served"}, {TaughtSource::Earlier, "earlier"},
    {TaughtSource::Called, "called"}, {TaughtSource::Correction, "correction"},
    {TaughtSource::Reference, "reference"}}};
constexpr Names<TaughtState, 4> kStates{{{TaughtState::Chosen, "chosen"}, {TaughtState::Taught, "taught"},
    {TaughtState::Rejected, "rejected"}, {TaughtState::Unanswered, "unanswered"}}};
constexpr Names<Verdict, 4> kVerdicts{{{Verdict::Pass, "pass"}, {Verdict::Marginal, "marginal"},
    {Verdict::Fail, "fail"}, {Verdict::NotEnoughData, "not_enough_data"}}};
constexpr Names<LoopOutcome, 6> kOutcomes{{{LoopOutcome::Promoted, "promoted"},
    {LoopOutcome::Discarded, "discarded"}, {LoopOutcome::Waiting, "waiting"},
    {LoopOutcome::NotEnoughData, "not_enough_data"}, {LoopOutcome::NotWorthIt, "not_worth_it"},
    {LoopOutcome::Taught, "taught"}}};

template <typename Enum, std::size_t Count>
std::string_view nameOf(const Names<Enum, Count>& names, Enum value)
{
    return std::ranges::find(names, value, &std::pair<Enum, std::string_view>::first)->second;
}

template <typename Enum, std::size_t Count>
std::optional<Enum> valueOf(const Names<Enum, Count>& names, std::string_view name)
{
    const auto found = std::ranges::find(names, name, &std::pair<Enum, std::string_view>::second);
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

double ratio(Money cost, Money lastTier)
{
    return lastTier.nanoUsd > 0
        ? static_cast<double>(cost.nanoUsd) / static_cast<double>(lastTier.nanoUsd)
        : 1.0;
}

} // namespace

double LoopDecision::championCostRatio() const
{
    return ratio(championCost, lastTierCost);
}

double LoopDecision::challengerCostRatio() const
{
    return ratio(challengerCost, lastTierCost);
}

std::optional<Money> RealisedSaving::saved() const
{
    if (lastTierBefore.nanoUsd <= 0 || lastTierAfter.nanoUsd <= 0) {
        return std::nullopt;
    }
    const double drop = ratio(spendBefore, lastTierBefore) - ratio(spendAfter, lastTierAfter);
    return Money{std::llround(static_cast<double>(lastTierAfter.nanoUsd) * drop)};
}

std::string_view toString(LoopStage stage)
{
    return nameOf(kStages, stage);
}

std::optional<LoopStage> loopStageFrom(std::string_view name)
{
    return valueOf(kStages, name);
}

std::string_view toString(TaughtSource source)
{
    return nameOf(kSources, source);
}

std::optional<TaughtSource> taughtSourceFrom(std::string_view name)
{
    return valueOf(kSources, name);
}

std::string_view toString(TaughtState state)
{
    return nameOf(kStates, state);
}

std::optional<TaughtState> taughtStateFrom(std::string_view name)
{
    return valueOf(kStates, name);
}

std::string_view toString(Verdict verdict)
{
    return nameOf(kVerdicts, verdict);
}

std::optional<Verdict> verdictFrom(std::string_view name)
{
    return valueOf(kVerdicts, name);
}

std::string_view toString(LoopOutcome outcome)
{
    return nameOf(kOutcomes, outcome);
}

std::optional<LoopOutcome> loopOutcomeFrom(std::string_view name)
{
    return valueOf(kOutcomes, name);
}

} // namespace core::domain
