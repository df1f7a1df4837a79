// Measures the window on a generated workspace: start, views, requests, Overview, Policy, map, and the GUI thread while
// the gateway answers 200 requests a second and a student is trained. Prints JSON; progress goes to standard error.
// The size that the targets are for: bench_console --queries 1000000 --minutes 10

#include "console_workspace.h"
#include "gui_watch.h"

#include "core/base/rng.h"
#include "real_window.h"
#include "real_workspace.h"
#include "tests/core/gateway_upstream.h"
#include "ui/charts/cluster_map.h"
#include "ui/pages/overview_page.h"
#include "ui/widgets/tile.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QProcess>
#include <QScrollBar>
#include <QSlider>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <thread>
#include <utility>

using ui::models::ViewId;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr int kRepeats = 5;
constexpr int kLongestPreviewMs = 2'000;
constexpr std::size_t kMapPoints = 100'000;
constexpr QSize kMapSize{900, 640};
constexpr double kBlockMs = 50;
constexpr int kRequestsPerSecond = 200;
constexpr int kClients = 4;
constexpr int kSecondsPerView = 5;

struct Options {
    std::string directory = "/tmp/routenlp-bench-console";
    std::uint64_t queries = 100'000;
    double minutes = 0.5;
    bool keeps = false;
    bool usesKept = false;
    std::vector<std::string> parts; ///< empty: all

    [[nodiscard]] bool wants(const char* part) const
    {
        return parts.empty() || std::find(parts.begin(), parts.end(), part) != parts.end();
    }
};

struct Figures {
    QJsonArray rows;

    void add(const char* name, double value, const char* unit, double target, bool isLeast = false)
    {
        const bool isMet = isLeast ? value >= target : value <= target;
        rows.append(QJsonObject{{QStringLiteral("name"), QLatin1String(name)},
            {QStringLiteral("value"), std::round(value * 100) / 100}, {QStringLiteral("unit"), QLatin1String(unit)},
            {QStringLiteral("target"), target}, {QStringLiteral("met"), isMet}});
        std::fprintf(stderr, "%-52s %10.2f %-6s %s %g%s\n", name, value, unit, isLeast ? "of at least" : "of at most",
            target, isMet ? "" : "   MISSED");
    }
};

double milliseconds(const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
}

/// Until the condition holds, with events handled as they come; not in steps of a poll.
double untilMs(const std::function<bool()>& isDone)
{
    QElapsedTimer timer;
    timer.start();
    while (!isDone() && timer.elapsed() < kPatienceMs) {
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 2);
    }
    return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
}

