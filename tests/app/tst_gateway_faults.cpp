// The gateway under load while things break. Small by default; by hand, for example:
//   export ROUTENLP_FAULT_RATE=1000 ROUTENLP_FAULT_SECONDS=60 ROUTENLP_KILLS=20 ROUTENLP_REOPENINGS=20
//   build/release/tests/tst_gateway_faults
#include "load_client.h"
#include "program.h"
#include "serving_program.h"

#include "app/attached_console_service.h"

#include <QFile>
#include <QMultiHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace ports = core::ports;

namespace {

constexpr int kTexts = 40;
constexpr std::int64_t kLargeCost = 1'100'000; ///< nanodollars: 110 tokens of 1e-5 dollars

double setting(const char* name, double fallback)
{
    bool isNumber = false;
    const double value = qEnvironmentVariable(name).toDouble(&isNumber);
    return isNumber ? value : fallback;
}

std::vector<std::string> texts()
{
    std::vector<std::string> all;
    for (int i = 0; i < kTexts; ++i) {
        all.push_back("please help with refund, case " + std::to_string(i));
    }
    return all;
}

QByteArray recording()
{
    QByteArray lines;
    for (const std::string& text : texts()) {
        const QString qt = QString::fromStdString(text);
        QJsonObject responses;
        for (const char* model : {"small", "large"}) {
            responses[QLatin1String(model)] = QJsonObject{{QStringLiteral("text"), QLatin1String(model)},
                {QStringLiteral("prompt_tokens"), 100}, {QStringLiteral("completion_tokens"), 10},
                {QStringLiteral("latency_ms"), 20}};
        }
        lines += QJsonDocument(QJsonObject{{QStringLiteral("id"), qt}, {QStringLiteral("task"), QStringLiteral("cs_intent")},
                                   {QStringLiteral("text"), qt}, {QStringLiteral("responses"), responses}})
                     .toJson(QJsonDocument::Compact)
            + '\n';
    }
    return lines;
}

QString asText(const std::map<int, std::uint64_t>& statuses)
{
    QStringList words;
    for (const auto& [status, count] : statuses) {
        words += QStringLiteral("%1: %2").arg(status).arg(count);
    }
    return words.join(QStringLiteral(", "));
}

} // namespace

class TestGatewayFaults final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyAnsweredRequestIsRecordedOnceWithItsCost();
    void killsLoseNothingThatWasAnswered();
    void aBudgetIsOverspentByNoMoreThanWhatIsUnderWay();
    void consolesThatAreKilledDisturbNoClient();
    void anApplyFromAnAttachedConsoleGovernsTheNextRequest();

private:
    [[nodiscard]] std::unique_ptr<ServingProgram> serve(const QProcessEnvironment& environment
        = QProcessEnvironment::systemEnvironment()) const
    {
        return std::make_unique<ServingProgram>(
            QStringList{QStringLiteral("serve"), QStringLiteral("--workspace"), m_workspace, QStringLiteral("--gateway"),
                m_file, QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--json")},
            environment);
    }
    [[nodiscard]] std::unique_ptr<ServingProgram> replay(std::uint16_t port) const
    {
        return std::make_unique<ServingProgram>(QStringList{QStringLiteral("replay"), QStringLiteral("--recording"),
            m_recording, QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(port), QStringLiteral("--json")});
    }
    [[nodiscard]] QString addKey(const QString& id, const QStringList& more = {}) const
    {
        return runProgram(QStringList{QStringLiteral("key"), QStringLiteral("add"), QStringLiteral("--workspace"),
                              m_workspace, QStringLiteral("--json"), QStringLiteral("--id"), id}
                   + more)
            .json()[QStringLiteral("key")]
            .toString();
    }
    [[nodiscard]] LoadOptions load(const ServingProgram& server, const QString& key) const
    {
        LoadOptions options;
        options.port = server.port("gateway");
        options.key = key.toStdString();
        options.texts = texts();
        options.perSecond = setting("ROUTENLP_FAULT_RATE", 150);
        options.connections = 32;
        return options;
    }
    /// What the workspace has of the gateway's queries: cost by decision id.
    [[nodiscard]] QMultiHash<QString, qint64> recorded() const
    {
        QMultiHash<QString, qint64> costs;
        for (const QVariantList& row : WorkspaceSql(m_workspace).rows(QStringLiteral("SELECT id, cost_nano FROM queries"))) {
            costs.insert(row[0].toString(), row[1].toLongLong());
        }
        return costs;
    }

    /// After the workspace was closed in order.
    void compareWithRecords(const std::map<std::string, std::int64_t>& answered) const
    {
        const QMultiHash<QString, qint64> records = recorded();
        for (const auto& [id, cost] : answered) {
            const QList<qint64> found = records.values(QString::fromStdString(id));
            QVERIFY2(found.size() == 1, (id + " is recorded " + std::to_string(found.size()) + " times").c_str());
            QCOMPARE(found.front(), cost);
        }
        qInfo("%zu answers, each recorded once with its cost; %lld records in all", answered.size(),
            static_cast<long long>(records.size()));
    }

    QTemporaryDir m_directory;
    QString m_workspace;
    QString m_recording;
    QString m_file;
    std::uint16_t m_replayPort = 0;
    QString m_key; ///< without limits
};

