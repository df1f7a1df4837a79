#pragma once

#include "core/ports/cost_history.h"
#include "ui/models/async_query.h"
#include "ui/models/cost_model.h"
#include "ui/models/csv.h"
#include "ui/models/month_outlook.h"
#include "ui/models/overview_tiles.h"
#include "ui/pages/page.h"

#include <QTimer>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui::charts {
class ChartPanel;
class TableSwitch;
class WaterfallChart;
} // namespace ui::charts
namespace ui::widgets {
class DataTable;
class MessageBar;
class Tile;
} // namespace ui::widgets

namespace ui::pages {

class CostControls;

/// The ledger: what was spent on what, what it would have cost, and why it changed.
class CostsPage final : public Page {
    Q_OBJECT
public:
    explicit CostsPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~CostsPage() override;

    [[nodiscard]] bool isLoaded() const override { return m_isLoaded; }
    void refresh() override;
    void reload() override;
    void showSnapshot() override { }
    [[nodiscard]] bool canExport() const override { return true; }
    void exportView() override;
    /// Without asking where.
    [[nodiscard]] bool writeCsv(const QString& path) const;
    [[nodiscard]] bool writePdf(const QString& path) const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Figures {
        core::ports::CostReport report;
        std::vector<core::ports::DayCost> recentDays; ///< of the month and the four weeks before today
        std::vector<core::domain::Marker> markers; ///< of those days
    };

    void buildTiles(QVBoxLayout& body);
    void buildStories(QVBoxLayout& body);
    void buildDays(QVBoxLayout& body);
    void buildLedger(QVBoxLayout& body);
    void query();
    void show(Figures figures);
    void showStories();
    void updateTable();
    void reportSaved(const QString& path, bool isWritten);
    void saveMonthReport();
    void queryModels();
    void openRow(int row);
    void openSavingStep(int step);
    void openChangeStep(int step);
    void save(const QString& caption, const QString& suffix, bool (CostsPage::*write)(const QString&) const);
    [[nodiscard]] models::CostGrouping grouping() const;
    [[nodiscard]] models::Provenance provenanceOf(const core::ports::CostReport& report) const;
    [[nodiscard]] models::Provenance provenance() const;
    [[nodiscard]] models::MonthOutlook month() const;
    [[nodiscard]] std::vector<models::TileContent> tileContents() const;

    models::AsyncQuery<Figures> m_query;
    models::AsyncQuery<core::ports::CostReport> m_monthQuery;
    models::AsyncQuery<std::vector<core::domain::ModelCost>> m_modelQuery;
    std::optional<std::vector<core::domain::ModelCost>> m_models; ///< of the task shown; of its range unless m_areModelsOld
    bool m_areModelsOld = false;
    CostControls* m_controls = nullptr;
    QTimer m_timer;
    widgets::MessageBar* m_errorBar;
    std::vector<widgets::Tile*> m_tiles;
    charts::WaterfallChart* m_saving = nullptr;
    charts::WaterfallChart* m_change = nullptr;
    charts::TableSwitch* m_savingTable = nullptr;
    QLabel* m_savingNote = nullptr;
    charts::TableSwitch* m_changeTable = nullptr;
    QLabel* m_changeNote = nullptr;
    charts::ChartPanel* m_days = nullptr;
    QComboBox* m_grouping = nullptr;
    widgets::DataTable* m_table = nullptr;
    models::CostModel* m_model = nullptr;
    QLabel* m_emptyLedger = nullptr; ///< in place of the table
    QLabel* m_reconciliation = nullptr;
    std::optional<Figures> m_figures;
    bool m_isLoaded = false;
};

} // namespace ui::pages
