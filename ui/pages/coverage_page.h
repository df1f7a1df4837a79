#pragma once

#include "core/ports/coverage_history.h"
#include "ui/models/async_query.h"
#include "ui/pages/page.h"

#include <QTimer>

#include <string>
#include <utility>
#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace ui::charts {
class CoverageChart;
class TableSwitch;
} // namespace ui::charts
namespace ui::models {
class AlarmModel;
class CoverageModel;
} // namespace ui::models
namespace ui::widgets {
class DataTable;
class MessageBar;
} // namespace ui::widgets

namespace ui::pages {

class Card;
class ShadowCard;

/// What was promised of each tier, whether live traffic bears it out, and what was done when it did not.
class CoveragePage final : public Page {
    Q_OBJECT
public:
    explicit CoveragePage(models::ConsoleContext& context, QWidget* parent = nullptr);
    [[nodiscard]] bool isLoaded() const override { return m_isLoaded; }
    void refresh() override;
    void showSnapshot() override;
    [[nodiscard]] bool canExport() const override { return true; }
    void exportView() override;
    /// The tier, and its newest alarm that nobody has acknowledged, once they are read.
    void choose(const std::string& taskId, const std::string& tierId);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildTiers(QVBoxLayout& body);
    void buildCharts(QVBoxLayout& body);
    void buildWords(QVBoxLayout& body);
    void buildAlarms(QVBoxLayout& body);
    void chooseStack();
    void show(core::ports::CoverageReport report);
    void showTier();
    void showFailures();
    void chooseAlarm();
    [[nodiscard]] int alarmRow() const;
    void updateAlarmActions();
    void acknowledge();

    models::AsyncQuery<core::ports::CoverageReport> m_query;
    widgets::MessageBar* m_errorBar;
    QStackedWidget* m_stack;
    models::CoverageModel* m_model;
    models::AlarmModel* m_alarmModel;
    widgets::DataTable* m_table = nullptr;
    widgets::DataTable* m_alarmTable = nullptr;
    std::vector<charts::CoverageChart*> m_charts;
    std::vector<charts::TableSwitch*> m_tables;
    Card* m_alarmCard = nullptr;
    Card* m_tierCard = nullptr;
    Card* m_wordsCard = nullptr;
    QWidget* m_chartRow = nullptr;
    ShadowCard* m_shadow = nullptr;
    QLabel* m_selected = nullptr;
    QLabel* m_promise = nullptr;
    QLabel* m_plan = nullptr;
    QLabel* m_noAlarms = nullptr;
    QPushButton* m_failures = nullptr;
    QPushButton* m_recalibrate = nullptr;
    QPushButton* m_probation = nullptr;
    QPushButton* m_acknowledge = nullptr;
    QCheckBox* m_isAutomatic = nullptr;
    QTimer m_timer;
    std::pair<std::string, std::string> m_chosen; ///< task, tier
    std::string m_chosenAlarm; ///< its id: newer alarms move the rows
    bool m_isAlarmWanted = false; ///< the chosen tier's
    bool m_isLoaded = false;
};

} // namespace ui::pages