void TestGatewayFaults::initTestCase()
{
    m_workspace = m_directory.filePath(QStringLiteral("w"));
    m_recording = m_directory.filePath(QStringLiteral("answers.jsonl"));
    m_file = m_directory.filePath(QStringLiteral("gateway.json"));
    const QString lines = m_directory.filePath(QStringLiteral("lines.jsonl"));
    writeFile(lines, labelledLines(400, 0));
    writeFile(m_recording, recording());
    const ProgramRun run = runProgram({QStringLiteral("import"), QStringLiteral("--workspace"), m_workspace,
        QStringLiteral("--task"), QStringLiteral("cs_intent"), lines});
    QVERIFY2(run.exitCode == 0, run.errors.constData());
    m_replayPort = replay(0)->port("replay");
    QVERIFY(m_replayPort != 0);
    QJsonArray endpoints;
    for (const char* model : {"small", "large"}) {
        endpoints.append(QJsonObject{{QStringLiteral("tier"), QLatin1String(model)}, {QStringLiteral("model"), QLatin1String(model)},
            {QStringLiteral("base_url"), QStringLiteral("http://127.0.0.1:%1/v1").arg(m_replayPort)},
            {QStringLiteral("input_cost_per_token"), 1e-5}, {QStringLiteral("output_cost_per_token"), 1e-5},
            {QStringLiteral("max_retries"), 0}, {QStringLiteral("breaker_open_ms"), 200}});
    }
    writeFile(m_file, QJsonDocument(QJsonObject{{QStringLiteral("endpoints"), endpoints}}).toJson());
    m_key = addKey(QStringLiteral("steady"));
    QVERIFY(!m_key.isEmpty());
}

void TestGatewayFaults::everyAnsweredRequestIsRecordedOnceWithItsCost()
{
    const int phaseMs = static_cast<int>(setting("ROUTENLP_FAULT_SECONDS", 4) * 1000 / 4);
    QProcessEnvironment slow = QProcessEnvironment::systemEnvironment();
    slow.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(ROUTENLP_SLOW_DISK));
    slow.insert(QStringLiteral("ROUTENLP_SLOW_WRITE_US"), QStringLiteral("200"));
    slow.insert(QStringLiteral("ROUTENLP_SLOW_SYNC_US"), QStringLiteral("50000"));
    slow.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("verify_asan_link_order=0"));
    auto upstream = replay(m_replayPort);
    auto server = serve(slow);
    QVERIFY(server->port("gateway") != 0);
    LoadOptions options = load(*server, m_key);
    options.abandonedShare = 0.05;
    Load traffic(options);
    QTest::qSleep(phaseMs);
    upstream->kill();
    QTest::qSleep(phaseMs);
    upstream = replay(m_replayPort);
    QTest::qSleep(2 * phaseMs);
    server->kill(); // in the middle of its traffic
    traffic.stop();
    const std::map<int, std::uint64_t> statuses = traffic.statuses();
    qInfo("answers by status: %s; %llu clients left", qPrintable(asText(statuses)),
        static_cast<unsigned long long>(traffic.abandoned()));
    QVERIFY(statuses.contains(200));
    QVERIFY(statuses.contains(502) || statuses.contains(503)); // the outage was felt
    serve()->stop(); // takes over what the journal holds
    compareWithRecords(traffic.answered());
}

void TestGatewayFaults::killsLoseNothingThatWasAnswered()
{
    const auto upstream = replay(m_replayPort);
    const int kills = static_cast<int>(setting("ROUTENLP_KILLS", 2));
    std::map<std::string, std::int64_t> answered;
    for (int i = 0; i < kills; ++i) {
        const auto server = serve();
        LoadOptions options = load(*server, m_key);
        options.seed = static_cast<std::uint64_t>(i) + 1;
        Load traffic(options);
        QTest::qSleep(500 + 37 * i);
        server->kill();
        traffic.stop();
        answered.merge(traffic.answered());
    }
    QVERIFY(!answered.empty());
    serve()->stop();
    compareWithRecords(answered);
}

