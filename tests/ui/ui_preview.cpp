#include "fake_services.h"

#include "ui/main_window.h"
#include "ui/screenshot.h"
#include "ui/shell/estimate_dialog.h"
#include "ui/shell/welcome_dialog.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>

#include <cstdio>

namespace {

ui::WindowOptions windowOptions(const QCommandLineParser& parser)
{
    ui::WindowOptions options;
    options.view
        = ui::models::viewFrom(parser.value(QStringLiteral("view"))).value_or(ui::models::ViewId::Overview);
    options.theme = parser.value(QStringLiteral("theme"));
    options.language = parser.value(QStringLiteral("language"));
    options.taskId = parser.value(QStringLiteral("task")).toStdString();
    const QStringList size = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
    options.size = size.size() == 2 ? QSize(size[0].toInt(), size[1].toInt()) : QSize(1280, 800);
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const auto add = [&](const char* name, const char* value) {
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), {}, QString::fromLatin1(value)));
    };
    add("screenshot", "FILE");
    add("size", "WxH");
    add("theme", "light|dark");
    add("language", "en|de");
    add("view", "NAME");
    add("task", "ID");
    add("range", "0-6");
    add("select", "ROW");
    add("drop", "FILE");
    add("press", "BUTTON,...");
    add("action", "NAME"); // its dialog is what the picture shows
    parser.addOption(QCommandLineOption(QStringLiteral("welcome")));
    parser.addOption(QCommandLineOption(QStringLiteral("empty")));
    parser.addOption(QCommandLineOption(QStringLiteral("failing")));
    parser.addOption(QCommandLineOption(QStringLiteral("quiet")));
    parser.addOption(QCommandLineOption(QStringLiteral("fresh")));
    parser.addOption(QCommandLineOption(QStringLiteral("help-pane")));
    parser.addOption(QCommandLineOption(QStringLiteral("palette")));
    parser.addOption(QCommandLineOption(QStringLiteral("jobs")));
    parser.process(application);
    fake::Options scenario;
    scenario.isEmpty = parser.isSet(QStringLiteral("empty"));
    scenario.isFailing = parser.isSet(QStringLiteral("failing"));
    scenario.isTraining = !parser.isSet(QStringLiteral("quiet"));
    if (parser.isSet(QStringLiteral("fresh"))) {
        scenario.recentMinutes = 1;
        scenario.olderDays = 0;
    }
    const fake::Services services = fake::makeServices(scenario);
    ui::MainWindow window(services.window(), windowOptions(parser));
    if (parser.isSet(QStringLiteral("range"))) {
        window.context().setWindow(
            static_cast<ui::models::TimeWindow>(parser.value(QStringLiteral("range")).toInt()));
    }
    window.show();
    const auto trigger = [&](const char* option, const char* action) {
        if (parser.isSet(QString::fromLatin1(option))) {
            window.findChild<QAction*>(QString::fromLatin1(action))->trigger();
        }
    };
    trigger("help-pane", "action.help");
    trigger("jobs", "action.jobs");
    if (parser.isSet(QStringLiteral("select"))) {
        const auto& records = services.requests->records();
        for (auto record = records.rbegin(); record != records.rend(); ++record) {
            if (record->attempts.size() == 3) {
                Q_EMIT window.context().requestSelected(QString::fromStdString(record->id));
                break;
            }
        }
    }
    trigger("palette", "action.palette");
    for (const QString& name : parser.value(QStringLiteral("press")).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        QTimer::singleShot(700, &window, [&window, name] {
            if (auto* button = window.findChild<QAbstractButton*>(name)) {
                button->click();
            }
        });
    }
    if (parser.isSet(QStringLiteral("drop"))) {
        auto* dialog = new ui::shell::EstimateDialog(window.context(), parser.value(QStringLiteral("drop")), &window);
        dialog->setWindowFlags(Qt::Widget);
        dialog->setAutoFillBackground(true);
        dialog->move(280, 80);
        dialog->show();
    }
    ui::shell::WelcomeDialog welcome;
    if (parser.isSet(QStringLiteral("welcome"))) {
        welcome.open();
    }
    if (parser.isSet(QStringLiteral("action"))) {
        window.findChild<QAction*>(parser.value(QStringLiteral("action")))->trigger();
    }
    const QString path = parser.value(QStringLiteral("screenshot"));
    if (!path.isEmpty()) {
        QTimer::singleShot(1500, &window, [&] {
            if (QWidget* dialog = QApplication::activeModalWidget()) {
                QApplication::exit(dialog->grab().save(path) ? 0 : 1);
                return;
            }
            const auto saved = ui::renderScreenshot(window, path);
            std::fprintf(stderr, "%s %s\n", window.isLoaded() ? "loaded" : "not loaded",
                saved ? "saved" : saved.error().message.c_str());
            QApplication::exit(saved ? 0 : 1);
        });
    }
    return QApplication::exec();
}
