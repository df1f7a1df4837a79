#include "app/demo_session.h"
#include "app/engine_host.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace core;
using domain::DataSplit;

class TestDemoSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFreshDemoHasFewLabelsToLearnAndAllThatCertify();
};

void TestDemoSession::aFreshDemoHasFewLabelsToLearnAndAllThatCertify()
{
    const QTemporaryDir directory;
    app::EngineHostOptions options;
    options.workspace = directory.filePath(QStringLiteral("w")).toStdString();
    options.createsIfMissing = true;
    options.splitKey = "key of this test";
    options.workerProgram = directory.filePath(QStringLiteral("none")).toStdString(); // no student is trained
    auto host = app::EngineHost::open(std::move(options));
    QVERIFY2(host.has_value(), host ? "" : host.error().message.c_str());
    app::DemoOptions demo;
    demo.examplesPerTask = 300;
    demo.trainingLabelsPerTask = 20;
    demo.historyDays = 0;
    const auto session = app::DemoSession::start(**host, demo);
    QVERIFY2(session.has_value(), session ? "" : session.error().message.c_str());
    QTRY_VERIFY_WITH_TIMEOUT((*session)->isPrepared(), 30'000);

    const auto tasks = (*host)->stores().portfolio->tasks();
    QCOMPARE(tasks->size(), std::size_t{6});
    for (const domain::Task& task : *tasks) {
        const auto labelled = [&](DataSplit split) {
            const auto examples = (*host)->stores().examples->examples(task.id, split);
            return std::ranges::count_if(*examples,
                [](const domain::StoredExample& stored) { return !stored.example.reference.isEmpty(); });
        };
        QCOMPARE(labelled(DataSplit::Training), std::ptrdiff_t{20});
        // a tenth, a fifth and a tenth of 300, less a few texts that come twice
        QVERIFY2(labelled(DataSplit::Tuning) > 15, task.id.c_str());
        QVERIFY2(labelled(DataSplit::Calibration) > 35, task.id.c_str());
        QVERIFY2(labelled(DataSplit::Gate) > 15, task.id.c_str());
    }
}

QTEST_GUILESS_MAIN(TestDemoSession)
#include "tst_demo_session.moc"