/// As a program runs: QTest::qWait() sleeps between looking for events.
void handleEvents(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

void measureStart(const Options& options, Figures& figures)
{
    std::vector<double> paint;
    std::vector<double> usable;
    for (int i = 0; i < kRepeats; ++i) {
        QProcess console;
        console.start(QStringLiteral(ROUTENLP_CONSOLE),
            {QStringLiteral("--workspace"), QString::fromStdString(options.directory), QStringLiteral("--view"),
                QStringLiteral("overview"), QStringLiteral("--size"), QStringLiteral("1280x800"),
                QStringLiteral("--startup-report")});
        console.waitForFinished(kPatienceMs);
        const QJsonObject report = QJsonDocument::fromJson(console.readAllStandardOutput()).object();
        paint.push_back(report[QStringLiteral("first_paint_ms")].toDouble());
        usable.push_back(report[QStringLiteral("usable_ms")].toDouble());
    }
    figures.add("start to first paint, warm page cache", bench::median(paint), "ms", 1500);
    figures.add("start to usable Overview, warm page cache", bench::median(usable), "ms", 2500);
}

void measureViews(const real::Window& shown, Figures& figures)
{
    std::vector<double> first;
    std::vector<double> later;
    for (int round = 0; round < kRepeats; ++round) {
        for (const ViewId view : ui::models::kViews) {
            const double ms = milliseconds([&] {
                shown.window().showView(view);
                shown.window().repaint();
            });
            (round == 0 ? first : later).push_back(ms);
            untilMs([&] { return shown.window().isLoaded(); });
            QTest::qWait(50);
        }
    }
    figures.add("switching to a view made for the first time, worst", *std::max_element(first.begin(), first.end()), "ms", 100);
    figures.add("switching to a view, median", bench::median(later), "ms", 100);
    figures.add("switching to a view, worst", *std::max_element(later.begin(), later.end()), "ms", 100);
}

void measureRequests(const real::Window& shown, Figures& figures)
{
    shown.window().showView(ViewId::Requests);
    shown.window().context().setWindow(ui::models::TimeWindow::FourWeeks);
    shown.window().context().setLive(false); // what comes in must not be taken for an answer
    untilMs([&] { return shown.window().isLoaded(); });
    QTest::qWait(500);
    auto* table = shown.child<QTableView>("requestTable");
    std::vector<double> scroll;
    for (int i = 0; i < 20; ++i) {
        const int before = table->model()->rowCount();
        table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum());
        scroll.push_back(untilMs([&] { return table->model()->rowCount() > before; }));
    }
    figures.add("scrolling to the end of what is loaded to more rows", bench::median(scroll), "ms", 100);

    bool isReset = false;
    const auto connection = QObject::connect(table->model(), &QAbstractItemModel::modelReset, [&] { isReset = true; });
    const auto typed = [&](const QString& text) {
        auto* search = shown.child<QLineEdit>("requestSearch");
        search->setFocus();
        search->clear();
        QTest::qWait(400);
        isReset = false;
        QTest::keyClicks(search, text);
        return untilMs([&] { return isReset; });
    };
    std::vector<double> filter;
    for (int round = 0; round < 3; ++round) {
        for (auto* box : shown.window().findChildren<QComboBox*>()) {
            const bool isFilter = box->isVisible() && box->count() > 1
                && box->parentWidget()->metaObject()->className() == QLatin1String("ui::pages::RequestFilterBar");
            if (isFilter) {
                isReset = false;
                box->setCurrentIndex(1);
                filter.push_back(untilMs([&] { return isReset; }));
                isReset = false;
                box->setCurrentIndex(0);
                untilMs([&] { return isReset; });
            }
        }
    }
    figures.add("a filter chosen to first rows, median", bench::median(filter), "ms", 100);
    std::vector<double> keys;
    for (const char* letter : {"w", "4", "l", "w", "7"}) {
        keys.push_back(typed(QLatin1String(letter)));
    }
    figures.add("a keystroke in the search field to first rows, median", bench::median(keys), "ms", 100);
    std::vector<double> searches;
    for (const char* words : {"w0", "w31337", "w1 w2", "label_5 w3", "w12"}) {
        searches.push_back(typed(QLatin1String(words)));
    }
    figures.add("full-text search to first rows, median", bench::median(searches), "ms", 300);
    figures.add("full-text search to first rows, worst", *std::max_element(searches.begin(), searches.end()), "ms", 300);
    QObject::disconnect(connection);
    shown.child<QLineEdit>("requestSearch")->clear();
    shown.window().context().setLive(true);
}

void measureOverview(const real::Window& shown, Figures& figures)
{
    shown.window().showView(ViewId::Overview);
    untilMs([&] { return shown.window().isLoaded(); });
    QTest::qWait(1000);
    constexpr int kSeconds = 10;
    int refreshes = 0;
    const auto* page = shown.window().findChild<ui::pages::OverviewPage*>();
    const auto connection
        = QObject::connect(page, &ui::pages::OverviewPage::historySimulated, page, [&refreshes] { ++refreshes; });
    const double before = bench::threadCpuMs();
    handleEvents(kSeconds * 1000);
    const double used = bench::threadCpuMs() - before;
    QObject::disconnect(connection);
    std::fprintf(stderr, "%d refreshes in %d s\n", refreshes, kSeconds);
    figures.add("Overview refresh, GUI-thread CPU each", used / std::max(refreshes, 1), "ms", 16);
}

