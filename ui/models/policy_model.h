#pragma once

#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// A tier that may answer for a task by itself, and whether it does.
struct PolicyTier {
    std::string tierId;
    QString name;
    std::optional<double> threshold; ///< in force
    core::domain::Certificate certificate;
};

/// What is in force for one task.
struct PolicyRow {
    std::string taskId;
    QString taskName;
    double answerFloor = 0;
    double alpha = 0;
    double delta = 0;
    std::vector<PolicyTier> tiers; ///< the cheapest first; empty: the last tier answers everything
    bool isBypassed = false; ///< everything goes to the last tier, whatever the thresholds say
    bool isStreamCertified = true; ///< false: streamed answers are the router's choice, sent unscored
};

/// The policy in force, one row a task.
[[nodiscard]] std::vector<PolicyRow> policyRows(const Catalogue& catalogue, core::TimePoint now);

class PolicyModel final : public RowTableModel<PolicyRow> {
    Q_OBJECT
public:
    enum Column { Task, Risk, Tiers };
    /// Of the first column: QStringList of two, what stands at the left and right of each line below the name.
    static constexpr int kLinesRole = Qt::UserRole + 20;

    explicit PolicyModel(QObject* parent = nullptr);
    void update(const Catalogue& catalogue, const Formats& formats, core::TimePoint now);
    /// Lines of a row below its name.
    [[nodiscard]] int lineCount(int row) const;

private:
    [[nodiscard]] QString stateOf(const PolicyTier& tier) const;
    [[nodiscard]] QList<QStringList> linesOf(const PolicyRow& row) const;
    [[nodiscard]] QList<QStringList> shownLinesOf(const PolicyRow& row) const;

    Formats m_formats;
};

} // namespace ui::models
