#include <QTest>

#include "fake_services.h"
#include "ui/charts/series_points.h"
#include "ui/models/axis_formats.h"
#include "ui/models/certificate_model.h"
#include "ui/models/csv.h"
#include "ui/models/formats.h"
#include "ui/models/loop_models.h"
#include "ui/models/overview_charts.h"
#include "ui/models/overview_tiles.h"
#include "ui/models/policy_model.h"
#include "ui/models/policy_preview_words.h"
#include "ui/models/portfolio_models.h"
#include "ui/models/request_table_model.h"
#include "ui/models/review_sitting.h"
#include "ui/models/run_model.h"
#include "ui/models/task_summary_model.h"
#include "ui/models/zoned_days.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QThreadPool>

#include <cmath>
#include <limits>
#include <map>

using ui::models::Catalogue;
using ui::models::Formats;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

/// A cent an hour, in days of the one offset that is asked for.
class CentAnHour final : public core::ports::CostHistory {
public:
    [[nodiscard]] core::Result<core::ports::CostReport> report(const core::ports::OverviewQuery& query) const override
    {
        core::ports::CostReport report;
        report.query = query;
        report.days = *days(query);
        return report;
    }

    [[nodiscard]] core::Result<std::vector<core::ports::DayCost>> days(
        const core::ports::OverviewQuery& query) const override
    {
        using std::chrono::hours;
        const std::chrono::seconds offset(query.utcOffsetSeconds);
        std::map<core::TimePoint, core::ports::DayCost> days;
        for (core::TimePoint at = query.range.from; at < query.range.to; at += hours(1)) {
            const auto start = std::chrono::floor<std::chrono::days>(at + offset) - offset;
            core::ports::DayCost& day = days[start];
            day.start = start;
            day.queries += 1;
            day.spend += core::domain::Money{10'000'000};
        }
        std::vector<core::ports::DayCost> list;
        for (const auto& [start, day] : days) {
            list.push_back(day);
        }
        return list;
    }

    [[nodiscard]] core::Result<std::vector<core::domain::ModelCost>> models(const core::ports::OverviewQuery&) const override
    {
        return std::vector<core::domain::ModelCost>{};
    }
};

} // namespace

class TestModels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tableModelsKeepTheModelContract();
    void aTaskWithSeveralTiersSaysItsRiskOnALineOfItsOwn();
    void streamsWithoutAGuaranteeAreShownWithTheirTask();
    void severalJudgesAreCountedAndNamedInTheToolTip();
    void aDistillationDoesNotRepeatItsTask();
    void theCostRatioOfADecisionIsOfWhatIsInForce();
    void requestsArePagedByKeyWithoutRepetition();
    void newerRequestsAreAddedInFront();
    void certificatesAreListedCheapestTierFirst();
    void aBucketWithoutAValueIsAGap();
    void ticksOfAnAxisHaveTheSameDecimals();
    void amountsSideBySideHaveTheSameDecimals();
    void daysBeginAtMidnightOnBothSidesOfAClockChange();
    void aSittingGoesBackAndTakesBackBeyondItsBatch();
};

void TestModels::tableModelsKeepTheModelContract()
{
    const fake::Services services = fake::makeServices({});
    const Catalogue catalogue(services.console->snapshot());
    const Formats formats;
    const core::TimePoint now = fake::referenceTime();
    ui::models::CertificateModel certificates;
    ui::models::PolicyModel policy;
    ui::models::RunModel runs;
    ui::models::TierModel tiers;
    ui::models::TaskModel tasks;
    const QAbstractItemModelTester testers[]{
        {&certificates, kFatal}, {&policy, kFatal}, {&runs, kFatal}, {&tiers, kFatal}, {&tasks, kFatal}};
    for (int round = 0; round < 2; ++round) {
        certificates.update(catalogue, formats, now);
        policy.update(catalogue, formats, now);
        runs.update(catalogue, formats, now);
        tiers.update(catalogue, formats);
        tasks.update(catalogue, formats);
    }
    QCOMPARE(tiers.rowCount(), static_cast<int>(catalogue.snapshot().tiers.size()));
    QCOMPARE(tasks.rowCount(), static_cast<int>(catalogue.snapshot().tasks.size()));
    QVERIFY(policy.rowCount() >= tasks.rowCount());
}

