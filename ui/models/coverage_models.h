#pragma once

#include "core/ports/coverage_history.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

namespace ui::models {

/// One line a task and tier: what is promised, what is seen, and how sure that is.
class CoverageModel final : public RowTableModel<core::ports::TierCoverage> {
    Q_OBJECT
public:
    enum Column { Task, Tier, State, Failures, Alpha, Judged, Evidence, Calibrated };

    explicit CoverageModel(QObject* parent = nullptr);
    void update(std::vector<core::ports::TierCoverage> tiers, const Catalogue& catalogue,
        const Formats& formats, core::TimePoint now);

private:
    [[nodiscard]] QString judgedText(const core::ports::TierCoverage& row) const;
    [[nodiscard]] QString evidenceText(const core::ports::TierCoverage& row) const;

    Catalogue m_catalogue;
    Formats m_formats;
    core::TimePoint m_now{};
};

class AlarmModel final : public RowTableModel<core::ports::AlarmRow> {
    Q_OBJECT
public:
    explicit AlarmModel(QObject* parent = nullptr);
    void update(std::vector<core::ports::AlarmRow> alarms, const Catalogue& catalogue, const Formats& formats,
        core::TimePoint now);

private:
    Catalogue m_catalogue;
    Formats m_formats;
    core::TimePoint m_now{};
};

} // namespace ui::models
