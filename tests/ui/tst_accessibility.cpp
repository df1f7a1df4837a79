#include <QTest>

#include "fake_window.h"
#include "ui/charts/chart_panel.h"
#include "ui/charts/cluster_map.h"
#include "ui/charts/coverage_chart.h"
#include "ui/charts/line_plot.h"
#include "ui/charts/table_switch.h"
#include "ui/charts/tier_shares.h"
#include "ui/charts/time_chart_view.h"
#include "ui/charts/waterfall_chart.h"
#include "ui/shell/window_actions.h"
#include "ui/theme/colours.h"
#include "ui/theme/theme.h"
#include "ui/widgets/band_strip.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSet>
#include <QShortcut>
#include <QToolButton>

#include <algorithm>

using fake::Bench;
using ui::models::ViewId;

namespace {

/// Made by Qt inside a control of ours, and reached with it.
bool isPart(const QWidget* widget)
{
    return widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QLineEditIconButton")
        || widget->inherits("QTableCornerButton") || widget->inherits("QDockWidgetTitleButton")
        || qobject_cast<const QScrollBar*>(widget) != nullptr || qobject_cast<const QHeaderView*>(widget) != nullptr
        || qobject_cast<const QComboBox*>(widget->parentWidget()) != nullptr
        || qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) != nullptr;
}

bool isControl(const QWidget* widget)
{
    const bool isOne = qobject_cast<const QAbstractButton*>(widget) != nullptr
        || qobject_cast<const QComboBox*>(widget) != nullptr || qobject_cast<const QLineEdit*>(widget) != nullptr
        || qobject_cast<const QAbstractSpinBox*>(widget) != nullptr
        || qobject_cast<const QAbstractSlider*>(widget) != nullptr
        || qobject_cast<const QAbstractItemView*>(widget) != nullptr
        || qobject_cast<const QPlainTextEdit*>(widget) != nullptr;
    return isOne && !isPart(widget);
}

bool isChart(const QWidget* widget)
{
    return qobject_cast<const ui::charts::TimeChartView*>(widget) != nullptr
        || qobject_cast<const ui::charts::CoverageChart*>(widget) != nullptr
        || qobject_cast<const ui::charts::LinePlot*>(widget) != nullptr
        || qobject_cast<const ui::charts::TierShares*>(widget) != nullptr
        || qobject_cast<const ui::charts::WaterfallChart*>(widget) != nullptr
        || qobject_cast<const ui::charts::ClusterMap*>(widget) != nullptr;
}

/// Of an exclusive group the Tab key reaches the chosen button, and the arrow keys the others from there.
bool isReachedWithItsGroup(const QWidget* widget, const QSet<const QWidget*>& reached)
{
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    const QButtonGroup* group = button != nullptr ? button->group() : nullptr;
    const QList<QAbstractButton*> all = group != nullptr && group->exclusive() ? group->buttons() : QList<QAbstractButton*>();
    return std::any_of(all.begin(), all.end(), [&](const QAbstractButton* one) { return reached.contains(one); });
}

QString nameOf(const QWidget* widget)
{
    QStringList path;
    for (const QWidget* at = widget; at != nullptr && path.size() < 3; at = at->parentWidget()) {
        path += QStringLiteral("%1 '%2'").arg(QLatin1String(at->metaObject()->className()), at->objectName());
    }
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    return path.join(QLatin1String(" in ")) + (button != nullptr ? QStringLiteral(": ") + button->text() : QString());
}

void addViews()
{
    QTest::addColumn<int>("view");
    for (const ViewId view : ui::models::kViews) {
        QTest::newRow(qPrintable(ui::models::nameOf(view))) << static_cast<int>(view);
    }
}

fake::Options someTraffic()
{
    fake::Options options;
    options.olderDays = 2;
    return options;
}

} // namespace

class TestAccessibility : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTabKeyReachesEveryEnabledControl_data() { addViews(); }
    void theTabKeyReachesEveryEnabledControl();
    void everyControlAndChartHasANameAndARole_data() { addViews(); }
    void everyControlAndChartHasANameAndARole();
    void aDisabledControlSaysWhy_data();
    void aDisabledControlSaysWhy();
    void everyChartCanBeShownAsATable_data() { addViews(); }
    void everyChartCanBeShownAsATable();
    void everyBandOfThePreviewHasANameAndItsFigures();
    void noTwoActionsShareAShortcutInAnyView_data() { addViews(); }
    void noTwoActionsShareAShortcutInAnyView();
    void focusIsVisible();
    void textAndMarksHaveContrast_data();
    void textAndMarksHaveContrast();
    void largeTextCutsNothing_data() { addViews(); }
    void largeTextCutsNothing();
};

