#pragma once

#include "ui/pages/page.h"

class QLabel;

namespace ui::models {
class PolicyModel;
}
namespace ui::widgets {
class DataTable;
}

namespace ui::pages {

class RiskLevelPanel;

/// Targets, risk levels and thresholds in force, in words, and a control for one task's risk level.
class PolicyPage final : public Page {
    Q_OBJECT
public:
    explicit PolicyPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh() override;

private:
    void showSelectedTask();

    QLabel* m_version;
    models::PolicyModel* m_model;
    widgets::DataTable* m_table;
    RiskLevelPanel* m_panel;
};

} // namespace ui::pages