void measurePolicy(const real::Window& shown, Figures& figures)
{
    shown.window().showView(ViewId::Policy);
    auto* slider = shown.child<QSlider>("riskSlider");
    auto* table = shown.child<QTableView>("policyTable");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data().toString().contains(QStringLiteral("intent"), Qt::CaseInsensitive)) {
            table->setCurrentIndex(table->model()->index(row, 0));
        }
    }
    QTest::qWait(1500);
    const auto words = [&] {
        QString text;
        for (const QLabel* label : shown.child<QWidget>("policyComparison")->findChildren<QLabel*>()) {
            text += label->text();
        }
        return text;
    };
    std::vector<double> previews;
    for (const int value : {40, 120, 60, 200, 90, 250, 30}) {
        const QString before = words();
        slider->setValue(value);
        QElapsedTimer timer;
        timer.start();
        const double ms = untilMs([&] { return words() != before || timer.elapsed() > kLongestPreviewMs; });
        if (words() != before) { // two levels with the same figures cannot be told apart
            previews.push_back(ms);
        }
        QTest::qWait(700);
    }
    if (previews.empty()) {
        previews.push_back(kLongestPreviewMs);
    }
    figures.add("Policy slider to new preview, median", bench::median(previews), "ms", 150);
}

class PaintCount : public QObject {
public:
    [[nodiscard]] int count() const { return m_count; }
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        m_count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

private:
    int m_count = 0;
};

void measureMap(Figures& figures)
{
    auto map = std::make_shared<core::domain::FailureMap>();
    core::Rng rng(3);
    constexpr std::size_t kClusters = 40;
    map->clusters.resize(kClusters);
    map->points.resize(kMapPoints);
    for (std::size_t i = 0; i < kMapPoints; ++i) {
        const auto cluster = static_cast<int>(rng.below(kClusters));
        const double angle = static_cast<double>(cluster) * 0.7;
        map->clusterOf.push_back(i % 20 == 0 ? -1 : cluster);
        map->x.push_back(static_cast<float>(std::cos(angle) * cluster + rng.uniform() * 4));
        map->y.push_back(static_cast<float>(std::sin(angle) * cluster + rng.uniform() * 4));
        ++map->clusters[static_cast<std::size_t>(cluster)].size;
    }
    ui::charts::ClusterMap view;
    view.resize(kMapSize);
    view.setMap(map);
    view.setChosen(3);
    view.show();
    if (!QTest::qWaitForWindowExposed(&view)) { // before, a repaint does nothing
        std::fprintf(stderr, "the map does not come up\n");
        return;
    }
    PaintCount paints;
    view.installEventFilter(&paints);
    QTest::mousePress(&view, Qt::LeftButton, {}, {300, 300});
    constexpr int kFrames = 60;
    const double ms = milliseconds([&] {
        for (int i = 1; i <= kFrames; ++i) {
            const QPointF at(300 + i * 3, 300 + i);
            QMouseEvent move(QEvent::MouseMove, at, view.mapToGlobal(at), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&view, &move);
            view.repaint();
        }
    });
    QTest::mouseRelease(&view, Qt::LeftButton, {}, {480, 360});
    figures.add("cluster map of 100,000 points while panning", std::min(paints.count(), kFrames) * 1000.0 / ms, "fps", 30, true);
}

