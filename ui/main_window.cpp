#include "ui/main_window.h"

#include "ui/inspector/request_inspector.h"
#include "ui/models/strings.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/requests_page.h"
#include "ui/pages/run_table.h"
#include "ui/shell/application_setup.h"
#include "ui/shell/close_question.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/estimate_dialog.h"
#include "ui/shell/help_pane.h"
#include "ui/shell/language.h"
#include "ui/shell/navigation_bar.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/page_stack.h"
#include "ui/shell/preferences_dialog.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/welcome_dialog.h"
#include "ui/shell/window_actions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bypass_menu.h"

#include <QLocale>
#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMimeData>
#include <QScreen>
#include <QVBoxLayout>

#include <tuple>
#include <utility>

namespace ui {

using models::Setting;
using models::ViewId;

namespace {

constexpr QSize kDefaultSize{1440, 900};
constexpr QSize kSmallestDefault{1120, 700}; ///< every view shows whole cards from here on
constexpr QSize kWindowFrame{8, 40};         ///< what a window manager puts around a window, at most
constexpr QLatin1String kNewestEscalated("escalated");
constexpr int kStateVersion = 1;

} // namespace

MainWindow::MainWindow(WindowServices services, const WindowOptions& options, QWidget* parent)
    : QMainWindow(parent)
    , m_settings(std::make_unique<models::Settings>(options.settingsPath))
    , m_language(std::make_unique<shell::Language>())
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    shell::prepareApplication(*qApp);
    m_language->apply(
        options.language.isEmpty() ? m_settings->value(Setting::Language).toString() : options.language);
    setLocale(QLocale()); // fields of every page write numbers as the texts do
    setWindowTitle(tr("RouteNLP Console"));
    m_theme = std::make_unique<theme::ThemeController>(*qApp);
    if (!options.theme.isEmpty()) {
        m_settings->setValue(Setting::Theme, options.theme);
    }
    applyAppearance();
    m_context = new models::ConsoleContext(std::move(services), *m_settings, this);
    m_context->setTaskId(options.taskId);
    m_actions = new shell::WindowActions(this);
    addActions(m_actions->all());
    buildLayout();
    buildDocks();
    connectActions();
    connectContext();
    restore(options);
}

MainWindow::~MainWindow()
{
    // Pages hold queries that use the context's pool: they go first.
    delete takeCentralWidget();
    delete m_inspectorDock;
    delete m_jobsDock;
}

void MainWindow::buildLayout()
{
    m_topBar = new shell::TopBar(*m_context, *m_actions, this);
    setMenuWidget(m_topBar);
    auto* central = new QWidget(this);
    auto* columns = new QHBoxLayout(central);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(new shell::NavigationBar(*m_actions, central));
    auto* middle = new QVBoxLayout;
    middle->setSpacing(0);
    m_notices = new shell::NoticeArea(*m_context, central);
    m_pages = new shell::PageStack(*m_context, central);
    middle->addWidget(m_notices);
    middle->addWidget(m_pages, 1);
    columns->addLayout(middle, 1);
    m_help = new shell::HelpPane(central);
    m_help->hide();
    columns->addWidget(m_help);
    central->setFocusPolicy(Qt::ClickFocus);
    setCentralWidget(central);
    central->setFocus(); // not the first control of the top bar
    m_status = new shell::StatusLine(*m_context, this);
    setStatusBar(m_status);
    m_palette = new shell::CommandPalette(this);
}

void MainWindow::buildDocks()
{
    const auto addDock
        = [this](const char* name, const QString& title, QWidget* contents, Qt::DockWidgetArea area) {
              auto* dock = new QDockWidget(title, this);
              dock->setObjectName(QString::fromLatin1(name));
              dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
              dock->setWidget(contents);
              addDockWidget(area, dock);
              dock->hide();
              return dock;
          };
    m_inspector = new inspector::RequestInspector(*m_context, this);
    m_inspectorDock = addDock("dock.inspector", tr("Inspector"), m_inspector, Qt::RightDockWidgetArea);
    m_jobsDock
        = addDock("dock.jobs", tr("Jobs"), new pages::RunTable(*m_context, this), Qt::BottomDockWidgetArea);
    resizeDocks({m_inspectorDock}, {400}, Qt::Horizontal);
    resizeDocks({m_jobsDock}, {220}, Qt::Vertical);
}

