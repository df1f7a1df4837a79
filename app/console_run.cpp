#include "app/console_run.h"

#include "app/known_task.h"
#include "app/termination_signals.h"
#include "ui/main_window.h"
#include "ui/screenshot.h"
#include "ui/models/settings.h"
#include "ui/shell/application_setup.h"
#include "ui/shell/welcome_dialog.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <optional>
#include <string>
#include <utility>

#include <unistd.h>

namespace app {

namespace {

constexpr int kBackgroundLookMs = 500;
constexpr int kSettleMs = 400; ///< between "loaded" and the picture: the charts' first layout and paint

/// Where the window keeps its geometry and preferences of this workspace.
QString settingsPath(const ConsoleArguments& arguments)
{
    return QString::fromStdString((arguments.workspace / "console.ini").string());
}

ui::WindowOptions windowOptions(const ConsoleArguments& arguments)
{
    ui::WindowOptions options;
    options.settingsPath = arguments.screenshotFile ? QString() : settingsPath(arguments);
    options.view = ui::models::viewFrom(arguments.view);
    options.taskId = arguments.taskId.toStdString();
    options.requestId = arguments.requestId;
    options.theme = arguments.theme;
    options.language = arguments.language;
    if (arguments.hasSize || arguments.screenshotFile) {
        options.size = arguments.size;
    }
    return options;
}

/// Since this process was started, before any of its code ran.
double millisecondsSinceStart()
{
    constexpr int kStartTimeField = 22; // proc(5), /proc/[pid]/stat
    std::ifstream stat("/proc/self/stat");
    std::string field;
    for (int i = 0; i < kStartTimeField; ++i) {
        stat >> field; // the program's name holds no blank
    }
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    const double startMs = std::stod(field) * 1000.0 / static_cast<double>(::sysconf(_SC_CLK_TCK));
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6 - startMs;
}

/// Prints when the window was first painted and when its view had loaded, then ends.
class StartupReport final : public QObject {
public:
    explicit StartupReport(ui::MainWindow& window)
        : m_window(window)
    {
        window.installEventFilter(this);
        connect(&window, &ui::MainWindow::viewLoaded, this, [this] {
            QTimer::singleShot(0, this, [this] { finish(); }); // painted by then
        });
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && !m_firstPaintMs) {
            m_firstPaintMs = 0;
            QTimer::singleShot(0, this, [this] {
                m_firstPaintMs = millisecondsSinceStart();
                if (m_window.isLoaded()) {
                    finish();
                }
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void finish()
    {
        if (m_firstPaintMs && *m_firstPaintMs > 0 && !std::exchange(m_isPrinted, true)) {
            std::printf("{\"first_paint_ms\":%.0f,\"usable_ms\":%.0f}\n", *m_firstPaintMs, millisecondsSinceStart());
            QApplication::exit(0);
        }
    }

    ui::MainWindow& m_window;
    std::optional<double> m_firstPaintMs;
    bool m_isPrinted = false;
};

/// Saves the picture once the view has loaded and the asked-for time since the start has passed, then ends.
class ScreenshotJob final : public QObject {
public:
    ScreenshotJob(ui::MainWindow& window, const ConsoleArguments& arguments)
        : m_window(window)
        , m_file(*arguments.screenshotFile)
    {
        m_sinceStart.start();
        m_waitMs = static_cast<int>(arguments.screenshotAfterSeconds * 1000);
        connect(&window, &ui::MainWindow::viewLoaded, this, [this] { schedule(); });
        if (window.isLoaded()) {
            schedule();
        }
    }

private:
    void schedule()
    {
        if (!m_isScheduled) {
            m_isScheduled = true;
            const int left = m_waitMs - static_cast<int>(m_sinceStart.elapsed());
            QTimer::singleShot(std::max(left, kSettleMs), this, [this] { save(); });
        }
    }

    void save()
    {
        const core::Result<void> saved = ui::renderScreenshot(m_window, m_file);
        if (!saved) {
            spdlog::error("{}", saved.error().message);
        }
        QApplication::exit(saved ? 0 : 1);
    }

    ui::MainWindow& m_window;
    QString m_file;
    QElapsedTimer m_sinceStart;
    int m_waitMs = 0;
    bool m_isScheduled = false;
};

} // namespace

ui::WindowServices windowServices(ConsoleSession& session)
{
    ui::WindowServices services;
    services.console = session.service();
    services.metrics = session.metrics();
    services.requests = session.requests();
    services.costs = session.costs();
    services.reviews = session.reviews();
    services.clusters = session.clusters();
    services.coverage = session.coverage();
    services.estimator = session.estimator();
    services.costBook = session.costBook();
    services.loops = session.loops();
    services.planner = session.planner();
    services.policies = session.policies();
    services.studies = session.studies();
    services.runs = session.runs();
    services.routers = session.routers();
    return services;
}

bool askWorkspace(QApplication& application, ConsoleArguments& arguments)
{
    ui::shell::prepareApplication(application);
    ui::theme::ThemeController theme(application);
    theme.apply(ui::theme::themeChoiceFrom(arguments.theme), ui::models::Settings::defaultOf(ui::models::Setting::FontPointSize).toInt());
    ui::shell::WelcomeDialog welcome;
    welcome.exec();
    if (!welcome.choice()) {
        return false;
    }
    arguments.isDemo = welcome.choice()->isDemo;
    if (!welcome.choice()->path.isEmpty()) {
        arguments.workspace = welcome.choice()->path.toStdString();
    }
    return true;
}

int runConsole(QApplication& application, ConsoleSession& session, const ConsoleArguments& arguments,
    WindowInstance& instance)
{
    if (const auto snapshot = session.service()->snapshot()) {
        if (const core::Result<void> known = checkTask(snapshot->tasks, arguments.taskId.toStdString()); !known) {
            spdlog::error("{}", known.error().message);
            return 1;
        }
    }
    ui::shell::prepareApplication(application);
    ui::MainWindow window(windowServices(session), windowOptions(arguments));
    std::unique_ptr<ScreenshotJob> screenshot;
    if (arguments.screenshotFile) {
        screenshot = std::make_unique<ScreenshotJob>(window, arguments);
    }
    std::unique_ptr<StartupReport> report;
    if (arguments.isStartupReport) {
        report = std::make_unique<StartupReport>(window);
    }
    QTimer background; // without a window the process lives as long as its gateway
    QObject::connect(&background, &QTimer::timeout, &application, [&session] {
        if (!session.embedsGateway()) {
            QApplication::quit();
        }
    });
    instance.onShow([&window, &session, &background](const WindowWish& wish) -> core::Result<void> {
        if (const core::Result<void> known = checkTask(window.context().snapshot().tasks, wish.taskId.toStdString()); !known) {
            return known;
        }
        background.stop();
        QApplication::setQuitOnLastWindowClosed(true);
        session.serveInBackground(false);
        window.show();
        window.showAsked(ui::models::viewFrom(wish.view), wish.taskId.toStdString(), wish.requestId);
        window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
        window.raise();
        window.activateWindow();
        return {};
    });
    const TerminationSignals termination([&window] {
        window.closeWithoutAsking(); // a question that nobody answers would keep the process alive
        QApplication::exit(0);
    });
    QObject::connect(&window, &ui::MainWindow::keepServingRequested, &application, [&session, &background] {
        QApplication::setQuitOnLastWindowClosed(false);
        session.serveInBackground(true);
        background.start(kBackgroundLookMs);
    });
    window.show();
    return QApplication::exec();
}

} // namespace app
