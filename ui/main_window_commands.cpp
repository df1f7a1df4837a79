// What the window's commands do.
#include "ui/main_window.h"

#include "ui/models/saved_filters.h"
#include "ui/models/strings.h"
#include "ui/pages/page.h"
#include "ui/pages/requests_page.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/estimate_dialog.h"
#include "ui/shell/help_pane.h"
#include "ui/shell/page_commands.h"
#include "ui/shell/page_stack.h"
#include "ui/shell/preferences_dialog.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/welcome_dialog.h"
#include "ui/shell/window_actions.h"
#include "ui/widgets/bypass_menu.h"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>

namespace ui {

using models::Setting;
using models::ViewId;

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
    connect(m_actions, &shell::WindowActions::savedFilterChosen, this, [this](const models::SavedFilter& filter) {
        showView(ViewId::Requests);
        m_pages->requestsPage().openSaved(filter);
    });
    connect(m_actions->live, &QAction::triggered, m_context, &models::ConsoleContext::setLive);
    connect(m_actions->refresh, &QAction::triggered, this, [this] {
        m_context->poll();
        m_pages->currentPage().reload();
    });
    connect(m_actions->find, &QAction::triggered, this, [this] {
        showView(ViewId::Requests);
        m_pages->currentPage().focusSearch();
    });
    connect(m_actions->exportView, &QAction::triggered, this, &MainWindow::exportView);
    connect(m_actions->palette, &QAction::triggered, this, &MainWindow::openPalette);
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
    for (std::size_t i = 0; i < m_actions->ofPages.size(); ++i) {
        connect(m_actions->ofPages[i], &QAction::triggered, this,
            [this, i] { m_pageCommands->run(shell::PageCommands::all()[i]); });
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

void MainWindow::openPalette()
{
    const pages::Page& page = m_pages->currentPage();
    shell::setWhyNot(*m_actions->exportView, page.canExport() ? QString() : page.whyNoExport());
    for (std::size_t i = 0; i < m_actions->ofPages.size(); ++i) {
        shell::setWhyNot(*m_actions->ofPages[i], m_pageCommands->whyNot(shell::PageCommands::all()[i]));
    }
    m_actions->updateSavedFilters(models::SavedFilters(*m_settings).all());
    m_palette->open(m_actions->all());
}

void MainWindow::exportView()
{
    if (m_pages->currentPage().canExport()) {
        m_pages->currentPage().exportView();
    } else {
        Q_EMIT m_context->messageRaised({models::MessageKind::Information, m_pages->currentPage().whyNoExport()});
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
