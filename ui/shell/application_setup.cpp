#include "ui/shell/application_setup.h"

#include "ui/charts/chart_accessibility.h"

#include <QApplication>
#include <QIcon>

// Outside any namespace, as the macro asks.
static void initialiseResources()
{
    Q_INIT_RESOURCE(console);
}

namespace ui::shell {

void prepareApplication(QApplication& application)
{
    initialiseResources();
    charts::announceCharts();
    application.setWindowIcon(QIcon(QStringLiteral(":/icons/routenlp.svg")));
    QGuiApplication::setDesktopFileName(QStringLiteral("routenlp-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("RouteNLP Console"));
}

} // namespace ui::shell