void TestModels::streamsWithoutAGuaranteeAreShownWithTheirTask()
{
    const fake::Services services = fake::makeServices({});
    auto snapshot = std::make_shared<core::ports::ConsoleSnapshot>(*services.console->snapshot());
    const core::ports::TaskStreaming atOnce{core::domain::StreamingMode::RouterChoice, false};
    snapshot->gateway.streaming = {{snapshot->tasks.front().id, atOnce}};
    const Catalogue catalogue(snapshot);
    ui::models::TaskModel tasks;
    tasks.update(catalogue, Formats());
    const auto column = [&] {
        for (int i = 0; i < tasks.columnCount(); ++i) {
            if (tasks.headerData(i, Qt::Horizontal, Qt::DisplayRole).toString() == QLatin1String("Streamed answers")) {
                return i;
            }
        }
        return -1;
    }();
    QVERIFY(column >= 0);
    QCOMPARE(tasks.index(0, column).data().toString(), QStringLiteral("Router's choice at once"));
    QVERIFY(tasks.index(0, column).data(Qt::ToolTipRole).toString().contains(QLatin1String("no certificate covers it")));
    QCOMPARE(tasks.index(1, column).data().toString(), QStringLiteral("Held until scored"));
    ui::models::PolicyModel policy;
    policy.update(catalogue, Formats(), fake::referenceTime());
    const auto lines = [&](int row) {
        return policy.index(row, ui::models::PolicyModel::Task)
            .data(ui::models::PolicyModel::kLinesRole)
            .value<QList<QStringList>>();
    };
    const QStringList line{QStringLiteral("Streamed answers"), QStringLiteral("not certified")};
    QVERIFY(lines(0).contains(line));
    QVERIFY(!lines(1).contains(line));
    QCOMPARE(policy.lineCount(0), static_cast<int>(lines(0).size()));
}

void TestModels::aTaskWithSeveralTiersSaysItsRiskOnALineOfItsOwn()
{
    const fake::Services services = fake::makeServices({});
    core::ports::ConsoleSnapshot snapshot = *services.console->snapshot();
    const std::string task = snapshot.tasks.front().id;
    const auto lines = [&] {
        ui::models::PolicyModel policy;
        policy.update(Catalogue(std::make_shared<core::ports::ConsoleSnapshot>(snapshot)), Formats(), fake::referenceTime());
        const auto shown = policy.index(0, ui::models::PolicyModel::Task).data(ui::models::PolicyModel::kLinesRole).value<QList<QStringList>>();
        return policy.lineCount(0) == shown.size() ? shown : QList<QStringList>();
    };
    const QStringList student{QStringLiteral("Student"), QStringLiteral("from 0.340")};
    QCOMPARE(lines(), QList<QStringList>{student});
    core::domain::Certificate second = snapshot.certificates.front();
    QCOMPARE(second.taskId, task);
    second.tierId = "mid";
    snapshot.certificates.push_back(second);
    QCOMPARE(lines(), (QList<QStringList>{{QStringLiteral("Risk level")}, student,
                          {QStringLiteral("Mid"), QStringLiteral("not in force")}}));
}

void TestModels::severalJudgesAreCountedAndNamedInTheToolTip()
{
    core::ports::Overview overview;
    overview.totals.judged = 12;
    overview.judges = {"reference"};
    const auto tile = [&] { return ui::models::overviewTiles(overview, Formats()).at(4); };
    QCOMPARE(tile().detail, QStringLiteral("12 by reference"));
    overview.judges = {"human", "reference"};
    QVERIFY(tile().detail.startsWith(QStringLiteral("12 by 2 judge"))); // the plural is a translation
    QVERIFY(tile().toolTip.contains(QStringLiteral("people, reference")));
}

void TestModels::aDistillationDoesNotRepeatItsTask()
{
    const fake::Services services = fake::makeServices({});
    core::ports::ConsoleSnapshot snapshot = *services.console->snapshot();
    core::domain::Run run;
    run.kind = core::domain::RunKind::Distillation;
    run.state = core::domain::RunState::Running;
    run.taskId = snapshot.tasks.front().id;
    run.stage = snapshot.tasks.front().name + ", iteration 1: Training the student";
    const auto doing = [&] {
        snapshot.runs = {run};
        ui::models::RunModel runs;
        runs.update(Catalogue(std::make_shared<core::ports::ConsoleSnapshot>(snapshot)), Formats(), fake::referenceTime());
        return runs.index(0, 4).data().toString();
    };
    QCOMPARE(doing(), QStringLiteral("Training the student"));
    run.kind = core::domain::RunKind::Loop; // of several tasks
    QVERIFY(doing().startsWith(QString::fromStdString(snapshot.tasks.front().name)));
}

