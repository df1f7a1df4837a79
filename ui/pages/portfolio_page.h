#pragma once

#include "ui/pages/page.h"

namespace ui::models {
class TaskModel;
class TierModel;
} // namespace ui::models
namespace ui::widgets {
class DataTable;
}

namespace ui::pages {

/// Tiers with their prices, and tasks with their students.
class PortfolioPage final : public Page {
    Q_OBJECT
public:
    explicit PortfolioPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh() override;

private:
    models::TierModel* m_tiers;
    models::TaskModel* m_tasks;
    widgets::DataTable* m_tierTable;
    widgets::DataTable* m_taskTable;
};

} // namespace ui::pages