void TestGatewayFaults::aBudgetIsOverspentByNoMoreThanWhatIsUnderWay()
{
    constexpr std::int64_t kBudget = 100 * kLargeCost + kLargeCost / 2;
    const QString key = addKey(QStringLiteral("poor"), {QStringLiteral("--daily-budget"),
                                   QString::number(static_cast<double>(kBudget) * 1e-9, 'f', 9)});
    const auto upstream = replay(m_replayPort);
    auto server = serve();
    LoadOptions options = load(*server, key);
    options.abandonedShare = 0.1; // what they cost counts too
    std::uint64_t refusals = 0;
    {
        Load before(options);
        QTest::qSleep(300);
        server->kill(); // a kill gives no budget back
        before.stop();
    }
    server = serve();
    options.port = server->port("gateway");
    {
        Load after(options);
        QTRY_VERIFY_WITH_TIMEOUT(after.statuses().contains(429), 30'000);
        QTest::qSleep(200);
        after.stop();
        refusals = after.statuses()[429];
    }
    server->stop();
    const qint64 spent = WorkspaceSql(m_workspace)
                             .value(QStringLiteral("SELECT sum(cost_nano) FROM query_log WHERE client_key_id = 'poor'"))
                             .toLongLong();
    qInfo("spent %lld of %lld nanodollars, then %llu refusals", static_cast<long long>(spent),
        static_cast<long long>(kBudget), static_cast<unsigned long long>(refusals));
    QVERIFY(spent > kBudget - kLargeCost);
    QVERIFY(spent <= kBudget + options.connections * kLargeCost);
}

void TestGatewayFaults::consolesThatAreKilledDisturbNoClient()
{
    if (!QFile::exists(QStringLiteral(ROUTENLP_CONSOLE))) {
        QSKIP("NOT TESTED: routenlp-console is not built");
    }
    const auto upstream = replay(m_replayPort);
    const auto server = serve();
    LoadOptions options = load(*server, m_key);
    options.perSecond = setting("ROUTENLP_FAULT_RATE", 100);
    Load traffic(options);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    const int times = static_cast<int>(setting("ROUTENLP_REOPENINGS", 2));
    for (int i = 0; i < times; ++i) {
        QProcess console;
        console.setProcessEnvironment(environment);
        console.setStandardErrorFile(QProcess::nullDevice());
        console.start(QStringLiteral(ROUTENLP_CONSOLE), {QStringLiteral("--workspace"), m_workspace});
        QVERIFY(console.waitForStarted());
        QTest::qSleep(1'500 + 137 * i);
        QVERIFY(console.state() == QProcess::Running);
        console.kill();
        console.waitForFinished();
    }
    traffic.stop();
    const std::map<int, std::uint64_t> statuses = traffic.statuses();
    qInfo("%d consoles killed; answers by status: %s", times, qPrintable(asText(statuses)));
    QCOMPARE(statuses.size(), std::size_t{1});
    QVERIFY(statuses.contains(200));
    QVERIFY(server->isRunning());
}

void TestGatewayFaults::anApplyFromAnAttachedConsoleGovernsTheNextRequest()
{
    const ProgramRun trained = runProgram({QStringLiteral("train"), QStringLiteral("--workspace"), m_workspace,
        QStringLiteral("--epochs"), QStringLiteral("2"), QStringLiteral("--json")});
    QVERIFY2(trained.exitCode == 0, trained.errors.constData());
    const auto upstream = replay(m_replayPort);
    const auto server = serve();
    auto attached = app::AttachedConsoleService::attach(m_workspace.toStdString());
    QVERIFY(attached);
    LoadConnection client(server->port("gateway"));
    const auto policy = [&] {
        const LoadAnswer answer = client.post("/v1/chat/completions",
            R"({"model":"routenlp/cs_intent","messages":[{"role":"user","content":")" + texts().front() + R"("}]})",
            "Authorization: Bearer " + m_key.toStdString() + "\r\nx-routenlp-debug: 1\r\n");
        const QByteArray trace = QByteArray::fromStdString(answer.header("x-routenlp-trace"));
        return QJsonDocument::fromJson(trace).object()[QStringLiteral("policy")].toString().toStdString();
    };
    const std::string before = policy();
    for (const double alpha : {0.2, 0.15, 0.25}) {
        const auto applied = (*attached)->execute(ports::SetRiskLevel{"cs_intent", alpha, "test"});
        QVERIFY2(applied, applied ? "" : applied.error().message.c_str());
        QVERIFY(applied->reference != before);
        QCOMPARE(policy(), applied->reference); // the very next request
    }
}

QTEST_GUILESS_MAIN(TestGatewayFaults)
#include "tst_gateway_faults.moc"
