#pragma once

#include "core/ports/loop_store.h"
#include "core/ports/run_history.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace ui::models {
class GateModel;
class LoopDecisionModel;
} // namespace ui::models
namespace ui::widgets {
class DataTable;
}

namespace ui::pages {

/// How the iterations of a loop ended, and champion against challenger for the chosen one; promotes a challenger
/// that waits, and rolls one back that serves.
class RunChallengerPanel final : public QWidget {
    Q_OBJECT
public:
    explicit RunChallengerPanel(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~RunChallengerPanel() override;

    void setRuns(const std::vector<core::ports::RunDetails>& runs);

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    void build();
    void load();
    void show(core::ports::LoopReport report);
    void showDecision();
    void updatePromote();
    void updateRollBack();
    void promote();
    void rollBack();
    void toggleShadow();
    void showTrial();
    void tell(const core::Result<core::ports::CommandReceipt>& receipt);
    [[nodiscard]] const core::domain::LoopDecision* decision() const;
    /// Of the chosen decision; null: it was never in shadow.
    [[nodiscard]] const core::ports::TrialReport* trial() const;

    models::ConsoleContext& m_context;
    models::AsyncQuery<core::ports::LoopReport> m_query;
    core::ports::LoopReport m_report;
    models::LoopDecisionModel* m_decisionModel;
    models::GateModel* m_gateModel;
    models::GateModel* m_trialModel;
    widgets::DataTable* m_decisions;
    widgets::DataTable* m_gates;
    widgets::DataTable* m_trials;
    QWidget* m_work;
    QLabel* m_none;
    QLabel* m_sentence;
    QLineEdit* m_reason;
    QLabel* m_trialSentence;
    QSpinBox* m_share;
    QPushButton* m_shadow;
    QPushButton* m_promote;
    QPushButton* m_rollBack;
    QPushButton* m_history;
    std::string m_runId; ///< empty: none, or several
};

} // namespace ui::pages
