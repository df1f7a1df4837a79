#pragma once

#include "ui/pages/page.h"

namespace ui::pages {

class ArtefactCard;
class TaskCard;
class TierCard;

/// Tiers with their prices, tasks, and every model that was made here.
class PortfolioPage final : public Page {
    Q_OBJECT
public:
    explicit PortfolioPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh() override;

private:
    TierCard* m_tiers;
    TaskCard* m_tasks;
    ArtefactCard* m_artefacts;
};

} // namespace ui::pages
