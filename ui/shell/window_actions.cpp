#include "ui/shell/window_actions.h"

#include "ui/models/strings.h"
#include "ui/shell/page_commands.h"
#include "ui/theme/icons.h"

#include <algorithm>
#include <utility>

namespace ui::shell {

using models::ViewId;

namespace {

constexpr const char* kWhyNot = "whyNot";
constexpr const char* kPlace = "place";

/// A palette that is open may still list them.
void removeAll(QList<QAction*>& actions)
{
    for (QAction* action : std::as_const(actions)) {
        action->setParent(nullptr);
        action->deleteLater();
    }
    actions.clear();
}

} // namespace

void setWhyNot(QAction& action, const QString& reason)
{
    action.setProperty(kWhyNot, reason);
}

void setAvailable(QAction& action, const QString& whyNot)
{
    setWhyNot(action, whyNot);
    action.setEnabled(whyNot.isEmpty());
}

QString whyNot(const QAction& action)
{
    return action.property(kWhyNot).toString();
}

QString placeOf(const QAction& action)
{
    return action.property(kPlace).toString();
}

WindowActions::WindowActions(QObject* parent)
    : QObject(parent)
{
    addViews();
    addWindows();
    live = add({"live", tr("Live"), tr("Follow new requests, or hold everything still"), "pause"},
        QKeySequence(Qt::CTRL | Qt::Key_Space));
    live->setCheckable(true);
    live->setChecked(true);
    refresh = add(
        {"refresh", tr("Refresh"), tr("Read the view's data again"), "refresh"}, QKeySequence(Qt::Key_F5));
    find = add({"find", tr("Find"), tr("Search the requests"), "search"}, QKeySequence(QKeySequence::Find));
    exportView = add({"export", tr("Export…"), tr("Write what the view shows to a file"), "export"},
        QKeySequence(Qt::CTRL | Qt::Key_E));
    palette = add(
        {"palette", tr("Search commands…"), tr("Find any command by a few letters of its name"), "search"},
        QKeySequence(Qt::CTRL | Qt::Key_K));
    preferences = add({"preferences", tr("Preferences…"),
                          tr("Theme, refresh rate, reporting time zone, text size"), "settings"},
        QKeySequence(Qt::CTRL | Qt::Key_Comma));
    help = add({"help", tr("Help on this view"), tr("What the view shows and how to use it"), "help"},
        QKeySequence(Qt::Key_F1));
    help->setCheckable(true);
    shortcuts = add({"shortcuts", tr("Keyboard shortcuts"), tr("Every shortcut on one sheet"), "keyboard"},
        QKeySequence(Qt::CTRL | Qt::Key_Slash));
    inspector = add(
        {"inspector", tr("Inspector"), tr("Show or hide the route of the selected request"), "inspector"},
        QKeySequence(Qt::Key_F8));
    inspector->setCheckable(true);
    inspector->setChecked(true);
    jobs = add({"jobs", tr("Jobs"), tr("Show or hide running and finished work"), "jobs"},
        QKeySequence(Qt::CTRL | Qt::Key_J));
    jobs->setCheckable(true);
    trainStudents = add({"trainStudents", tr("Train students"),
        tr("Train and calibrate a student for every task without one"), "train"});
    simulatedTraffic = add({"simulatedTraffic", tr("Pause or resume the simulated traffic"),
        tr("Only in the demo workspace"), "simulated"});
    estimateLog = add({"estimateLog", tr("Estimate from a log…"),
        tr("What routing could save on the requests of a file; drop it on the window"), "costs"});
    bypass = add({"bypass", tr("Bypass: all to the last tier for 30 minutes"),
        tr("Of the task in the toolbar, or of every task; from the next request on, until it is lifted"), "bypass"});
    liftBypasses = add({"liftBypasses", tr("Lift every bypass"), tr("Route again from the next request on"), "bypass"});
    addPageCommands();
    openDemo = add({"openDemo", tr("Open the demo workspace"),
        tr("Six tasks with simulated traffic, in a window of its own"), "simulated"});
    newWorkspace = add({"newWorkspace", tr("New workspace…"),
        tr("An empty workspace in a directory of your choice, in a window of its own"), "portfolio"});
    openWorkspace = add({"openWorkspace", tr("Open a workspace…"),
        tr("A workspace that is on this machine already, in a window of its own"), "portfolio"});
    restoreHints = add({"restoreHints", tr("Show the hints again"),
        tr("Bring back the cards that were dismissed"), "information"});
    copyPolicyVersion = add({"copyPolicyVersion", tr("Copy the policy version"),
        tr("The full hash of the version in force"), "copy"});
    addTheme();
    quit = add({"quit", tr("Quit"), tr("Close the console"), "quit"}, QKeySequence(Qt::CTRL | Qt::Key_Q));
}

QAction* WindowActions::add(const Text& text, const QKeySequence& shortcut)
{
    auto* action = new QAction(text.title, this);
    action->setObjectName(QStringLiteral("action.") + QLatin1String(text.name));
    action->setStatusTip(text.tip);
    action->setShortcut(shortcut);
    if (text.icon != nullptr) {
        action->setIcon(theme::icon(text.icon));
    }
    const QString keys = shortcut.toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? text.title : QStringLiteral("%1 (%2)").arg(text.title, keys));
    return action;
}