void TestModels::theCostRatioOfADecisionIsOfWhatIsInForce()
{
    using core::domain::LoopOutcome;
    core::ports::DecisionReport row;
    row.decision.taskId = "cs_intent";
    row.decision.gateTexts = 100;
    row.decision.lastTierCost = core::domain::Money{1000};
    row.decision.championCost = core::domain::Money{900};
    row.decision.challengerCost = core::domain::Money{400};
    core::ports::LoopReport report;
    for (const LoopOutcome outcome : {LoopOutcome::Promoted, LoopOutcome::Promoted, LoopOutcome::Waiting, LoopOutcome::NotWorthIt}) {
        row.decision.outcome = outcome;
        report.decisions.push_back(row);
    }
    report.decisions[1].decision.isHeldBack = true;
    report.decisions[3].decision.gateTexts = 0;
    ui::models::LoopDecisionModel model;
    const QAbstractItemModelTester tester(&model, kFatal);
    const Formats formats;
    model.setReport(report, Catalogue(), formats);
    int column = 0;
    while (column < model.columnCount() && model.headerData(column, Qt::Horizontal).toString() != QLatin1String("Cost ratio")) {
        ++column;
    }
    const auto shown = [&](int place, int role) { return model.index(place, column).data(role).toString(); };
    const QString before = formats.number(0.9, 3);
    const QString measured = formats.number(0.4, 3);
    QCOMPARE(shown(0, Qt::DisplayRole), before + QStringLiteral(" → ") + measured);
    for (const int place : {1, 2}) { // held back, waiting
        QCOMPARE(shown(place, Qt::DisplayRole), before + QStringLiteral(" → ") + before);
        QVERIFY2(shown(place, Qt::ToolTipRole).contains(measured), qPrintable(shown(place, Qt::ToolTipRole)));
    }
    QVERIFY(shown(1, Qt::ToolTipRole).contains(QStringLiteral("held back")));
    QVERIFY(shown(2, Qt::ToolTipRole).contains(QStringLiteral("did not put in force")));
    QCOMPARE(shown(3, Qt::DisplayRole), Formats::dash());
}

void TestModels::requestsArePagedByKeyWithoutRepetition()
{
    fake::Options options;
    options.recentMinutes = 5;
    options.olderDays = 1;
    const fake::Services services = fake::makeServices(options);
    QThreadPool pool;
    ui::models::RequestTableModel model(services.requests, pool);
    const QAbstractItemModelTester tester(&model, kFatal); // fetches every page, as a view that scrolls does
    model.setNames(Catalogue(services.console->snapshot()), Formats(), fake::referenceTime());
    model.setQuery({}, {});
    QTRY_VERIFY(model.isLoaded() && !model.canFetchMore({}));
    QVERIFY(model.rowCount() > ui::models::RequestTableModel::kPageSize);
    QTRY_COMPARE(static_cast<std::size_t>(model.rowCount()), services.requests->records().size());
    QSet<QString> ids;
    for (int row = 0; row < model.rowCount(); ++row) {
        ids.insert(QString::fromStdString(model.rowAt(row).id));
        QVERIFY(row == 0 || model.rowAt(row).at <= model.rowAt(row - 1).at);
    }
    QCOMPARE(ids.size(), static_cast<qsizetype>(model.rowCount()));
}

void TestModels::newerRequestsAreAddedInFront()
{
    const fake::Services services = fake::makeServices({});
    const auto& records = services.requests->records();
    const core::TimePoint newest = records.back().at;
    QThreadPool pool;
    ui::models::RequestTableModel model(services.requests, pool);
    model.setNames(Catalogue(services.console->snapshot()), Formats(), fake::referenceTime());
    core::ports::RequestFilter filter;
    filter.range = {records.front().at, newest - std::chrono::minutes(1)};
    model.setQuery(filter, {});
    QTRY_VERIFY(model.rowCount() > 0);
    const int before = model.rowCount();
    model.fetchNewer(newest + std::chrono::seconds(1));
    QTRY_VERIFY(model.rowCount() > before);
    QVERIFY(model.rowAt(0).at == newest);
}

void TestModels::certificatesAreListedCheapestTierFirst()
{
    const fake::Services services = fake::makeServices({});
    core::ports::ConsoleSnapshot snapshot = *services.console->snapshot();
    std::reverse(snapshot.certificates.begin(), snapshot.certificates.end());
    const Catalogue catalogue(std::make_shared<core::ports::ConsoleSnapshot>(snapshot));
    const auto sorted = catalogue.certificates();
    QCOMPARE(sorted.size(), snapshot.certificates.size());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        QVERIFY(sorted[i].taskId != sorted[i - 1].taskId
            || catalogue.place(sorted[i - 1].tierId) <= catalogue.place(sorted[i].tierId));
    }
}

void TestModels::aBucketWithoutAValueIsAGap()
{
    const std::vector<ui::models::ChartBucket> buckets{{0, 10}, {10, 20}, {20, 30}};
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::array values{1.0, nan, 3.0};
    const auto points = ui::charts::linePoints(buckets, [&](std::size_t i) { return values[i]; });
    const auto gap = std::find_if(
        points.begin(), points.end(), [](const QPointF& point) { return std::isnan(point.y()); });
    QVERIFY(gap != points.end());
    QVERIFY(gap->x() > 9 && gap->x() < 21);
}

