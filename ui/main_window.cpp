#include "ui/main_window.h"

#include "ui/inspector/request_inspector.h"
#include "ui/models/strings.h"
#include "ui/pages/coverage_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/policy_page.h"
#include "ui/pages/requests_page.h"
#include "ui/pages/run_table.h"
#include "ui/shell/application_setup.h"
#include "ui/shell/close_question.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/help_pane.h"
#include "ui/shell/language.h"
#include "ui/shell/navigation_bar.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/page_commands.h"
#include "ui/shell/page_stack.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/window_actions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/availability.h"

#include <QLocale>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QScreen>
#include <QVBoxLayout>

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
    m_pageCommands = new shell::PageCommands(*m_context, *m_pages, this);
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

void MainWindow::connectContext()
{
    connect(m_context, &models::ConsoleContext::snapshotChanged, this, &MainWindow::refreshShell);
    connect(m_context, &models::ConsoleContext::selectionChanged, m_topBar, &shell::TopBar::refresh);
    connect(m_context, &models::ConsoleContext::preferencesChanged, this, &MainWindow::refreshShell);
    connect(m_context, &models::ConsoleContext::viewRequested, this, &MainWindow::showView);
    connect(m_context, &models::ConsoleContext::recalibrationRequested, this, [this](const QString& task) {
        m_context->setTaskId(models::fromQt(task)); // the task travels along
        showView(ViewId::Policy);
        m_pages->policyPage().draftRecalibration(models::fromQt(task));
    });
    connect(m_context, &models::ConsoleContext::policyHistoryRequested, this, [this](const QString& task) {
        m_context->setTaskId(models::fromQt(task));
        m_pageCommands->run(ViewId::Policy, "policyHistoryTab");
    });
    connect(m_context, &models::ConsoleContext::coverageFocusRequested, this,
        [this](const QString& task, const QString& tier) {
            if (!m_context->taskId().empty()) {
                m_context->setTaskId(models::fromQt(task));
            }
            showView(ViewId::Coverage);
            m_pages->coveragePage().choose(models::fromQt(task), models::fromQt(tier));
        });
    connect(m_context, &models::ConsoleContext::requestsRequested, this,
        [this](const core::ports::RequestFilter& filter, const QString& selectId,
            const core::ports::RequestOrder& order) {
            showView(ViewId::Requests);
            m_pages->requestsPage().openFilter(filter, selectId, order);
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
    const std::string lastTask = models::fromQt(m_settings->value(Setting::LastTask).toString());
    if (options.taskId.empty() && m_context->catalogue().task(lastTask) != nullptr) {
        m_context->setTaskId(lastTask); // of another workspace it may be unknown
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
    m_settings->setValue(Setting::LastTask, models::toQt(m_context->taskId()));
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
    const QString locked = widgets::readOnlyReason(m_context->canChange());
    shell::setAvailable(*m_actions->simulatedTraffic,
        locked.isEmpty() && !snapshot.simulatedTraffic.isAvailable ? tr("Only the demo workspace has simulated traffic")
                                                                   : locked);
    shell::setAvailable(*m_actions->estimateLog,
        m_context->services().estimator != nullptr ? QString() : tr("This window reads no logs"));
    shell::setAvailable(*m_actions->trainStudents, locked);
    shell::setAvailable(
        *m_actions->copyPolicyVersion, snapshot.policy.has_value() ? QString() : tr("No policy is in force yet"));
}

void MainWindow::applyAppearance()
{
    m_theme->apply(theme::themeChoiceFrom(m_settings->value(Setting::Theme).toString()),
        m_settings->value(Setting::FontPointSize).toInt());
}

} // namespace ui
