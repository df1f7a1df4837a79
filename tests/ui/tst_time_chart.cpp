#include <QTest>

#include "ui/charts/crosshair_group.h"
#include "ui/charts/time_chart_view.h"
#include "ui/models/chart_table_model.h"
#include "ui/theme/colours.h"

#include <QApplication>
#include <QImage>
#include <QLocale>
#include <QTimeZone>

#include <memory>
#include <tuple>
#include <utility>

using ui::charts::TimeChartView;
using ui::models::ChartData;

namespace {

constexpr double kFromMs = 1'700'000'000'000;
constexpr double kHourMs = 3'600'000;
constexpr int kBuckets = 24;

ChartData dayOfHours()
{
    ChartData data;
    data.title = QStringLiteral("Cost");
    data.unit = QStringLiteral("$/h");
    data.fromMs = kFromMs;
    data.toMs = kFromMs + kBuckets * kHourMs;
    ui::models::ChartSeries series{QStringLiteral("all"), ui::models::SeriesRole::Metric, 0, {}, {}};
    for (int i = 0; i < kBuckets; ++i) {
        data.buckets.push_back({kFromMs + i * kHourMs, kFromMs + (i + 1) * kHourMs});
        series.values.push_back(1.0 + i % 5);
    }
    data.series.push_back(std::move(series));
    return data;
}

class Paints : public QObject {
public:
    int count = 0;
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

} // namespace

class TestTimeChart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_view.reset(); }
    void whatNobodySeesIsNotPaintedButRead();
    void whatMovesIsPainted_data();
    void whatMovesIsPainted();
    void anAlarmIsLoudUntilItIsAcknowledged();

private:
    int paintsAfter(const ChartData& data)
    {
        m_paints.count = 0;
        m_view->setData(data, m_formats);
        QApplication::processEvents();
        return m_paints.count;
    }

    ui::charts::CrosshairGroup m_crosshair;
    ui::models::Formats m_formats{QLocale::c(), QTimeZone::utc()};
    Paints m_paints;
    std::unique_ptr<TimeChartView> m_view;
};

void TestTimeChart::init()
{
    m_view = std::make_unique<TimeChartView>(m_crosshair);
    m_view->resize(520, 186);
    m_view->setData(dayOfHours(), m_formats);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    QApplication::processEvents();
    m_view->viewport()->installEventFilter(&m_paints);
}

void TestTimeChart::whatNobodySeesIsNotPaintedButRead()
{
    ChartData data = dayOfHours();
    data.fromMs += 1000;
    data.toMs += 1000;
    data.series[0].values[3] += 1e-4;
    QCOMPARE(paintsAfter(data), 0);
    QCOMPARE(m_view->data().series[0].values[3], data.series[0].values[3]);
}

void TestTimeChart::whatMovesIsPainted_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("name");
    QTest::newRow("the range") << 600.0 << 0.0 << "all";
    QTest::newRow("a value") << 0.0 << 0.5 << "all";
    QTest::newRow("a value that goes") << 0.0 << qQNaN() << "all";
    QTest::newRow("a name") << 0.0 << 0.0 << "some";
}

void TestTimeChart::whatMovesIsPainted()
{
    QFETCH(double, seconds);
    QFETCH(double, value);
    QFETCH(QString, name);
    const QImage before = m_view->grab().toImage();
    ChartData data = dayOfHours();
    data.fromMs += seconds * 1000;
    data.toMs += seconds * 1000;
    data.series[0].values[3] += value;
    data.series[0].name = name;
    QVERIFY(paintsAfter(data) > 0);
    QVERIFY(m_view->grab().toImage() != before);
}

void TestTimeChart::anAlarmIsLoudUntilItIsAcknowledged()
{
    const auto& colours = ui::theme::coloursFor(m_view->palette());
    const auto shown = [&](const char* kind, bool isAcknowledged) {
        ChartData data = dayOfHours();
        const auto at = core::fromMicroseconds(static_cast<std::int64_t>(kFromMs + 5.5 * kHourMs) * 1000);
        ui::models::addMarkers(data, {{at, kind, "cs_intent", "Too many failures.", "id", isAcknowledged}});
        m_view->setData(data, m_formats);
        const QImage picture = m_view->grab().toImage();
        const auto has = [&](const QColor& colour) {
            for (int y = 0; y < picture.height(); ++y) {
                for (int x = 0; x < picture.width(); ++x) {
                    if (picture.pixelColor(x, y) == colour) {
                        return true;
                    }
                }
            }
            return false;
        };
        ui::models::ChartTableModel table;
        table.setData(data, m_formats);
        const int row = kBuckets - 1 - 5; // the newest is the first
        return std::tuple(has(colours.alarm), has(colours.warning),
            table.index(row, table.columnCount() - 1).data().toString().contains(QStringLiteral("acknowledged")));
    };
    QCOMPARE(shown("alarm", false), std::tuple(true, false, false));
    QCOMPARE(shown("void", false), std::tuple(true, false, false));
    QCOMPARE(shown("watch", false), std::tuple(false, true, false));
    QCOMPARE(shown("alarm", true), std::tuple(false, false, true));
    QCOMPARE(shown("policy", false), std::tuple(false, false, false));
}

QTEST_MAIN(TestTimeChart)
#include "tst_time_chart.moc"
