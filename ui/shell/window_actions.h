#pragma once

#include "core/domain/task.h"
#include "ui/models/catalogue.h"
#include "ui/models/saved_filters.h"
#include "ui/models/time_window.h"
#include "ui/models/view_id.h"

#include <QAction>
#include <QActionGroup>
#include <QObject>

#include <array>
#include <vector>

namespace ui::shell {

/// Why the action cannot do anything now, for the command palette; empty: it can. One that is shown nowhere else may stay
/// enabled, and says why itself.
void setWhyNot(QAction& action, const QString& reason);
/// The same, and enables or disables it.
void setAvailable(QAction& action, const QString& whyNot);
[[nodiscard]] QString whyNot(const QAction& action);
/// The view that the action is of; empty: of the whole window.
[[nodiscard]] QString placeOf(const QAction& action);

/// One QAction a command, each with an object name, a status tip and, where it has one, a shortcut. The
/// command palette and the shortcut sheet list what is here.
class WindowActions final : public QObject {
    Q_OBJECT
public:
    explicit WindowActions(QObject* parent = nullptr);

    std::array<QAction*, models::kViews.size()> views{};
    std::array<QAction*, models::kTimeWindows.size()> windows{};
    QAction* live;
    QAction* refresh;
    QAction* find;
    QAction* exportView;
    QAction* palette;
    QAction* preferences;
    QAction* help;
    QAction* shortcuts;
    QAction* inspector;
    QAction* jobs;
    QAction* trainStudents;
    QAction* simulatedTraffic;
    QAction* estimateLog;
    QAction* bypass;
    QAction* liftBypasses;
    QAction* openDemo;
    QAction* newWorkspace;
    QAction* openWorkspace;
    QAction* restoreHints;
    QAction* copyPolicyVersion;
    QAction* lightTheme;
    QAction* darkTheme;
    QAction* systemTheme;
    QAction* quit;
    std::vector<QAction*> ofPages; ///< one for each of PageCommands::all()

    /// Makes one action a task, beside "All tasks".
    void updateTasks(const models::Catalogue& catalogue);
    /// Makes one action a filter.
    void updateSavedFilters(const std::vector<models::SavedFilter>& filters);

    [[nodiscard]] QAction* view(models::ViewId id) const { return views[static_cast<std::size_t>(id)]; }
    [[nodiscard]] QList<QAction*> all() const;

Q_SIGNALS:
    void taskChosen(const std::string& taskId);
    void savedFilterChosen(const ui::models::SavedFilter& filter);

private:
    struct Text {
        const char* name;
        QString title;
        QString tip;
        const char* icon = nullptr;
    };
    QAction* add(const Text& text, const QKeySequence& shortcut = {});
    void addViews();
    void addWindows();
    void addPageCommands();
    void addTheme();

    QList<QAction*> m_filterActions;
    QList<QAction*> m_taskActions;
    std::vector<core::domain::Task> m_tasks; ///< that they are for
};

} // namespace ui::shell
