#include <QTest>

#include "core/engine/worker_protocol.h"

using namespace core;

class TestWorkerProtocol : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resultsRoundTrip();
    void aChoiceCarriesWhatTheTeacherThoughtOfTheLabels();
    void progressAndFailureRoundTrip();
    void linesThatAreNoMessagesAreRefused_data();
    void linesThatAreNoMessagesAreRefused();
};

void TestWorkerProtocol::resultsRoundTrip()
{
    engine::OnboardingResult result;
    domain::Artefact artefact;
    artefact.id = "student-x-1";
    artefact.kind = "student";
    artefact.bytes = 42;
    artefact.sha256 = "abc";
    result.artefacts = {artefact};
    domain::Certificate none;
    none.taskId = "x";
    none.tierId = "student";
    none.noneReason = "too few";
    none.noneCause = {domain::NoneKind::TooFewAbove, 260, 9, 120, 2, 132, 12, 26, 0.1 + 0.2, 0.05};
    domain::Certificate some = none;
    some.basis = "{\"target\":0.6}";
    some.scopeTasks = 6;
    some.threshold = 0.123456789012345678;
    some.accepted = 100;
    result.certificates = {none, some};
    result.metrics = {{"tuning_quality", 3, 0.5}, {"unknown", 0, std::numeric_limits<double>::quiet_NaN()}};
    result.observed["large"] = {1, 2, 3, 4, 5.5};
    const auto message = engine::workerMessageFrom(engine::toLine(result));
    QVERIFY(message.has_value());
    const auto& back = std::get<engine::OnboardingResult>(*message);
    QVERIFY(back.certificates == result.certificates);
    QCOMPARE(back.artefacts.front().bytes, std::int64_t{42});
    QCOMPARE(back.metrics.front().value, 0.5);
    QVERIFY(std::isnan(back.metrics.back().value));
    QCOMPARE(back.observed.at("large").completionTokens, std::int64_t{4});
}

void TestWorkerProtocol::aChoiceCarriesWhatTheTeacherThoughtOfTheLabels()
{
    engine::loop::SelectResult selected;
    selected.chosen.resize(2);
    selected.chosen.front().textHash = "h1";
    selected.chosen.front().answer = "refund";
    selected.chosen.front().softTargets = {{{"refund", 0.1 + 0.2}, {"card \"lost\"", 1.0 / 3}}, {}};
    const auto message = engine::workerMessageFrom(engine::toLine(selected));
    QVERIFY(message.has_value());
    const auto& back = std::get<engine::loop::SelectResult>(*message);
    QCOMPARE(back.chosen.size(), std::size_t{2});
    QVERIFY(back.chosen.front().softTargets == selected.chosen.front().softTargets);
    QVERIFY(back.chosen.back().softTargets.empty());
}

void TestWorkerProtocol::progressAndFailureRoundTrip()
{
    const auto progress = engine::workerMessageFrom(engine::toLine(engine::WorkerProgress{0.25, "Training\nthe student"}));
    QCOMPARE(std::get<engine::WorkerProgress>(*progress).stage, std::string("Training\nthe student"));
    QVERIFY(std::isnan(std::get<engine::WorkerProgress>(*progress).loss)); // nothing was being trained
    const auto training = engine::workerMessageFrom(engine::toLine(engine::WorkerProgress{0.5, "Training", 1.25}));
    QCOMPARE(std::get<engine::WorkerProgress>(*training).loss, 1.25);
    const std::string line = engine::toLine(engine::WorkerFailure{Error{ErrorCode::Corrupt, "bad bytes \xff"}});
    QVERIFY(line.find('\n') == std::string::npos);
    const auto failure = engine::workerMessageFrom(line);
    QVERIFY(std::get<engine::WorkerFailure>(*failure).error.code == ErrorCode::Corrupt);
}

void TestWorkerProtocol::linesThatAreNoMessagesAreRefused_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("no type") << QByteArray("{}");
    QTest::newRow("unknown type") << QByteArray("{\"type\":\"x\"}");
    QTest::newRow("missing field") << QByteArray("{\"type\":\"progress\"}");
    QTest::newRow("wrong field") << QByteArray("{\"type\":\"progress\",\"fraction\":\"a\",\"stage\":\"b\"}");
    QTest::newRow("empty") << QByteArray("");
}

void TestWorkerProtocol::linesThatAreNoMessagesAreRefused()
{
    QFETCH(QByteArray, line);
    const auto message = engine::workerMessageFrom(line.toStdString());
    QVERIFY(!message.has_value());
    QVERIFY(message.error().code == ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(TestWorkerProtocol)
#include "tst_worker_protocol.moc"