void TestAccessibility::theTabKeyReachesEveryEnabledControl()
{
    QFETCH(const int, view);
    const Bench bench(someTraffic(), static_cast<ViewId>(view));
    QVERIFY(bench.waitUntilLoaded());
    bench.window->context().setLive(false); // nothing appears or goes meanwhile
    bench.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
    QSet<const QWidget*> reached;
    constexpr int kMostStops = 400;
    for (int stops = 0; stops < kMostStops; ++stops) {
        QTest::keyClick(bench.window->windowHandle(), Qt::Key_Tab);
        const QWidget* focus = QApplication::focusWidget();
        QVERIFY(focus != nullptr);
        if (reached.contains(focus)) {
            break; // once around, or caught in one control: the rest is then missing below
        }
        reached.insert(focus);
    }
    QStringList missing;
    for (const QWidget* widget : bench.window->findChildren<QWidget*>()) {
        if ((isControl(widget) || isChart(widget)) && widget->isVisible() && widget->isEnabled()
            && !reached.contains(widget) && !isReachedWithItsGroup(widget, reached)) {
            missing += nameOf(widget);
        }
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
}

void TestAccessibility::everyControlAndChartHasANameAndARole()
{
    QFETCH(const int, view);
    const Bench bench(someTraffic(), static_cast<ViewId>(view));
    QVERIFY(bench.waitUntilLoaded());
    QStringList nameless;
    for (QWidget* widget : bench.window->findChildren<QWidget*>()) {
        if (!widget->isVisible() || !(isControl(widget) || isChart(widget))) {
            continue;
        }
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(spoken != nullptr);
        const bool hasRole = spoken->role() != QAccessible::NoRole && spoken->role() != QAccessible::Client;
        if (spoken->text(QAccessible::Name).isEmpty() || !hasRole) {
            nameless += nameOf(widget) + (hasRole ? QString() : QStringLiteral(" without a role"));
        }
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
}

void TestAccessibility::aDisabledControlSaysWhy_data()
{
    QTest::addColumn<int>("view");
    QTest::addColumn<QString>("state");
    for (const ViewId view : ui::models::kViews) {
        for (const char* state : {"full", "empty", "read-only"}) {
            QTest::addRow("%s %s", qPrintable(ui::models::nameOf(view)), state)
                << static_cast<int>(view) << QString::fromLatin1(state);
        }
    }
}

void TestAccessibility::aDisabledControlSaysWhy()
{
    QFETCH(const int, view);
    QFETCH(const QString, state);
    fake::Options options = someTraffic();
    options.isEmpty = state == QLatin1String("empty");
    options.isReadOnly = state == QLatin1String("read-only");
    const Bench bench(options, static_cast<ViewId>(view));
    QVERIFY(bench.waitUntilLoaded());
    QTest::qWait(50);
    QStringList silent;
    for (const QWidget* widget : bench.window->findChildren<QWidget*>()) {
        if (isControl(widget) && widget->isVisible() && !widget->isEnabled() && widget->toolTip().isEmpty()) {
            silent += nameOf(widget);
        }
    }
    QVERIFY2(silent.isEmpty(), qPrintable(silent.join(QLatin1Char('\n'))));
}

void TestAccessibility::everyChartCanBeShownAsATable()
{
    QFETCH(const int, view);
    const Bench bench(someTraffic(), static_cast<ViewId>(view));
    QVERIFY(bench.waitUntilLoaded());
    for (QWidget* widget : bench.window->findChildren<QWidget*>()) {
        if (!widget->isVisible() || !isChart(widget) || qobject_cast<ui::charts::ClusterMap*>(widget) != nullptr) {
            continue; // the map's clusters are the list beside it
        }
        ui::charts::ChartPanel* panel = nullptr;
        ui::charts::TableSwitch* table = nullptr;
        for (QWidget* at = widget; at != nullptr; at = at->parentWidget()) {
            panel = panel == nullptr ? qobject_cast<ui::charts::ChartPanel*>(at) : panel;
            table = table == nullptr ? qobject_cast<ui::charts::TableSwitch*>(at) : table;
        }
        QVERIFY2(panel != nullptr || table != nullptr, qPrintable(nameOf(widget)));
        if (table != nullptr) {
            QTest::mouseClick(table->button(), Qt::LeftButton);
            QVERIFY(table->isTableShown());
            QVERIFY(table->findChild<QAbstractItemView*>()->model()->columnCount() >= 2);
            QTest::mouseClick(table->button(), Qt::LeftButton);
            QVERIFY(!table->isTableShown());
        } else {
            panel->showTable(true);
            QVERIFY(panel->isTableShown());
            panel->showTable(false);
        }
    }
}

void TestAccessibility::everyBandOfThePreviewHasANameAndItsFigures()
{
    const Bench bench(someTraffic(), ViewId::Policy);
    QVERIFY(bench.waitUntilLoaded());
    const auto bands = bench.window->findChildren<ui::widgets::BandStrip*>();
    QVERIFY(!bands.isEmpty());
    for (const auto* band : bands) {
        QVERIFY(!band->accessibleName().isEmpty());
        QTRY_VERIFY2(!band->accessibleDescription().isEmpty(), qPrintable(band->accessibleName()));
    }
}

void TestAccessibility::noTwoActionsShareAShortcutInAnyView()
{
    QFETCH(const int, view);
    const Bench bench(someTraffic(), static_cast<ViewId>(view));
    QVERIFY(bench.waitUntilLoaded());
    QHash<QString, QString> owners;
    const auto claim = [&](const QKeySequence& keys, const QString& owner) {
        if (keys.isEmpty()) {
            return QString();
        }
        const QString before = owners.value(keys.toString());
        owners.insert(keys.toString(), owner);
        return before.isEmpty() || before == owner ? QString()
                                                   : QStringLiteral("%1: %2 and %3").arg(keys.toString(), before, owner);
    };
    QStringList shared;
    for (const QAction* action : bench.window->findChildren<QAction*>()) {
        for (const QKeySequence& keys : action->shortcuts()) {
            shared += claim(keys, action->objectName() + action->text());
        }
    }
    for (const QShortcut* shortcut : bench.window->findChildren<QShortcut*>()) {
        const auto* owner = qobject_cast<const QWidget*>(shortcut->parent());
        if (owner != nullptr && owner->isVisible()) {
            shared += claim(shortcut->key(), QStringLiteral("shortcut of ") + nameOf(owner));
        }
    }
    shared.removeAll(QString());
    QVERIFY2(shared.isEmpty(), qPrintable(shared.join(QLatin1Char('\n'))));
    QVERIFY(owners.size() >= 12);
}

void TestAccessibility::focusIsVisible()
{
    for (const ViewId view : {ViewId::Overview, ViewId::Policy, ViewId::Costs, ViewId::Review}) {
        const Bench bench(someTraffic(), view);
        QVERIFY(bench.waitUntilLoaded());
        bench.window->context().setLive(false);
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        for (QWidget* widget : bench.window->findChildren<QWidget*>()) {
            const bool isTabStop = (widget->focusPolicy() & Qt::TabFocus) != 0;
            const bool isShown = widget->isVisible() && widget->visibleRegion().boundingRect() == widget->rect();
            if (!(isControl(widget) || isChart(widget)) || !isTabStop || !isShown || !widget->isEnabled()
                || widget->inherits("QPlainTextEdit")) {
                continue;
            }
            bench.window->centralWidget()->setFocus();
            const QImage before = widget->grab().toImage();
            widget->setFocus(Qt::TabFocusReason);
            const QImage after = widget->grab().toImage();
            QVERIFY2(before != after, qPrintable(nameOf(widget)));
        }
    }
}

void TestAccessibility::textAndMarksHaveContrast_data()
{
    using ui::theme::Colours;
    QTest::addColumn<QColor>("front");
    QTest::addColumn<QColor>("back");
    QTest::addColumn<double>("least");
    for (const Colours* c : {&ui::theme::lightColours(), &ui::theme::darkColours()}) {
        const QByteArray theme = c->isDark ? "dark " : "light ";
        const auto add = [&](const char* name, const QColor& front, const QColor& back, double least) {
            QTest::newRow((theme + name).constData()) << front << back << least;
        };
        constexpr double kText = 4.5;
        constexpr double kMark = 3;
        for (const auto& [ground, back] : {std::pair{" on window", c->window}, std::pair{" on surface", c->surface},
                 std::pair{" on raised", c->raised}, std::pair{" on navigation", c->navigation},
                 std::pair{" on selection", c->selection}}) {
            add((QByteArray("text") + ground).constData(), c->text, back, kText);
            add((QByteArray("muted text") + ground).constData(), c->mutedText, back, kText);
        }
        add("text on warning", c->text, c->warningSurface, kText);
        add("link", c->accent, c->surface, kText);
        add("link on window", c->accent, c->window, kText);
        add("primary button", c->accentText, c->accent, kText);
        add("alarm", c->alarm, c->surface, kMark);
        add("success", c->success, c->surface, kMark);
        add("focus", c->accent, c->window, kMark);
        add("metric", c->metric, c->surface, kMark);
        add("light metric", c->metricLight, c->surface, kMark);
        constexpr int kTiers = 5;
        for (int place = 0; place < kTiers; ++place) {
            add((QByteArray("tier ") + QByteArray::number(place)).constData(),
                ui::theme::tierColour(*c, place, kTiers), c->surface, kMark);
        }
        const QPalette palette = ui::theme::paletteOf(*c);
        add("disabled text is legible", palette.color(QPalette::Disabled, QPalette::Text), c->surface, kMark);
    }
}

void TestAccessibility::textAndMarksHaveContrast()
{
    QFETCH(const QColor, front);
    QFETCH(const QColor, back);
    QFETCH(const double, least);
    const double ratio = ui::theme::contrastRatio(front, back);
    QVERIFY2(ratio >= least,
        qPrintable(QStringLiteral("%1 on %2: %3").arg(front.name(), back.name()).arg(ratio, 0, 'f', 2)));
}

void TestAccessibility::largeTextCutsNothing()
{
    QFETCH(const int, view);
    const Bench bench(someTraffic(), static_cast<ViewId>(view), QStringLiteral("light"), {1920, 1200});
    QVERIFY(bench.waitUntilLoaded());
    QApplication::setFont([] {
        QFont font = QApplication::font();
        font.setPointSize(16);
        return font;
    }());
    QTest::qWait(100);
    QCOMPARE(fake::cutLabel(*bench.window), QString());
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
