#pragma once

#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// One task on one tier that may accept answers by itself.
struct PolicyRow {
    std::string taskId;
    std::string tierId;
    QString taskName;
    QString tierName;
    double answerFloor = 0;
    double alpha = 0;
    double delta = 0;
    std::optional<double> threshold; ///< in force
    std::optional<core::domain::Certificate> certificate;
};

/// The policy in force: one line a task and tier with a certificate, and one for each task without any.
[[nodiscard]] std::vector<PolicyRow> policyRows(const Catalogue& catalogue);

class PolicyModel final : public RowTableModel<PolicyRow> {
    Q_OBJECT
public:
    explicit PolicyModel(QObject* parent = nullptr);
    void update(const Catalogue& catalogue, const Formats& formats);

private:
    Formats m_formats;
};

} // namespace ui::models