void WindowActions::addViews()
{
    auto* group = new QActionGroup(this);
    for (const ViewId id : models::kViews) {
        const QByteArray name = models::nameOf(id).toLatin1();
        const auto place = static_cast<int>(id);
        QAction* action
            = add({name.constData(), models::titleOf(id), models::descriptionOf(id), name.constData()},
                QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + place)));
        action->setObjectName(QStringLiteral("action.view.") + models::nameOf(id));
        action->setCheckable(true);
        group->addAction(action);
        views[static_cast<std::size_t>(place)] = action;
    }
}

void WindowActions::addWindows()
{
    auto* group = new QActionGroup(this);
    for (std::size_t i = 0; i < models::kTimeWindows.size(); ++i) {
        const QString label = models::labelOf(models::kTimeWindows[i]);
        QAction* action = add({"", tr("Last %1").arg(label), tr("Show the last %1").arg(label), "clock"},
            QKeySequence(Qt::CTRL | Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))));
        action->setObjectName(QStringLiteral("action.range.%1").arg(i));
        action->setIconText(label);
        action->setCheckable(true);
        group->addAction(action);
        windows[i] = action;
    }
}

void WindowActions::addPageCommands()
{
    for (const PageCommand& command : PageCommands::all()) {
        const QByteArray icon = models::nameOf(command.view).toLatin1();
        const QString tip = *command.tip == '\0' ? models::titleOf(command.view) : PageCommands::tr(command.tip);
        QAction* action = add({command.control, PageCommands::tr(command.title), tip, icon.constData()});
        action->setObjectName(
            QStringLiteral("action.%1.%2").arg(models::nameOf(command.view), QLatin1String(command.control)));
        action->setProperty(kPlace, models::titleOf(command.view));
        ofPages.push_back(action);
    }
}

void WindowActions::addTheme()
{
    auto* group = new QActionGroup(this);
    lightTheme = add({"theme.light", tr("Light theme"), tr("Dark text on light ground")});
    darkTheme = add({"theme.dark", tr("Dark theme"), tr("Light text on dark ground")});
    systemTheme
        = add({"theme.system", tr("Theme of the desktop"), tr("Light or dark as the desktop prefers")});
    for (QAction* action : {lightTheme, darkTheme, systemTheme}) {
        action->setCheckable(true);
        group->addAction(action);
    }
}

void WindowActions::updateTasks(const models::Catalogue& catalogue)
{
    const std::vector<core::domain::Task>& tasks = catalogue.snapshot().tasks;
    const bool isSame = !m_taskActions.isEmpty()
        && std::ranges::equal(m_tasks, tasks,
            [](const auto& one, const auto& other) { return one.id == other.id && one.name == other.name; });
    if (isSame) {
        return;
    }
    m_tasks = tasks;
    removeAll(m_taskActions);
    const auto addTask = [&](const QString& name, const std::string& id) {
        QAction* action = add({"", tr("Task: %1").arg(name), tr("Narrow every view to this task"), "filter"});
        action->setObjectName(
            QStringLiteral("action.task.") + (id.empty() ? QStringLiteral("all") : models::toQt(id)));
        connect(action, &QAction::triggered, this, [this, id] { Q_EMIT taskChosen(id); });
        m_taskActions += action;
    };
    addTask(tr("All tasks"), {});
    for (const core::domain::Task& task : catalogue.snapshot().tasks) {
        addTask(models::toQt(task.name), task.id);
    }
}

void WindowActions::updateSavedFilters(const std::vector<models::SavedFilter>& filters)
{
    removeAll(m_filterActions);
    for (const models::SavedFilter& saved : filters) {
        QAction* action = add({"", tr("Saved filter: %1").arg(saved.name), tr("Show the requests that it matches"), "filter"});
        action->setObjectName(QStringLiteral("action.requests.filter.") + saved.name);
        action->setProperty(kPlace, models::titleOf(ViewId::Requests));
        connect(action, &QAction::triggered, this, [this, saved] { Q_EMIT savedFilterChosen(saved); });
        m_filterActions += action;
    }
}

QList<QAction*> WindowActions::all() const
{
    return findChildren<QAction*>(QString(), Qt::FindDirectChildrenOnly);
}

} // namespace ui::shell
