#include <QTest>

#include "fake_window.h"
#include "ui/screenshot.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QImage>
#include <QLabel>
#include <QListView>
#include <QRawFont>
#include <QTimer>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

using fake::Bench;
using ui::models::ViewId;

namespace {

constexpr QSize kSize{1120, 660};
constexpr int kChannelTolerance = 48; ///< of 255: antialiasing differs a little between libraries
constexpr int kBlock = 16; ///< pixels: about a letter
constexpr int kMostDifferent = 10; ///< pixels of any block of that size
constexpr int kColours = 32; ///< of the stored pictures, which keeps them small

bool isUpdating()
{
    return qEnvironmentVariableIntValue("ROUTENLP_UPDATE_GOLDEN") != 0;
}

QString goldenDirectory()
{
    return QStringLiteral(ROUTENLP_SOURCE_DIR "/tests/ui/golden");
}

/// What the pictures depend on besides our code.
QByteArray renderer()
{
    const QRawFont font = QRawFont::fromFont(QFont(QStringLiteral("Inter"), 10));
    const QByteArray head = font.fontTable("head");
    return QByteArray("Qt ") + qVersion() + ", Inter " + head.mid(4, 4).toHex() + '\n';
}

/// At the size that is stored and compared: 2x is halved twice, so that it does not take four times the room.
QImage stored(const QImage& grabbed)
{
    const QSize size = grabbed.size() == kSize ? kSize : kSize / 2;
    return grabbed.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
}

bool isNear(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) <= kChannelTolerance && std::abs(qGreen(a) - qGreen(b)) <= kChannelTolerance
        && std::abs(qBlue(a) - qBlue(b)) <= kChannelTolerance;
}

/// Differing pixels of the block that has most of them; they are marked in `marked`.
int difference(const QImage& actual, const QImage& expected, QImage& marked)
{
    if (actual.size() != expected.size()) {
        return kBlock * kBlock;
    }
    marked = expected.convertToFormat(QImage::Format_RGB32);
    const int columns = actual.width() / kBlock + 1;
    std::vector<int> different(static_cast<std::size_t>(columns * (actual.height() / kBlock + 1)));
    for (int y = 0; y < actual.height(); ++y) {
        for (int x = 0; x < actual.width(); ++x) {
            if (!isNear(actual.pixel(x, y), expected.pixel(x, y))) {
                ++different[static_cast<std::size_t>(y / kBlock * columns + x / kBlock)];
                marked.setPixel(x, y, qRgb(255, 0, 255));
            }
        }
    }
    return *std::max_element(different.begin(), different.end());
}

/// Counts what shows that the window is not done: layouts, sizes and results on their way.
class Unrest final : public QObject {
public:
    Unrest() { QCoreApplication::instance()->installEventFilter(this); }

    /// Whether a round of the event loop passed without any.
    [[nodiscard]] bool isOver()
    {
        m_events = 0;
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return m_events == 0;
    }

    /// From now on nothing is read again because time passes.
    void stopTheClock() { m_isClockStopped = true; }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Timer) {
            const auto* timer = qobject_cast<QTimer*>(watched);
            return m_isClockStopped && timer != nullptr && !timer->isSingleShot();
        }
        switch (event->type()) {
        case QEvent::LayoutRequest:
        case QEvent::Resize:
        case QEvent::Show:
        case QEvent::Polish:
        case QEvent::StyleChange:
        case QEvent::FutureCallOut:
            ++m_events;
            break;
        default:
            break;
        }
        return QObject::eventFilter(watched, event);
    }

private:
    int m_events = 0;
    bool m_isClockStopped = false;
};

/// A list puts off laying out its items for a tenth of a second after it was resized.
void layOutLists(const ui::MainWindow& window)
{
    for (QListView* list : window.findChildren<QListView*>()) {
        if (list->isVisible()) {
            list->doItemsLayout();
        }
    }
}

/// Nothing is being read, but for what waits at the gate, and nothing is put off.
bool isAtRest(ui::MainWindow& window, const fake::Gate* gate)
{
    const int held = gate != nullptr ? gate->waiting() : 0;
    const QList<QTimer*> timers = window.findChildren<QTimer*>();
    const bool isPutOff = std::any_of(timers.begin(), timers.end(),
        [](const QTimer* timer) { return timer->isActive() && timer->isSingleShot(); });
    const auto* reading = window.findChild<QLabel*>(QStringLiteral("reading"));
    const bool saysSo = window.isLoaded() || (gate != nullptr && reading != nullptr && reading->isVisible());
    return saysSo && !isPutOff && window.context().pool().activeThreadCount() == held;
}

/// The picture once the window is at rest and two in a row are the same; none if it never is.
QImage settled(ui::MainWindow& window, const fake::Gate* gate = nullptr)
{
    Unrest unrest;
    QImage picture;
    const bool isSettled = QTest::qWaitFor(
        [&] {
            if (window.isLoaded()) {
                unrest.stopTheClock();
            }
            if (!isAtRest(window, gate) || !unrest.isOver() || !isAtRest(window, gate)) {
                picture = {};
                return false;
            }
            layOutLists(window);
            const QImage now = window.grab().toImage();
            return std::exchange(picture, now) == now && unrest.isOver();
        },
        fake::kPatienceMs);
    return isSettled ? picture : QImage();
}

} // namespace

