#pragma once

#include "core/ports/cost_history.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

#include <QDate>

#include <optional>

namespace ui::models {

/// What the ledger is grouped by.
enum class CostGrouping { Task, Tier, TaskAndTier, Model, Key, Day, Beside };

/// One line of the ledger. A figure that a grouping does not have is absent, never zero.
struct CostRow {
    QString name;
    QString id{}; ///< the same in every language: what exports name the line by
    std::string taskId{}; ///< whose requests the line opens; empty: all
    std::string tierId{};
    std::optional<std::string> clientKeyId{}; ///< empty text: without a key
    std::optional<core::ports::TimeRange> day; ///< cut at the ends of the range
    QDate date; ///< of `day`, in the reporting zone
    std::optional<std::int64_t> queries;
    std::optional<std::int64_t> attempts;
    std::optional<core::domain::TokenUsage> tokens;
    core::domain::Money spend;
    std::optional<core::domain::Money> lastTierOnly;
    double share = 0; ///< of the total spend; NaN when nothing was spent
    bool opensRequests = true; ///< false: the money of the line is of no request of the traffic
    bool isTotal = false;
};

/// The lines of a grouping and a total as the last; no lines at all when there was no traffic.
[[nodiscard]] std::vector<CostRow> costRows(const core::ports::CostReport& report, CostGrouping grouping,
    const Catalogue& catalogue, const Formats& formats);

class CostModel final : public RowTableModel<CostRow> {
    Q_OBJECT
public:
    explicit CostModel(QObject* parent = nullptr);
    void setReport(const core::ports::CostReport& report, CostGrouping grouping, const Catalogue& catalogue,
        const Formats& formats);

private:
    Formats m_formats;
};

/// Full precision: money with nine decimals, counts without separators.
[[nodiscard]] QString costCsv(const std::vector<CostRow>& rows);

} // namespace ui::models
