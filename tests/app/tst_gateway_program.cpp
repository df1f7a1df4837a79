#include "program.h"

#include "tests/core/gateway_upstream.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <memory>

namespace {

/// A `routenlp` that runs until this goes away; its first line of output names where it listens.
class Running {
public:
    explicit Running(const QStringList& arguments)
    {
        m_process.start(QStringLiteral(ROUTENLP_PROGRAM), arguments);
        while (m_process.waitForReadyRead(30'000)) {
            m_output += m_process.readAllStandardOutput();
            if (m_output.contains('\n')) {
                break;
            }
        }
    }
    ~Running() { stop(); }
    void stop()
    {
        m_process.terminate();
        m_process.waitForFinished(20'000);
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(20'000);
    }
    [[nodiscard]] QString url(const char* member) const
    {
        const QJsonObject line = QJsonDocument::fromJson(m_output.left(m_output.indexOf('\n'))).object();
        return line[QLatin1String(member)].toString();
    }

private:
    QProcess m_process;
    QByteArray m_output;
};

struct HttpAnswer {
    int status = 0;
    QByteArray head;
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray& name) const
    {
        const qsizetype at = head.indexOf("\r\n" + name + ": ");
        const qsizetype from = at + 4 + name.size();
        return at < 0 ? QByteArray() : head.mid(from, head.indexOf("\r\n", from) - from);
    }
    [[nodiscard]] QString code() const
    {
        return QJsonDocument::fromJson(body)
            .object()[QStringLiteral("error")]
            .toObject()[QStringLiteral("code")]
            .toString();
    }
};

constexpr const char* kText = "please help with refund, case 1";

QByteArray recording()
{
    const auto response = [](const QString& text, double logprob) {
        return QJsonObject{{QStringLiteral("text"), text}, {QStringLiteral("prompt_tokens"), 100},
            {QStringLiteral("completion_tokens"), 10}, {QStringLiteral("latency_ms"), 5},
            {QStringLiteral("logprobs"), QJsonArray{logprob}}};
    };
    QByteArray lines;
    for (const QString& text :
        {QString::fromLatin1(kText), QStringLiteral("which colour has the contract clause")}) {
        const QJsonObject responses{{QStringLiteral("small"), response(QStringLiteral("from small"), -0.01)},
            {QStringLiteral("large"), response(QStringLiteral("from large"), -0.01)}};
        const QJsonObject line{{QStringLiteral("id"), text},
            {QStringLiteral("task"), QStringLiteral("cs_intent")}, {QStringLiteral("text"), text},
            {QStringLiteral("responses"), responses}};
        lines += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

/// Texts of another task, of other words.
QByteArray legalLines()
{
    QByteArray lines;
    for (int i = 0; i < 120; ++i) {
        const QJsonObject line{{QStringLiteral("id"), QStringLiteral("l%1").arg(i)},
            {QStringLiteral("task"), QStringLiteral("legal_risk")},
            {QStringLiteral("text"),
                QStringLiteral("the contract clause number %1 limits liability of the party").arg(i)},
            {QStringLiteral("label"), i % 2 == 0 ? QStringLiteral("none") : QStringLiteral("clearly_fair")},
            {QStringLiteral("split"), QStringLiteral("train")}};
        lines += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

} // namespace

/// The gateway as operators run it: real processes, a replayed recording behind it.
class TestGatewayProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void autoFindsTheTask();
    void keysActWithinASecondAndBudgetsOutliveAKill();
    void theOfficialClientIsServed();

private:
    /// As the file `m_file` says, or another.
    [[nodiscard]] std::unique_ptr<Running> serve(const QString& file = {}) const
    {
        return std::make_unique<Running>(QStringList{QStringLiteral("serve"), QStringLiteral("--workspace"),
            m_workspace, QStringLiteral("--gateway"), file.isEmpty() ? m_file : file, QStringLiteral("--port"), QStringLiteral("0"),
            QStringLiteral("--json")});
    }
    /// The dear tier is `model` at `baseUrl`, the cheap one a replayed recording.
    [[nodiscard]] QByteArray configuration(const QString& model, const QString& baseUrl) const;
    static void sayAll(gatewaytest::Upstream& upstream);
    [[nodiscard]] static HttpAnswer chat(const Running& server, const QByteArray& model,
        const QByteArray& key = {}, const QByteArray& text = kText);
    [[nodiscard]] ProgramRun command(const QStringList& words, const QStringList& more) const
    {
        return runProgram(
            words + QStringList{QStringLiteral("--workspace"), m_workspace, QStringLiteral("--json")} + more);
    }

    QTemporaryDir m_directory;
    QString m_workspace;
    QString m_file;
    std::unique_ptr<Running> m_replay;
};

HttpAnswer TestGatewayProgram::chat(
    const Running& server, const QByteArray& model, const QByteArray& key, const QByteArray& text)
{
    const QUrl url(server.url("gateway"));
    const QByteArray body
        = R"({"model":")" + model + R"(","messages":[{"role":"user","content":")" + text + R"("}]})";
    QByteArray request = "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
    request += key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n";
    request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    const int socket = gatewaytest::connectTo(static_cast<std::uint16_t>(url.port()));
    gatewaytest::sendAll(socket, request.toStdString());
    const QByteArray bytes = QByteArray::fromStdString(gatewaytest::receiveAll(socket));
    ::close(socket);
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    return {bytes.mid(9, 3).toInt(), bytes.left(end + 2), bytes.mid(end + 4)};
}

void TestGatewayProgram::initTestCase()
{
    m_workspace = m_directory.filePath(QStringLiteral("w"));
    const QString lines = m_directory.filePath(QStringLiteral("lines.jsonl"));
    const QString legal = m_directory.filePath(QStringLiteral("legal.jsonl"));
    const QString recorded = m_directory.filePath(QStringLiteral("answers.jsonl"));
    writeFile(lines, labelledLines(160, 0));
    writeFile(legal, legalLines());
    writeFile(recorded, recording());
    QCOMPARE(runProgram({QStringLiteral("init"), QStringLiteral("--workspace"), m_workspace}).exitCode, 0);
    for (const auto& [task, file] :
        {std::pair(QStringLiteral("cs_intent"), lines), std::pair(QStringLiteral("legal_risk"), legal)}) {
        const ProgramRun run = runProgram({QStringLiteral("import"), QStringLiteral("--workspace"),
            m_workspace, QStringLiteral("--task"), task, file});
        QVERIFY2(run.exitCode == 0, run.errors.constData());
    }
    m_replay = std::make_unique<Running>(QStringList{QStringLiteral("replay"), QStringLiteral("--recording"),
        recorded, QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--json")});
    QVERIFY(!m_replay->url("replay").isEmpty());
    m_file = m_directory.filePath(QStringLiteral("gateway.json"));
    writeFile(m_file, configuration(QStringLiteral("large"), m_replay->url("replay")));
}

QByteArray TestGatewayProgram::configuration(const QString& model, const QString& baseUrl) const
{
    const auto endpoint = [](const QString& tier, const QString& name, const QString& url, const QJsonArray& passed) {
        return QJsonObject{{QStringLiteral("tier"), tier}, {QStringLiteral("model"), name},
            {QStringLiteral("base_url"), url}, {QStringLiteral("logprobs"), true}, {QStringLiteral("max_retries"), 0},
            {QStringLiteral("models"), passed}, {QStringLiteral("input_cost_per_token"), 1e-5},
            {QStringLiteral("output_cost_per_token"), 1e-5}};
    };
    const QJsonArray endpoints{endpoint(QStringLiteral("small"), QStringLiteral("small"), m_replay->url("replay"), {}),
        endpoint(QStringLiteral("large"), model, baseUrl, {QStringLiteral("limited")})};
    return QJsonDocument(QJsonObject{{QStringLiteral("endpoints"), endpoints}}).toJson();
}

/// By a word of the request, the first in the order of the alphabet that it holds.
void TestGatewayProgram::sayAll(gatewaytest::Upstream& upstream)
{
    const auto answer = [](const QByteArray& status, const QByteArray& type, const QByteArray& body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size())
            + "\r\nConnection: close\r\n\r\n" + body)
            .toStdString();
    };
    const QByteArray usage = R"("usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110})";
    const auto completion = [&](const QByteArray& message, const QByteArray& finish) {
        return answer("200 OK", "application/json",
            R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":)" + message
                + R"(,"logprobs":null,"finish_reason":")" + finish + R"("}],)" + usage + "}");
    };
    const auto chunk = [](const QByteArray& delta, const QByteArray& finish) {
        return R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":)"
            + delta + R"(,"finish_reason":)" + finish + "}]}\n\n";
    };
    const QByteArray end = R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],)" + usage
        + "}\n\ndata: [DONE]\n\n";
    upstream.say("a_json_tool",
        completion(R"({"role":"assistant","content":null,"tool_calls":[
            {"id":"call_1","type":"function","function":{"name":"a_json_tool","arguments":"{\"case\":1}"}},
            {"id":"call_2","type":"function","function":{"name":"other","arguments":"{}"}}]})",
            "tool_calls"));
    upstream.say("a_stream_tool",
        answer("200 OK", "text/event-stream",
            chunk(R"({"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_3","type":"function","function":{"name":"a_stream_tool","arguments":""}}]})",
                "null")
                + chunk(R"({"tool_calls":[{"index":0,"function":{"arguments":"{\"case\":"}}]})", "null")
                + chunk(R"({"tool_calls":[{"index":0,"function":{"arguments":"2}"}}]})", "null")
                + chunk("{}", R"("tool_calls")") + end));
    upstream.say("limited",
        "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nRetry-After: 7\r\nContent-Length: 66\r\n"
        "Connection: close\r\n\r\n"
        R"({"error":{"message":"slow down!","code":"rate_limit_exceeded"}}   )");
    upstream.say("stream",
        answer("200 OK", "text/event-stream",
            chunk(R"({"role":"assistant","content":"from large"})", "null") + chunk("{}", R"("stop")") + end));
    upstream.say("zlarge", completion(R"({"role":"assistant","content":"from large"})", "stop"));
}