void TestModels::ticksOfAnAxisHaveTheSameDecimals()
{
    const Formats formats(QLocale(QLocale::English), QTimeZone::utc());
    const auto axis = [&](double step) {
        QStringList ticks;
        for (int i = 0; i < 3; ++i) {
            ticks += ui::models::axisUsd(formats, i * step, step);
        }
        return ticks.join(QLatin1Char(' '));
    };
    QCOMPARE(axis(0.05), QStringLiteral("$0 $0.05 $0.10"));
    QCOMPARE(axis(0.5), QStringLiteral("$0 $0.50 $1.00"));
    QCOMPARE(axis(0.0025), QStringLiteral("$0 $0.0025 $0.0050"));
    QCOMPARE(axis(20), QStringLiteral("$0 $20 $40"));
}

void TestModels::amountsSideBySideHaveTheSameDecimals()
{
    const Formats formats(QLocale(QLocale::English), QTimeZone::utc());
    core::ports::PolicyPreview preview;
    preview.now.costPerQueryUsd = {0.00013, 0.0001, 0.00015, 0.0000958, 0.00018};
    preview.then.costPerQueryUsd = preview.now.costPerQueryUsd;
    const auto figures = ui::models::previewFigures(preview, formats);
    QCOMPARE(figures[1].thenText, QStringLiteral("$0.13"));
    QVERIFY2(figures[1].thenBand.startsWith(QLatin1String("$0.10")) && figures[1].thenBand.endsWith(QLatin1String("$0.18")),
        qPrintable(figures[1].thenBand));
}

void TestModels::daysBeginAtMidnightOnBothSidesOfAClockChange()
{
    using namespace std::chrono;
    const Formats formats(QLocale::c(), QTimeZone("Europe/Berlin"));
    // The 20th to the 29th of October 2026 in Berlin, whose 25th has 25 hours.
    const core::ports::TimeRange range{
        sys_days(year{2026} / October / 19) + hours(22), sys_days(year{2026} / October / 29) + hours(23)};
    const auto days = ui::models::zonedDays(CentAnHour(), range, {}, formats);
    QVERIFY(days);
    QCOMPARE(days->size(), 10U);
    for (const core::ports::DayCost& day : *days) {
        const QDateTime start = formats.dateTime(day.start);
        QCOMPARE(start.time(), QTime(0, 0));
        const int expected = start.date() == QDate(2026, 10, 25) ? 25 : 24;
        QCOMPARE(day.queries, expected);
        QCOMPARE(day.spend.nanoUsd, expected * 10'000'000);
        const core::ports::TimeRange whole = ui::models::zonedDay(day.start + hours(20), formats);
        QVERIFY(whole.from == day.start);
        QVERIFY(whole.to - whole.from == hours(expected));
    }
    const auto report = ui::models::zonedReport(CentAnHour(), range, {}, formats);
    QVERIFY(report);
    QVERIFY(report->days == *days);
}

void TestModels::aSittingGoesBackAndTakesBackBeyondItsBatch()
{
    using Item = core::ports::ReviewItem;
    const auto item = [](const char* id) {
        Item named;
        named.record.id = id;
        return named;
    };
    ui::models::ReviewSitting sitting;
    const auto front = [&] { return sitting.current() == nullptr ? std::string() : sitting.current()->record.id; };
    sitting.begin({item("a"), item("b"), item("c")}, 5, false);
    for (const double grade : {0.25, 1.0}) {
        sitting.judged({*sitting.current(), "ann", grade, {}});
        QVERIFY(sitting.move(1));
    }
    QVERIFY(sitting.move(1)); // skipped
    QVERIFY(sitting.current() == nullptr);
    sitting.begin({item("c"), item("d")}, 3, true);
    QCOMPARE(front(), std::string("c"));
    QVERIFY(sitting.move(-1));
    QVERIFY(front() == "b" && sitting.grade("b", "ann") == 1.0);
    QVERIFY(!sitting.grade("b", "bob") && sitting.last("bob") == nullptr); // blind to one another

    sitting.tookBackLast("ann");
    QVERIFY(front() == "b" && !sitting.grade("b", "ann"));
    QVERIFY(sitting.waiting() == 4 && sitting.judgedCount() == 1);
    sitting.begin({item("c"), item("d")}, 3, true); // asked for before
    QCOMPARE(front(), std::string("b"));
    sitting.begin({item("x")}, 1, false); // another queue
    sitting.tookBackLast("ann");
    QCOMPARE(front(), std::string("a")); // whatever is shown
    QVERIFY(sitting.last("ann") == nullptr);
}

QTEST_MAIN(TestModels)
#include "tst_models.moc"
