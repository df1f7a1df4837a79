#include "core/gateway/replay_server.h"

#include "core/gateway/replay_answer.h"

#include "tests/core/gateway_upstream.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QObject>
#include <QTest>

using namespace core;
using nlohmann::json;

namespace {

constexpr const char* kText = "Größe der Karte?"; // two bytes a letter in places

domain::Example example()
{
    domain::Example example;
    example.text = kText;
    domain::RecordedResponse response;
    response.text = "zwölf Wörter — nicht mehr";
    response.promptTokens = 11;
    response.completionTokens = 4;
    response.latencyMs = 40;
    response.logprobs = {-0.1, -0.2, -0.3, -0.4};
    example.responses["large"] = response;
    return example;
}

std::string ask(
    const gateway::ReplayServer& server, json more = json::object(), const std::string& headers = {})
{
    json body{{"model", "large"}, {"messages", {{{"role", "user"}, {"content", kText}}}}};
    body.update(more);
    const std::string text = body.dump();
    const int socket = gatewaytest::connectTo(server.port());
    gatewaytest::sendAll(socket,
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
            + "Content-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text);
    const std::string answer = gatewaytest::receiveAll(socket);
    ::close(socket);
    return answer;
}

json bodyOf(const std::string& answer)
{
    return json::parse(answer.substr(answer.find("\r\n\r\n") + 4), nullptr, false);
}

} // namespace

class TestReplayServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aRecordedAnswerComesWithItsTokensAndLogprobs();
    void aStreamIsTheWholeAnswer();
    void faultsComeWhenAskedFor_data();
    void faultsComeWhenAskedFor();
    void aCutStreamHasNoEnd();
    void whatWasNotRecordedIsNotFound();
    void recordedTimesAreKept();
    void piecesNeverSplitALetter();

private:
    std::unique_ptr<gateway::ReplayServer> m_server;
};

void TestReplayServer::init()
{
    gateway::ReplayOptions options;
    options.speed = 0;
    m_server = std::make_unique<gateway::ReplayServer>(options);
    m_server->add(example());
    QVERIFY(m_server->start());
}

void TestReplayServer::aRecordedAnswerComesWithItsTokensAndLogprobs()
{
    const json body = bodyOf(ask(*m_server, {{"logprobs", true}}));
    QVERIFY(body["choices"][0]["message"]["content"] == "zwölf Wörter — nicht mehr");
    QVERIFY(body["usage"]["prompt_tokens"] == 11);
    QCOMPARE(body["choices"][0]["logprobs"]["content"].size(), std::size_t{4});
    QVERIFY(body["choices"][0]["logprobs"]["content"][3]["logprob"] == -0.4);
    QVERIFY(bodyOf(ask(*m_server))["choices"][0]["logprobs"].is_null());
}

void TestReplayServer::aStreamIsTheWholeAnswer()
{
    const std::string answer
        = ask(*m_server, {{"stream", true}, {"stream_options", {{"include_usage", true}}}});
    std::string text;
    for (std::size_t at = 0; (at = answer.find("data: {", at)) != std::string::npos; ++at) {
        const json event = json::parse(answer.substr(at + 6, answer.find("\n", at) - at - 6));
        if (!event["choices"].empty()) {
            text += event["choices"][0]["delta"].value("content", "");
        }
    }
    QCOMPARE(text, std::string("zwölf Wörter — nicht mehr"));
    QVERIFY(answer.find("\"total_tokens\":15") != std::string::npos);
    QVERIFY(answer.find("[DONE]") != std::string::npos);
}

void TestReplayServer::faultsComeWhenAskedFor_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("rate limit") << QByteArray("429") << QByteArray("HTTP/1.1 429");
    QTest::newRow("server error") << QByteArray("500") << QByteArray("HTTP/1.1 500");
    QTest::newRow("garbage") << QByteArray("garbage") << QByteArray("HTTP/1.1 200");
    QTest::newRow("cut") << QByteArray("cut") << QByteArray("");
    QTest::newRow("none") << QByteArray("none") << QByteArray("HTTP/1.1 200");
}

void TestReplayServer::faultsComeWhenAskedFor()
{
    QFETCH(QByteArray, fault);
    QFETCH(QByteArray, status);
    const std::string answer
        = ask(*m_server, json::object(), "x-replay-fault: " + fault.toStdString() + "\r\n");
    QCOMPARE(QByteArray::fromStdString(answer.substr(0, 12)), status);
    QCOMPARE(answer.empty() || bodyOf(answer).is_discarded(), fault == "garbage" || fault == "cut");
}

void TestReplayServer::aCutStreamHasNoEnd()
{
    const std::string answer = ask(*m_server, {{"stream", true}}, "x-replay-fault: cut\r\n");
    QVERIFY(answer.find("data: {") != std::string::npos);
    QVERIFY(answer.find("[DONE]") == std::string::npos);
    QVERIFY(!answer.ends_with("0\r\n\r\n"));
}

void TestReplayServer::whatWasNotRecordedIsNotFound()
{
    QVERIFY(ask(*m_server, {{"model", "other"}}).starts_with("HTTP/1.1 404"));
    const json messages{{{"role", "user"}, {"content", "never asked"}}};
    QVERIFY(bodyOf(ask(*m_server, {{"messages", messages}}))["error"]["code"] == "not_recorded");
}

void TestReplayServer::recordedTimesAreKept()
{
    gateway::ReplayServer server(gateway::ReplayOptions{});
    server.add(example());
    QVERIFY(server.start());
    QElapsedTimer timer;
    timer.start();
    ask(server);
    QVERIFY(timer.elapsed() >= 40); // recorded: 40 ms; a lower bound holds on any machine
    timer.restart();
    ask(server, {{"stream", true}}, "x-replay-fault: slow\r\n");
    QVERIFY(timer.elapsed() >= 390);
}

void TestReplayServer::piecesNeverSplitALetter()
{
    const std::string text = "ä€😀ä€😀";
    for (std::size_t count = 1; count < 30; ++count) {
        std::string whole;
        for (const std::string& piece : gateway::piecesOf(text, count)) {
            QVERIFY(piece.empty() || (static_cast<unsigned char>(piece[0]) & 0xc0U) != 0x80U);
            whole += piece;
        }
        QCOMPARE(whole, text);
    }
}

QTEST_GUILESS_MAIN(TestReplayServer)
#include "tst_replay_server.moc"