void TestGatewayProgram::cleanupTestCase()
{
    m_replay.reset();
}

void TestGatewayProgram::autoFindsTheTask()
{
    const auto server = serve();
    QTRY_COMPARE_WITH_TIMEOUT(
        chat(*server, "routenlp/auto").status, 200, 60'000); // it learns in the background
    QCOMPARE(chat(*server, "routenlp/auto").header("x-routenlp-task"), QByteArray("cs_intent"));
    QCOMPARE(
        chat(*server, "routenlp/auto", {}, "which colour has the contract clause").header("x-routenlp-task"),
        QByteArray("legal_risk"));
}

void TestGatewayProgram::keysActWithinASecondAndBudgetsOutliveAKill()
{
    QByteArray key;
    {
        const auto server = serve();
        QCOMPARE(chat(*server, "large").status, 200); // no keys yet: the loopback asks for none
        const ProgramRun added = command({QStringLiteral("key"), QStringLiteral("add")},
            {QStringLiteral("--id"), QStringLiteral("bot"), QStringLiteral("--daily-budget"),
                QStringLiteral("0.002")});
        QVERIFY2(added.exitCode == 0, added.errors.constData());
        key = added.json()[QStringLiteral("key")].toString().toUtf8();
        QTRY_COMPARE_WITH_TIMEOUT(chat(*server, "routenlp/cs_intent").status, 401, 5'000);
        QCOMPARE(chat(*server, "routenlp/cs_intent", key).status, 200); // 0.0011 USD
        server->kill();
    }
    const auto server = serve();
    QCOMPARE(chat(*server, "routenlp/cs_intent", key).status, 200); // 0.0022 USD
    const HttpAnswer refused = chat(*server, "routenlp/cs_intent", key);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.code(), QStringLiteral("insufficient_quota"));
    QVERIFY(refused.header("retry-after").toInt() > 0);
    QCOMPARE(command({QStringLiteral("key"), QStringLiteral("revoke")},
                 {QStringLiteral("--id"), QStringLiteral("bot")})
                 .exitCode,
        0);
    QTRY_COMPARE_WITH_TIMEOUT(chat(*server, "routenlp/cs_intent", key).status, 401, 5'000);
}

void TestGatewayProgram::theOfficialClientIsServed()
{
    const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
    const QString folder = QStringLiteral(ROUTENLP_SOURCE_DIR "/tests/app/official_client");
    if (node.isEmpty() || !QFile::exists(folder + QStringLiteral("/node_modules/openai"))) {
        QSKIP("NOT TESTED: needs node, and `npm ci` in tests/app/official_client");
    }
    gatewaytest::Upstream upstream;
    sayAll(upstream);
    const QString file = m_directory.filePath(QStringLiteral("official.json"));
    writeFile(file, configuration(QStringLiteral("zlarge"), QStringLiteral("http://127.0.0.1:%1/v1").arg(upstream.port())));
    const auto server = serve(file);
    const ProgramRun added = command(
        {QStringLiteral("key"), QStringLiteral("add")}, {QStringLiteral("--id"), QStringLiteral("client")});
    const QString key = added.json()[QStringLiteral("key")].toString();
    QTRY_COMPARE_WITH_TIMEOUT(chat(*server, "routenlp/cs_intent", key.toUtf8()).status, 200, 5'000);
    QProcess client;
    client.start(node, {folder + QStringLiteral("/official_client.mjs"), server->url("gateway"), key});
    QVERIFY(client.waitForFinished(60'000));
    const QByteArray errors = client.readAllStandardError();
    QVERIFY2(client.exitCode() == 0, errors.constData());
    const QJsonObject seen = QJsonDocument::fromJson(client.readAllStandardOutput()).object();
    QCOMPARE(seen[QStringLiteral("chat")].toString(), QStringLiteral("from large"));
    QCOMPARE(seen[QStringLiteral("tier")].toString(), QStringLiteral("large"));
    QCOMPARE(seen[QStringLiteral("tokens")].toInt(), 110);
    QCOMPARE(seen[QStringLiteral("stream")].toString(), QStringLiteral("from large"));
    QCOMPARE(seen[QStringLiteral("streamTokens")].toInt(), 110);
    const QJsonArray calls{QJsonArray{QStringLiteral("call_1"), QStringLiteral("a_json_tool"), QStringLiteral("{\"case\":1}")},
        QJsonArray{QStringLiteral("call_2"), QStringLiteral("other"), QStringLiteral("{}")}};
    QCOMPARE(seen[QStringLiteral("tools")].toArray(), QJsonArray({QStringLiteral("tool_calls"), calls}));
    const QJsonArray streamed{QJsonArray{QStringLiteral("call_3"), QStringLiteral("a_stream_tool"), QStringLiteral("{\"case\":2}")}};
    QCOMPARE(seen[QStringLiteral("streamedTools")].toArray(), QJsonArray({QStringLiteral("tool_calls"), streamed}));
    QCOMPARE(seen[QStringLiteral("limited")].toArray(), QJsonArray({true, QStringLiteral("7")}));
    QCOMPARE(
        seen[QStringLiteral("error")].toArray(), QJsonArray({true, 404, QStringLiteral("model_not_found")}));
    QCOMPARE(seen[QStringLiteral("bad")].toArray(), QJsonArray({true, QStringLiteral("messages")}));
    QCOMPARE(seen[QStringLiteral("auth")].toArray(), QJsonArray({true, QStringLiteral("invalid_api_key")}));
    QVERIFY(seen[QStringLiteral("models")].toArray().contains(QStringLiteral("routenlp/cs_intent")));
}

QTEST_GUILESS_MAIN(TestGatewayProgram)
#include "tst_gateway_program.moc"
