#pragma once

#include "core/ports/history.h"
#include "ui/models/async_query.h"
#include "ui/pages/page.h"

#include <QTimer>

#include <optional>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace ui::charts {
class ChartPanel;
class CrosshairGroup;
} // namespace ui::charts
namespace ui::models {
class TaskSummaryModel;
struct Provenance;
} // namespace ui::models
namespace ui::widgets {
class DataTable;
class HintCards;
class MessageBar;
class Tile;
} // namespace ui::widgets

namespace ui::pages {

class MonthStrip;

/// Live figures: six tiles, four charts on one time axis, and a line a task.
class OverviewPage final : public Page {
    Q_OBJECT
public:
    explicit OverviewPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~OverviewPage() override;

    [[nodiscard]] bool isLoaded() const override { return m_isLoaded; }
    void refresh() override;
    void showSnapshot() override;
    [[nodiscard]] bool canExport() const override { return m_overview.has_value(); }
    [[nodiscard]] QString whyNoExport() const override;
    void exportView() override;
    [[nodiscard]] const std::optional<core::ports::Overview>& overview() const { return m_overview; }
    /// Opens the newest request that a cheap tier passed on.
    void explainEscalation();

Q_SIGNALS:
    void historySimulated(bool isSimulated);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Figures;
    void buildTiles(QVBoxLayout& body);
    void buildCharts(QVBoxLayout& body);
    void buildTaskTable(QVBoxLayout& body);
    void tick();
    void query();
    void showFigures(Figures figures);
    [[nodiscard]] models::Provenance provenanceOfFigures() const;
    void showError(const core::Error& error);
    void updateHints();
    void markUnderTarget();
    void showUnderTarget();
    void openHint(const QString& id);
    [[nodiscard]] core::ports::OverviewQuery overviewQuery() const;

    charts::CrosshairGroup* m_crosshair;
    models::AsyncQuery<Figures> m_query;
    models::AsyncQuery<core::ports::RequestPage> m_escalated;
    QTimer m_timer;
    widgets::MessageBar* m_errorBar;
    widgets::HintCards* m_hints;
    widgets::HintCards* m_firstSteps; ///< of a workspace that is not the demo
    std::vector<widgets::Tile*> m_tiles;
    widgets::Tile* m_acceptance = nullptr; ///< one of them
    MonthStrip* m_month = nullptr;
    charts::ChartPanel* m_cost = nullptr;
    charts::ChartPanel* m_share = nullptr;
    charts::ChartPanel* m_escalation = nullptr;
    charts::ChartPanel* m_latency = nullptr;
    widgets::DataTable* m_table = nullptr;
    models::TaskSummaryModel* m_tasks = nullptr;
    std::optional<core::ports::Overview> m_overview;
    bool m_isLoaded = false;
};

} // namespace ui::pages
