#pragma once

#include "core/ports/console_service.h"
#include "ui/models/settings.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <string>

namespace ui::models {

/// What of a draft an operator moves.
enum class DraftField { Target, Alpha, Delta, AuditRate, LatencyLimit, CostLimit, Method };

/// What the snapshot serves a task with, as a draft that changes nothing; limits are always set.
[[nodiscard]] core::ports::PolicyDraft draftInForce(
    const core::ports::ConsoleSnapshot& snapshot, const std::string& taskId);

/// Whether both ask for the same, to a rounding.
[[nodiscard]] bool isSameDraft(const core::ports::PolicyDraft& a, const core::ports::PolicyDraft& b);

/// The same, whatever way thresholds come about: a policy does not say how its own did.
[[nodiscard]] bool hasSameValues(const core::ports::PolicyDraft& a, const core::ports::PolicyDraft& b);

/// Whether applying the draft to what the snapshot serves makes thresholds anew.
[[nodiscard]] bool certifiesAnew(
    const core::ports::ConsoleSnapshot& snapshot, const core::ports::PolicyDraft& draft);

/// Whether a tier below the last answers anything of the task.
[[nodiscard]] bool hasThresholds(const core::ports::ConsoleSnapshot& snapshot, const std::string& taskId);

/// Drafts that outlive the window, by workspace and task.
class PolicyDraftStore {
public:
    struct Stored {
        core::ports::PolicyDraft draft;
        QDateTime at; ///< when it was last changed
    };

    PolicyDraftStore(Settings& settings, QString workspace)
        : m_settings(settings)
        , m_workspace(std::move(workspace))
    {
    }

    /// Nothing when none is stored, or what is stored cannot be read.
    [[nodiscard]] std::optional<Stored> load(const std::string& taskId) const;
    void save(const core::ports::PolicyDraft& draft, const QDateTime& at);
    void remove(const std::string& taskId);

private:
    Settings& m_settings;
    QString m_workspace;
};

} // namespace ui::models