/// Every view in every state, compared with a stored picture. After an intended change:
///   ROUTENLP_UPDATE_GOLDEN=1 ctest --preset dev -R golden
/// and look at what git shows as changed.
class TestGolden : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aChangedWordIsSeenAndNoiseIsNot();
    void theViewLooksAsStored_data();
    void theViewLooksAsStored();
};

void TestGolden::initTestCase()
{
    if (!QFontDatabase::hasFamily(QStringLiteral("Inter"))) {
        QSKIP("NOT TESTED: needs the typeface Inter (package fonts-inter)");
    }
    QFile recorded(goldenDirectory() + QStringLiteral("/recorded-with.txt"));
    if (isUpdating()) {
        QVERIFY(QDir().mkpath(goldenDirectory()));
        QVERIFY(recorded.open(QIODevice::WriteOnly) && recorded.write(renderer()) > 0);
    } else if (!recorded.open(QIODevice::ReadOnly)) {
        QSKIP("NOT TESTED: no pictures are stored; record them with ROUTENLP_UPDATE_GOLDEN=1 ctest -R golden");
    } else if (const QByteArray with = recorded.readAll(); with != renderer()) {
        QSKIP(("NOT TESTED: the pictures were recorded with " + with.trimmed() + ", this is " + renderer().trimmed())
                  .constData());
    }
    QApplication::setCursorFlashTime(0);
    qputenv("USER", "operator");
}

/// The comparison itself, which needs no stored picture.
void TestGolden::aChangedWordIsSeenAndNoiseIsNot()
{
    fake::Options options;
    options.olderDays = 3;
    const Bench bench(options, ViewId::Overview, QStringLiteral("light"), kSize);
    QVERIFY(bench.waitUntilLoaded());
    const QImage before = stored(settled(*bench.window));
    QImage marked;
    QCOMPARE(difference(before, stored(settled(*bench.window)), marked), 0);
    QVERIFY(difference(ui::inFewColours(before, kColours), before, marked) <= kMostDifferent);
    QImage noisy = before;
    quint32 state = 1;
    for (int i = 0; i < before.width() * before.height() / 20; ++i) { // one pixel of twenty, by up to the tolerance
        state = state * 1664525 + 1013904223;
        const QPoint at(static_cast<int>((state >> 8) % static_cast<quint32>(before.width())),
            static_cast<int>((state >> 16) % static_cast<quint32>(before.height())));
        noisy.setPixelColor(at, noisy.pixelColor(at).lightness() > 128 ? noisy.pixelColor(at).darker(115)
                                                                       : noisy.pixelColor(at).lighter(115));
    }
    QVERIFY(difference(noisy, before, marked) <= kMostDifferent);
    auto* label = bench.child<QLabel>("monthSentence");
    QVERIFY(label != nullptr && label->text().contains(QLatin1String("spent")));
    label->setText(label->text().replace(QLatin1String("spent"), QLatin1String("saved")));
    QVERIFY(difference(stored(settled(*bench.window)), before, marked) > kMostDifferent);
}

void TestGolden::theViewLooksAsStored_data()
{
    QTest::addColumn<int>("view");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("theme");
    for (const ViewId view : ui::models::kViews) {
        for (const char* state : {"full", "empty", "loading", "error"}) {
            for (const char* theme : {"light", "dark"}) {
                QTest::addRow("%s-%s-%s", qPrintable(ui::models::nameOf(view)), state, theme)
                    << static_cast<int>(view) << QString::fromLatin1(state) << QString::fromLatin1(theme);
            }
        }
    }
}

void TestGolden::theViewLooksAsStored()
{
    QFETCH(const int, view);
    QFETCH(const QString, state);
    QFETCH(const QString, theme);
    fake::Options options;
    options.olderDays = 3;
    options.isEmpty = state == QLatin1String("empty");
    options.isFailing = state == QLatin1String("error");
    if (state == QLatin1String("loading")) {
        options.gate = std::make_shared<fake::Gate>();
    }
    const Bench bench(options, static_cast<ViewId>(view), theme, kSize);
    const QImage grabbed = settled(*bench.window, options.gate.get());
    if (options.gate != nullptr) {
        options.gate->open();
    }
    QVERIFY(!grabbed.isNull());
    const QImage actual = stored(grabbed);
    const int scale = static_cast<int>(bench.window->devicePixelRatio());
    const QString name = QStringLiteral("%1-%2x.png").arg(QLatin1String(QTest::currentDataTag())).arg(scale);
    const QString path = goldenDirectory() + QLatin1Char('/') + name;
    if (isUpdating()) {
        QVERIFY(ui::inFewColours(actual, kColours).save(path, "PNG", 0));
        return;
    }
    const QImage expected(path);
    QVERIFY2(!expected.isNull(), qPrintable(path + QLatin1String(" is missing")));
    QImage marked;
    const int most = difference(actual, expected, marked);
    if (most > kMostDifferent) {
        const QDir failures(QDir::current().filePath(QStringLiteral("golden-failures")));
        QDir().mkpath(failures.path());
        actual.save(failures.filePath(QStringLiteral("actual-") + name));
        expected.save(failures.filePath(QStringLiteral("expected-") + name));
        marked.save(failures.filePath(QStringLiteral("difference-") + name));
        QFAIL(qPrintable(QStringLiteral("%1 of %2 pixels of a block differ; see %3")
                             .arg(most)
                             .arg(kBlock * kBlock)
                             .arg(failures.filePath(QStringLiteral("*-") + name))));
    }
}

QTEST_MAIN(TestGolden)
#include "tst_golden.moc"
