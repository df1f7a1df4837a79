#pragma once

#include "core/ports/console_service.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"
#include "ui/models/policy_draft.h"

#include <QElapsedTimer>
#include <QUndoGroup>
#include <QWidget>

#include <map>
#include <optional>
#include <set>
#include <string>

class QLabel;
class QPushButton;
class QTimer;
class QUndoStack;
class QVBoxLayout;

namespace ui::pages {

class Card;
class PolicyApplyBar;
class PolicyCharts;
class PolicyComparison;
class PolicyDraftControls;

/// A draft of one task's policy: moved, replayed beside what is in force, undone, kept over a crash, and applied with a
/// reason; success is reported only after the active version has been read back.
class PolicyDraftPanel final : public QWidget {
    Q_OBJECT
public:
    explicit PolicyDraftPanel(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~PolicyDraftPanel() override;

    void setTask(const std::string& taskId);
    [[nodiscard]] const std::string& taskId() const { return m_taskId; }
    /// The draft's thresholds are certified anew, whatever else of it is moved: a step like any other.
    void recalibrate();
    /// A new snapshot: what is in force may have changed.
    void refresh();
    /// Takes the step without noting it: undo, redo and discard come here.
    void takeDraft(const core::ports::PolicyDraft& draft);

private:
    /// What was in force when the draft was applied.
    struct Before {
        std::string versionId; ///< empty: no policy
        bool hadThresholds = false;
    };
    void buildDraft(QVBoxLayout& body);
    void buildChange(QVBoxLayout& column);
    void buildEffect(QVBoxLayout& column);
    void addShortcuts();
    void noteChange(models::DraftField field);
    void reset();
    void showRestored(const models::PolicyDraftStore::Stored& stored);
    void save();
    void preview();
    void showPreview(const core::ports::PolicyPreview& preview);
    void clearPreview(const QString& why);
    void updateApply();
    [[nodiscard]] QString whyNotApply() const;
    [[nodiscard]] QStringList changes() const;
    [[nodiscard]] QString expectation() const;
    void apply(const QString& reason);
    void showApplied(const core::ports::PolicyDraft& draft, const Before& before,
        const core::Result<core::ports::CommandReceipt>& receipt);
    void revert();
    [[nodiscard]] models::PolicyDraftStore store() const;
    [[nodiscard]] QUndoStack& steps();

    models::ConsoleContext& m_context;
    models::AsyncQuery<core::ports::PolicyPreview> m_query;
    std::string m_taskId;
    core::ports::PolicyDraft m_inForce;
    core::ports::PolicyDraft m_draft;
    std::optional<core::ports::PolicyPreview> m_preview;
    std::optional<core::ports::PolicyDraft> m_answered; ///< that the newest preview, or its failure, is of
    QString m_previewFailure;
    std::string m_policyId; ///< in force when the preview was asked for
    std::string m_revertTo; ///< version before the last change that was applied here
    bool m_isApplying = false;
    bool m_isStale = false; ///< the draft moved while a preview was under way
    std::map<std::string, QUndoStack*> m_steps; ///< by task
    std::set<std::string> m_seen; ///< tasks whose drafts are of this window
    QUndoGroup m_undo;
    Card* m_card = nullptr;
    QLabel* m_title;
    QWidget* m_restored = nullptr;
    QLabel* m_restoredText = nullptr;
    QPushButton* m_undoButton = nullptr;
    QPushButton* m_redoButton = nullptr;
    QPushButton* m_resetButton = nullptr;
    PolicyDraftControls* m_controls = nullptr;
    PolicyComparison* m_comparison = nullptr;
    QLabel* m_replayed = nullptr;
    QLabel* m_alarm = nullptr; ///< whether it would have rung
    QLabel* m_refusal = nullptr;
    QLabel* m_promise = nullptr;
    PolicyApplyBar* m_bar = nullptr;
    PolicyCharts* m_charts = nullptr;
    QTimer* m_debounce;
};

} // namespace ui::pages
