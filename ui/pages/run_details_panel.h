#pragma once

#include "core/ports/run_history.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QFrame>
#include <QTimer>

#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace ui::charts {
class LinePlot;
class TableSwitch;
} // namespace ui::charts
namespace ui::models {
class LineageModel;
class RunComparisonModel;
} // namespace ui::models
namespace ui::widgets {
class DataTable;
class Segments;
} // namespace ui::widgets

namespace ui::pages {

class Card;
class RunChallengerPanel;

/// Curves, figures, challenger, lineage and log of one run, or of several side by side. Follows unfinished runs while
/// visible.
class RunDetailsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit RunDetailsPanel(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~RunDetailsPanel() override;

    void setRuns(const std::vector<std::string>& runIds);

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void load();
    void show(std::vector<core::ports::RunDetails> runs);
    void fillMetrics();
    void showCurves();
    void showFigures();
    [[nodiscard]] bool isUnfinished() const;

    models::ConsoleContext& m_context;
    models::AsyncQuery<std::vector<core::ports::RunDetails>> m_query;
    QTimer m_timer;
    Card* m_card;
    QLabel* m_subject;
    widgets::Segments* m_parts;
    QStackedWidget* m_stack;
    QComboBox* m_metric;
    charts::LinePlot* m_plot;
    charts::TableSwitch* m_curves;
    QCheckBox* m_onlyDifferent;
    widgets::DataTable* m_figures;
    models::RunComparisonModel* m_figureModel;
    RunChallengerPanel* m_challenger;
    widgets::DataTable* m_lineage;
    models::LineageModel* m_lineageModel;
    QLabel* m_noLineage;
    QPlainTextEdit* m_log;
    std::vector<std::string> m_runIds;
    std::vector<core::ports::RunDetails> m_runs;
};

} // namespace ui::pages
