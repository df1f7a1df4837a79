#pragma once

#include "ui/pages/page.h"

namespace ui::pages {

class ArtefactCard;
class GatewayPanel;
class TaskCard;
class TierCard;

/// Tiers with their prices, tasks, the gateway with its model servers and keys, and every model that was made here.
class PortfolioPage final : public Page {
    Q_OBJECT
public:
    explicit PortfolioPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh() override;
    [[nodiscard]] bool canExport() const override { return true; }
    void exportView() override;

private:
    TierCard* m_tiers;
    TaskCard* m_tasks;
    GatewayPanel* m_gateway;
    ArtefactCard* m_artefacts;
};

} // namespace ui::pages
