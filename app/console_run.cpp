#include "app/console_run.h"

#include "app/termination_signals.h"
#include "ui/main_window.h"
#include "ui/screenshot.h"
#include "ui/shell/application_setup.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

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
    if (arguments.hasSize || arguments.screenshotFile) {
        options.size = arguments.size;
    }
    return options;
}

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

int runConsole(QApplication& application, ConsoleSession& session, const ConsoleArguments& arguments)
{
    ui::shell::prepareApplication(application);
    ui::MainWindow window(
        {session.service(), session.metrics(), session.requests(), session.costs(), session.reviews(),
            std::make_shared<core::SystemClock>(), session.clusters(), session.coverage(), session.estimator(), session.costBook()},
        windowOptions(arguments));
    std::unique_ptr<ScreenshotJob> screenshot;
    if (arguments.screenshotFile) {
        screenshot = std::make_unique<ScreenshotJob>(window, arguments);
    }
    const TerminationSignals signals([] { QApplication::quit(); });
    QTimer background; // without a window the process lives as long as its gateway
    QObject::connect(&background, &QTimer::timeout, &application, [&session] {
        if (!session.embedsGateway()) {
            QApplication::quit();
        }
    });
    QObject::connect(&window, &ui::MainWindow::keepServingRequested, &application, [&session, &background] {
        QApplication::setQuitOnLastWindowClosed(false);
        session.serveInBackground();
        background.start(kBackgroundLookMs);
    });
    window.show();
    return QApplication::exec();
}

} // namespace app
