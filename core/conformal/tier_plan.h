#pragma once

#include "core/conformal/tier_sequence_calibrator.h"

#include <cstddef>
#include <vector>

namespace core::conformal {

/// Queries that no earlier tier accepts; indices into a sample.
using Reached = std::vector<std::size_t>;

[[nodiscard]] Reached allQueries(const CascadeSample& sample);
[[nodiscard]] std::vector<ports::JudgedAnswer> answersOf(
    const CascadeSample& sample, std::size_t tier, const Reached& reached);
void removeAccepted(Reached& reached, const CascadeSample& sample, std::size_t tier, double threshold);

/// Which tiers below the last a query goes through, in tier order.
using TierChain = std::vector<std::size_t>;

/// What is fixed on tuning data before a calibration answer is looked at: sequences of candidates, and the tiers
/// worth asking.
class TierPlanner {
public:
    /// `calibrationPerTuning`: size of the calibration sample over that of the tuning sample.
    TierPlanner(const CascadeSample& tuning, const ports::RiskTarget& target, const TierSequenceOptions& options,
        double calibrationPerTuning);

    /// The chain whose forecast of the tuning queries' cost is least; every tier, unless leaving some out saves a
    /// fiftieth and costs are known. A tier that keeps easy queries only to raise the failure rate of what the next one is offered, or
    /// that halves its delta, can cost more than it saves.
    [[nodiscard]] TierChain cheapestChain() const;

    [[nodiscard]] ports::RiskTarget targetOf(const TierChain& chain, double outcomeShare) const;
    /// The candidates of tier chain[position] for what of the tuning sample has reached it.
    [[nodiscard]] SequencePlan planAt(
        const TierChain& chain, std::size_t position, const Reached& reached, double outcomeShare) const;

private:
    [[nodiscard]] bool areCostsKnown() const;
    [[nodiscard]] double costOf(std::size_t tier) const;
    [[nodiscard]] double askedCost(std::size_t tier, const Reached& reached) const;
    [[nodiscard]] SequencePlan wholePlan(
        const TierChain& chain, std::size_t position, const Reached& reached, double outcomeShare) const;
    [[nodiscard]] std::vector<double> costsAfter(const TierChain& chain, std::size_t position, const SequencePlan& plan,
        const Reached& reached, double outcomeShare) const;
    [[nodiscard]] double forecastCost(
        const TierChain& chain, std::size_t position, Reached reached, double outcomeShare) const;
    [[nodiscard]] SequencePlan cutForNextTier(const TierChain& chain, std::size_t position, const SequencePlan& plan,
        const Reached& reached, double outcomeShare) const;

    const CascadeSample& m_tuning;
    const ports::RiskTarget& m_target;
    const TierSequenceOptions& m_options;
    double m_calibrationPerTuning;
};

/// Every k-th query, 2,000 to 4,000 of them: enough to weigh chains by. `step` receives k.
[[nodiscard]] CascadeSample forWeighing(const CascadeSample& sample, std::size_t& step);

} // namespace core::conformal