void MainWindow::connectActions()
{
    for (const ViewId view : models::kViews) {
        connect(m_actions->view(view), &QAction::triggered, this, [this, view] { showView(view); });
    }
    for (std::size_t i = 0; i < models::kTimeWindows.size(); ++i) {
        connect(m_actions->windows[i], &QAction::triggered, this,
            [this, i] { m_context->setWindow(models::kTimeWindows[i]); });
    }
    connect(m_actions, &shell::WindowActions::taskChosen, m_context, &models::ConsoleContext::setTaskId);
    connect(m_actions->live, &QAction::triggered, m_context, &models::ConsoleContext::setLive);
    connect(m_actions->refresh, &QAction::triggered, this, [this] {
        m_context->poll();
        m_pages->currentPage().reload();
    });
    connect(m_actions->find, &QAction::triggered, this, [this] {
        showView(ViewId::Requests);
        m_pages->currentPage().focusSearch();
    });
    connect(
        m_actions->exportView, &QAction::triggered, this, [this] { m_pages->currentPage().exportView(); });
    connect(m_actions->palette, &QAction::triggered, this, [this] { m_palette->open(m_actions->all()); });
    connect(m_actions->preferences, &QAction::triggered, this, &MainWindow::openPreferences);
    connect(m_actions->help, &QAction::toggled, m_help, &QWidget::setVisible);
    connect(
        m_help, &shell::HelpPane::closed, m_actions->help, [this] { m_actions->help->setChecked(false); });
    connect(m_actions->shortcuts, &QAction::triggered, this,
        [this] { (new shell::ShortcutSheet(m_actions->all(), this))->open(); });
    connect(m_actions->inspector, &QAction::toggled, this, &MainWindow::updateDocks);
    connect(m_actions->jobs, &QAction::toggled, m_jobsDock, &QWidget::setVisible);
    connect(m_jobsDock, &QDockWidget::visibilityChanged, m_actions->jobs,
        [this] { m_actions->jobs->setChecked(m_jobsDock->isVisibleTo(this)); });
    connect(m_actions->trainStudents, &QAction::triggered, this,
        [this] { m_context->execute(core::ports::TrainStudents{m_context->taskId()}); });
    connect(m_actions->bypass, &QAction::triggered, this,
        [this] { widgets::startBypass(*m_context, m_context->taskId(), widgets::kUsualBypass); });
    connect(m_actions->liftBypasses, &QAction::triggered, this, [this] {
        for (const core::ports::BypassState& bypass : widgets::bypassesInForce(*m_context)) {
            widgets::liftBypass(*m_context, bypass.taskId);
        }
    });
    connect(m_actions->simulatedTraffic, &QAction::triggered, this, &MainWindow::toggleSimulatedTraffic);
    connect(m_actions->estimateLog, &QAction::triggered, this, &MainWindow::chooseLog);
    for (const auto& [action, view, button] : {std::tuple{m_actions->revertPolicy, ViewId::Policy, "revertLast"},
             std::tuple{m_actions->policyHistory, ViewId::Policy, "policyHistoryTab"},
             std::tuple{m_actions->newRun, ViewId::Runs, "newRun"},
             std::tuple{m_actions->loopSchedule, ViewId::Runs, "loopSchedule"},
             std::tuple{m_actions->challenger, ViewId::Runs, "runChallengerTab"},
             std::tuple{m_actions->useRouter, ViewId::Portfolio, "useRouter"},
             std::tuple{m_actions->blindStudy, ViewId::Review, "studyTab"},
             std::tuple{m_actions->newTask, ViewId::Portfolio, "addTask"},
             std::tuple{m_actions->costReport, ViewId::Costs, "costPdf"}}) {
        connect(action, &QAction::triggered, this,
            [this, view = view, name = QString::fromLatin1(button)] { press(view, name); });
    }
    connect(m_actions->openDemo, &QAction::triggered, this, [this] { openWorkspace({{}, true}); });
    connect(m_actions->newWorkspace, &QAction::triggered, this, [this] {
        shell::askWorkspace(this, tr("Directory of the new workspace"), true,
            [this](const QString& path) { openWorkspace({path, false}); });
    });
    connect(m_actions->openWorkspace, &QAction::triggered, this, [this] {
        shell::askWorkspace(
            this, tr("Open a workspace"), false, [this](const QString& path) { openWorkspace({path, false}); });
    });
    connect(m_actions->restoreHints, &QAction::triggered, this, [this] {
        m_settings->reset(Setting::DismissedHints);
        showView(ViewId::Overview);
    });
    connect(m_actions->copyPolicyVersion, &QAction::triggered, this, [this] {
        if (const auto& policy = m_context->snapshot().policy) {
            QApplication::clipboard()->setText(models::toQt(policy->hash));
        }
    });
    connect(m_actions->lightTheme, &QAction::triggered, this, [this] { setTheme(QStringLiteral("light")); });
    connect(m_actions->darkTheme, &QAction::triggered, this, [this] { setTheme(QStringLiteral("dark")); });
    connect(
        m_actions->systemTheme, &QAction::triggered, this, [this] { setTheme(QStringLiteral("system")); });
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::connectContext()
{
    connect(m_context, &models::ConsoleContext::snapshotChanged, this, &MainWindow::refreshShell);
    connect(m_context, &models::ConsoleContext::selectionChanged, m_topBar, &shell::TopBar::refresh);
    connect(m_context, &models::ConsoleContext::preferencesChanged, this, &MainWindow::refreshShell);
    connect(m_context, &models::ConsoleContext::viewRequested, this, &MainWindow::showView);
    connect(m_context, &models::ConsoleContext::policyFocusRequested, this, [this](const QString& task) {
        m_context->setTaskId(models::fromQt(task)); // the task travels along
        showView(ViewId::Policy);
    });
    connect(m_context, &models::ConsoleContext::requestsRequested, this,
        [this](const core::ports::RequestFilter& filter, const QString& selectId) {
            showView(ViewId::Requests);
            m_pages->requestsPage().openFilter(filter, selectId);
        });
    connect(m_context, &models::ConsoleContext::requestSelected, m_inspector,
        &inspector::RequestInspector::showRequest);
    connect(m_context, &models::ConsoleContext::requestSelected, this, &MainWindow::updateDocks);
    connect(m_status, &shell::StatusLine::problemsRequested, m_notices, &shell::NoticeArea::showProblems);
    connect(m_pages, &shell::PageStack::viewLoaded, this, &MainWindow::viewLoaded);
    connect(m_pages, &shell::PageStack::historySimulated, m_notices, &shell::NoticeArea::setHistorySimulated);
    refreshShell();
}

void MainWindow::restore(const WindowOptions& options)
{
    const QSize available = screen()->availableGeometry().size() - kWindowFrame;
    resize(options.size.value_or(kDefaultSize.boundedTo(available).expandedTo(kSmallestDefault)));
    if (!options.size) {
        restoreGeometry(m_settings->value(Setting::WindowGeometry).toByteArray());
        restoreState(m_settings->value(Setting::WindowState).toByteArray(), kStateVersion);
    }
    const auto stored = models::viewFrom(m_settings->value(Setting::LastView).toString());
    showAsked(options.view.value_or(stored.value_or(ViewId::Overview)), options.taskId, options.requestId);
}

void MainWindow::showAsked(std::optional<ViewId> view, const std::string& taskId, const QString& requestId)
{
    if (!taskId.empty()) {
        m_context->setTaskId(taskId);
    }
    if (view) {
        showView(*view);
    }
    if (requestId == kNewestEscalated) {
        showView(ViewId::Overview);
        if (auto* overview = qobject_cast<pages::OverviewPage*>(&m_pages->currentPage())) {
            overview->explainEscalation();
        }
    } else if (!requestId.isEmpty()) {
        Q_EMIT m_context->requestsRequested({}, requestId);
    }
}

bool MainWindow::embedsGateway() const
{
    const core::ports::ConsoleSnapshot& snapshot = m_context->snapshot();
    return snapshot.gateway.isRunning && !snapshot.workspace.isAttached && !snapshot.workspace.isReadOnly;
}

void MainWindow::closeWithoutAsking()
{
    m_isCloseDecided = true;
    close();
}

void MainWindow::showEvent(QShowEvent* event)
{
    m_isCloseDecided = false; // shown again from the background: the next close asks again
    QMainWindow::showEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (embedsGateway() && !m_isCloseDecided) {
        event->ignore();
        shell::askHowToClose(*this, [this](shell::CloseChoice choice) {
            if (choice == shell::CloseChoice::KeepServing) {
                Q_EMIT keepServingRequested();
            }
            closeWithoutAsking();
        });
        return;
    }
    m_settings->setValue(Setting::WindowGeometry, saveGeometry());
    m_settings->setValue(Setting::WindowState, saveState(kStateVersion));
    m_settings->setValue(Setting::LastView, models::nameOf(currentView()));
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (m_context->services().estimator && urls.size() == 1 && urls.front().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    openEstimate(event->mimeData()->urls().front().toLocalFile());
}

void MainWindow::press(ViewId view, const QString& buttonName)
{
    showView(view);
    auto* button = m_pages->currentPage().findChild<QAbstractButton*>(buttonName);
    if (button != nullptr && button->isEnabled()) {
        button->click();
    } else if (button != nullptr) {
        Q_EMIT m_context->messageRaised({models::MessageKind::Information, button->toolTip()});
    }
}

void MainWindow::openWorkspace(const shell::WorkspaceChoice& choice)
{
    if (!shell::openInOwnProcess(choice)) {
        Q_EMIT m_context->messageRaised({models::MessageKind::Error,
            tr("The program could not be started again. Start routenlp-console from a terminal to see why.")});
    }
}

void MainWindow::chooseLog()
{
    auto* chooser = new QFileDialog(this, tr("Estimate from a log"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setNameFilters({tr("Logs and recordings (*.jsonl *.json *.jsonl.gz *.json.gz)"), tr("All files (*)")});
    connect(chooser, &QFileDialog::fileSelected, this, &MainWindow::openEstimate);
    chooser->open();
}

void MainWindow::openEstimate(const QString& path)
{
    (new shell::EstimateDialog(*m_context, path, this))->open();
}

bool MainWindow::isLoaded() const
{
    return m_pages->currentPage().isLoaded();
}
ViewId MainWindow::currentView() const
{
    return m_pages->currentView();
}

void MainWindow::showView(ViewId view)
{
    m_actions->view(view)->setChecked(true);
    m_help->showHelp(view);
    m_pages->showView(view);
    m_actions->exportView->setEnabled(m_pages->currentPage().canExport());
    updateDocks();
}

void MainWindow::updateDocks()
{
    m_inspectorDock->setVisible(m_actions->inspector->isChecked() && currentView() == ViewId::Requests
        && !m_inspector->requestId().isEmpty());
}

void MainWindow::refreshShell()
{
    m_actions->updateTasks(m_context->catalogue());
    m_topBar->refresh();
    m_status->refresh();
    m_notices->refresh();
    const core::ports::ConsoleSnapshot& snapshot = m_context->snapshot();
    m_actions->simulatedTraffic->setEnabled(snapshot.simulatedTraffic.isAvailable && m_context->canChange());
    m_actions->estimateLog->setEnabled(m_context->services().estimator != nullptr);
    m_actions->trainStudents->setEnabled(m_context->canChange());
    m_actions->copyPolicyVersion->setEnabled(snapshot.policy.has_value());
}

void MainWindow::applyAppearance()
{
    m_theme->apply(theme::themeChoiceFrom(m_settings->value(Setting::Theme).toString()),
        m_settings->value(Setting::FontPointSize).toInt());
}

void MainWindow::setTheme(const QString& name)
{
    m_settings->setValue(Setting::Theme, name);
    applyAppearance();
}

void MainWindow::openPreferences()
{
    auto* dialog = new shell::PreferencesDialog(*m_settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &shell::PreferencesDialog::changed, this, [this] {
        applyAppearance();
        m_context->applyPreferences();
    });
    dialog->open();
}

void MainWindow::toggleSimulatedTraffic()
{
    const core::ports::SimulatedTrafficState& traffic = m_context->snapshot().simulatedTraffic;
    m_context->execute(core::ports::SetSimulatedTraffic{
        !traffic.isRunning, traffic.queriesPerSecond, traffic.driftStrength});
}

} // namespace ui
