#pragma once

#include "ui/models/console_context.h"
#include "ui/models/settings.h"
#include "ui/models/view_id.h"
#include "ui/models/window_services.h"

#include <QMainWindow>
#include <QString>

#include <memory>
#include <optional>
#include <string>

class QDockWidget;

namespace ui::inspector {
class RequestInspector;
}
namespace ui::shell {
class CommandPalette;
class HelpPane;
class Language;
class NoticeArea;
class PageCommands;
class PageStack;
class StatusLine;
class TopBar;
class WindowActions;
struct WorkspaceChoice;
} // namespace ui::shell
namespace ui::theme {
class ThemeController;
}

namespace ui {

struct WindowOptions {
    QString settingsPath; ///< INI file; empty: nothing is kept
    std::optional<models::ViewId> view; ///< first view; absent: the last one
    std::string taskId; ///< first task; empty: all
    QString requestId; ///< request to open in the inspector, or "escalated": the newest such; empty: none
    QString language; ///< "en", "de"; empty: as set
    QString theme; ///< "light", "dark", "system"; empty: as set
    std::optional<QSize> size; ///< given: the stored geometry is not restored
};

/// The window. Wires the shell's parts to the shared context; each part knows only what it shows.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(WindowServices services, const WindowOptions& options, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// The view in front shows its data, an honest empty state or an error.
    [[nodiscard]] bool isLoaded() const;
    [[nodiscard]] models::ViewId currentView() const;
    [[nodiscard]] models::ConsoleContext& context() { return *m_context; }
    [[nodiscard]] const shell::WindowActions& actions() const { return *m_actions; }

    /// What a start asks for; an absent or empty part stays as it is. `requestId` as in WindowOptions.
    void showAsked(std::optional<models::ViewId> view, const std::string& taskId, const QString& requestId);

    /// Saves what a close saves; the gateway's fate is decided already.
    void closeWithoutAsking();

public Q_SLOTS:
    void showView(ui::models::ViewId view);

Q_SIGNALS:
    void viewLoaded();
    /// The window is closing, but the gateway of this process is to go on.
    void keepServingRequested();

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildLayout();
    void buildDocks();
    void connectActions();
    void connectContext();
    void restore(const WindowOptions& options);
    void applyAppearance();
    /// Whether client programs are answered by the process of this window.
    [[nodiscard]] bool embedsGateway() const;
    void refreshShell();
    void updateDocks();
    void openPreferences();
    void setTheme(const QString& name);
    void toggleSimulatedTraffic();
    void openPalette();
    void exportView();
    void openWorkspace(const shell::WorkspaceChoice& choice);
    void chooseLog();
    void openEstimate(const QString& path);

    std::unique_ptr<models::Settings> m_settings;
    std::unique_ptr<shell::Language> m_language;
    std::unique_ptr<theme::ThemeController> m_theme;
    models::ConsoleContext* m_context;
    shell::WindowActions* m_actions;
    shell::TopBar* m_topBar = nullptr;
    shell::StatusLine* m_status = nullptr;
    shell::NoticeArea* m_notices = nullptr;
    shell::PageStack* m_pages = nullptr;
    shell::HelpPane* m_help = nullptr;
    shell::CommandPalette* m_palette = nullptr;
    shell::PageCommands* m_pageCommands = nullptr;
    inspector::RequestInspector* m_inspector = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    QDockWidget* m_jobsDock = nullptr;
    bool m_isCloseDecided = false;
};

} // namespace ui
