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

class GatewayPanel;

/// Tiers with their prices, tasks with their students, and the gateway with its model servers and keys.
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
    GatewayPanel* m_gateway;
};

} // namespace ui::pages