/// Asks the gateway at a steady rate until stopped.
class Load {
public:
    explicit Load(const QString& url)
    {
        const auto port = static_cast<std::uint16_t>(QUrl(url).port());
        for (int client = 0; client < kClients; ++client) {
            m_threads.emplace_back([this, port, client](const std::stop_token& stop) { run(stop, port, client); });
        }
    }
    void stop() { m_threads.clear(); }
    [[nodiscard]] int answered() const { return m_answered; }

private:
    void run(const std::stop_token& stop, std::uint16_t port, int client)
    {
        const auto pause = std::chrono::microseconds(1'000'000 * kClients / kRequestsPerSecond);
        auto next = std::chrono::steady_clock::now();
        for (int i = client; !stop.stop_requested(); ++i) {
            const QString text = i % 10 == 0 ? real::ambiguousText() : real::plainText();
            const QByteArray body = R"({"model":"routenlp/cs_intent","messages":[{"role":"user","content":")"
                + text.toUtf8() + R"("}]})";
            const QByteArray request
                = "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
                + QByteArray::number(body.size()) + "\r\n\r\n" + body;
            const int socket = gatewaytest::connectTo(port);
            if (socket >= 0) {
                gatewaytest::sendAll(socket, request.toStdString());
                m_answered += gatewaytest::receiveAll(socket).starts_with("HTTP/1.1 200") ? 1 : 0;
                ::close(socket);
            }
            next += pause;
            std::this_thread::sleep_until(next);
        }
    }

    std::atomic_int m_answered{0};
    std::vector<std::jthread> m_threads;
};

/// From the posting of a request until the Overview's tile has it.
void measureArrival(const real::Gateway& gateway, const real::Window& shown, Figures& figures)
{
    shown.window().showView(ViewId::Overview);
    untilMs([&] { return shown.window().isLoaded(); });
    const auto* tile = shown.child<ui::widgets::Tile>("tile.spend");
    std::vector<double> waits;
    for (int i = 0; i < kRepeats; ++i) {
        handleEvents(1000);
        const QString before = tile->content().toolTip;
        QElapsedTimer timer;
        timer.start();
        if (gateway.ask(real::plainText()).status != 200) {
            std::fprintf(stderr, "the gateway did not answer; the way of a request to its tile is not measured\n");
            return;
        }
        untilMs([&] { return tile->content().toolTip != before; });
        waits.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    }
    figures.add("posted request to Overview tile", bench::median(waits), "ms", 1000);
}

void measureBusy(const Options& options, Figures& figures)
{
    const QString path = QString::fromStdString(options.directory);
    const real::Gateway gateway(path);
    if (!gateway.isUp()) {
        std::fprintf(stderr, "the gateway did not start; nothing is measured beside it\n");
        return;
    }
    const real::Window shown(path);
    shown.window().context().setWindow(ui::models::TimeWindow::FourWeeks);
    measureArrival(gateway, shown, figures);
    Load load(gateway.url());
    for (const ViewId view : ui::models::kViews) { // what is made once is made
        shown.window().showView(view);
        handleEvents(500);
    }
    shown.window().showView(ViewId::Overview);
    handleEvents(1000);
    bench::GuiWatch watch(kBlockMs);
    watch.start();
    const auto began = std::chrono::steady_clock::now();
    QElapsedTimer timer;
    timer.start();
    const int before = load.answered();
    std::size_t round = 0;
    int trainings = 0;
    while (static_cast<double>(timer.elapsed()) < options.minutes * 60'000) {
        const auto& runs = shown.snapshot().runs;
        const bool isTraining = std::any_of(runs.begin(), runs.end(), [](const auto& run) { return !run.isFinal(); });
        if (!isTraining) {
            shown.window().context().execute(core::ports::TrainStudents{"cs_intent"});
            ++trainings;
        }
        shown.window().showView(ui::models::kViews[round++ % ui::models::kViews.size()]);
        handleEvents(kSecondsPerView * 1000);
    }
    const double seconds = static_cast<double>(timer.elapsed()) / 1000;
    const std::vector<double> delays = watch.delays();
    const std::vector<bench::GuiBlock> blocks = watch.blocks();
    const auto ownBlocks
        = std::count_if(blocks.begin(), blocks.end(), [](const bench::GuiBlock& block) { return block.ownMs() > kBlockMs; });
    for (const bench::GuiBlock& block : blocks) {
        const auto viewed = static_cast<std::size_t>(std::chrono::duration<double>(block.at - began).count() / kSecondsPerView);
        std::fprintf(stderr, "block at %.1f s, %s: %s", std::chrono::duration<double>(block.at - began).count(),
            qPrintable(ui::models::nameOf(ui::models::kViews[viewed % ui::models::kViews.size()])),
            bench::describe(block).c_str());
    }
    std::fprintf(stderr, "%.0f s, %.0f requests/s answered, %d trainings started\n", seconds,
        (load.answered() - before) / seconds, trainings);
    figures.add("GUI-thread blocks over 50 ms beside 200 requests/s and training", static_cast<double>(blocks.size()), "", 0);
    figures.add("of these without waiting for a processor", static_cast<double>(ownBlocks), "", 0);
    figures.add("longest GUI-thread block", delays.empty() ? 0 : delays.back(), "ms", kBlockMs);
    figures.add("GUI-thread delay, p99.9",
        delays.empty() ? 0 : delays[static_cast<std::size_t>(static_cast<double>(delays.size() - 1) * 0.999)], "ms", kBlockMs);
    figures.add("resident memory of the window", bench::residentMb(), "MB", 600);
    load.stop();
}

