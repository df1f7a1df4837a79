#pragma once

#include "core/base/result.h"
#include "core/domain/cost_sums.h"
#include "core/domain/spend_change.h"
#include "core/ports/history.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::ports {

/// One day of the reporting zone.
struct DayCost {
    TimePoint start{};
    std::int64_t queries = 0;
    domain::Money spend;
    domain::Money lastTierOnly;
    std::map<std::string, domain::Money> tiers; ///< by id; their sum is `spend`
    domain::Money shadowed; ///< beside the traffic and in step with it: audits and other shadow calls
    domain::Money started; ///< beside the traffic, where somebody asked for it: training and studies

    [[nodiscard]] domain::Money beside() const { return shadowed + started; }
    bool operator==(const DayCost&) const = default;
};

struct CostReport {
    OverviewQuery query;
    domain::CostSums sums;
    domain::CostSums previous; ///< the range of equal length just before
    domain::SpendChange change; ///< from previous to sums
    std::vector<DayCost> days; ///< ascending; days on which nothing was done are absent
    std::vector<domain::SideCost> beside; ///< training, audits and studies, by purpose, task and tier
    std::optional<std::vector<domain::ModelCost>> models; ///< where they were asked for
    bool isSimulated = false; ///< some query in the range came from the workload generator
};

/// Money by task, tier, key and day, exact to the nanodollar. Each call may run on any thread.
class CostHistory {
public:
    virtual ~CostHistory() = default;
    /// InvalidArgument for an empty range.
    [[nodiscard]] virtual Result<CostReport> report(const OverviewQuery& query) const = 0;
    /// The days of a range alone: cheap for months.
    [[nodiscard]] virtual Result<std::vector<DayCost>> days(const OverviewQuery& query) const = 0;
    /// By tier, then model. Reads every call that is still stored: seconds for a million.
    [[nodiscard]] virtual Result<std::vector<domain::ModelCost>> models(const OverviewQuery& query) const = 0;
};

} // namespace core::ports
