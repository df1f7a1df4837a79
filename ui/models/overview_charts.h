#pragma once

#include "core/ports/history.h"
#include "ui/models/catalogue.h"
#include "ui/models/chart_data.h"

#include <QCoreApplication>

namespace ui::models {

/// The four charts of the Overview out of one answer of MetricsHistory.
class OverviewCharts {
    Q_DECLARE_TR_FUNCTIONS(OverviewCharts)
public:
    OverviewCharts(const core::ports::Overview& overview, const Catalogue& catalogue, const Formats& formats);

    [[nodiscard]] ChartData cost() const;
    [[nodiscard]] ChartData tierShare() const;
    [[nodiscard]] ChartData escalation() const;
    [[nodiscard]] ChartData latency() const;

private:
    [[nodiscard]] ChartData frame(const QString& title, const QString& unit, Quantity quantity) const;
    [[nodiscard]] std::vector<std::string> tiersWithTraffic() const;
    template <typename Value>
    [[nodiscard]] std::vector<double> valuesOf(Value value) const;
    template <typename Text>
    [[nodiscard]] std::vector<QString> detailsOf(Text text) const;

    const core::ports::Overview& m_overview;
    const Catalogue& m_catalogue;
    const Formats& m_formats;
    std::vector<ChartBucket> m_buckets;
    std::vector<const core::ports::OverviewPoint*> m_points; ///< one a bucket; null where nothing happened
    double m_fromMs = 0;
    double m_toMs = 0;
};

/// The same with buckets twice as wide, again and again, while many of them are empty: sparse traffic is drawn as lines
/// and not as stripes. Totals stay as they are.
[[nodiscard]] core::ports::Overview withReadableBuckets(core::ports::Overview overview);

/// Gap-free grid of buckets from the first point to the end of the range, with the point of each, if any.
struct BucketGrid {
    std::vector<ChartBucket> buckets;
    std::vector<const core::ports::OverviewPoint*> points;
};
[[nodiscard]] BucketGrid bucketGrid(const core::ports::Overview& overview);

} // namespace ui::models