/// With its own engine, and no traffic.
void measureWindow(const Options& options, Figures& figures)
{
    const std::array<std::pair<const char*, void (*)(const real::Window&, Figures&)>, 4> parts{
        {{"views", measureViews}, {"requests", measureRequests}, {"overview", measureOverview}, {"policy", measurePolicy}}};
    if (std::none_of(parts.begin(), parts.end(), [&](const auto& part) { return options.wants(part.first); })) {
        return;
    }
    const real::Window shown(QString::fromStdString(options.directory));
    untilMs([&] { return shown.window().isLoaded(); });
    shown.window().context().setWindow(ui::models::TimeWindow::FourWeeks);
    handleEvents(1000);
    for (const auto& [name, measure] : parts) {
        if (options.wants(name)) {
            measure(shown, figures);
        }
    }
    figures.add("resident memory of the window with its own engine", bench::residentMb(), "MB", 600);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    Options options;
    CLI::App arguments{"Benchmark of the window"};
    arguments.add_option("--directory", options.directory);
    arguments.add_option("--queries", options.queries)->check(CLI::Range(1000, 100'000'000));
    arguments.add_option("--minutes", options.minutes, "beside the busy gateway")->check(CLI::Range(0.0, 120.0));
    arguments.add_option("--only", options.parts, "parts to measure: start, views, requests, overview, policy, map, busy");
    arguments.add_flag("--keep", options.keeps, "do not remove the workspace afterwards");
    arguments.add_flag("--use-kept", options.usesKept, "use the workspace of an earlier --keep");
    CLI11_PARSE(arguments, argc, argv);

    if (!options.usesKept) {
        std::filesystem::remove_all(options.directory);
        std::fprintf(stderr, "making a workspace of %llu queries\n", static_cast<unsigned long long>(options.queries));
        if (!bench::makeConsoleWorkspace(QString::fromStdString(options.directory), options.queries)) {
            return 1;
        }
    }
    Figures figures;
    if (options.wants("start")) {
        measureStart(options, figures);
    }
    measureWindow(options, figures);
    if (options.wants("map")) {
        measureMap(figures);
    }
    if (options.minutes > 0 && options.wants("busy")) {
        measureBusy(options, figures);
    }
    const QJsonObject report{{QStringLiteral("queries"), static_cast<qint64>(options.queries)},
        {QStringLiteral("minutes"), options.minutes}, {QStringLiteral("figures"), figures.rows}};
    std::printf("%s\n", QJsonDocument(report).toJson(QJsonDocument::Compact).constData());
    if (!options.keeps) {
        std::filesystem::remove_all(options.directory);
    }
    return 0;
}
