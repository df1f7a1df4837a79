#include <QTest>

#include "core/gateway/api_request.h"

#include "tests/core/gateway_bench.h"

// What a client program may rely on beyond one request: conversations, calls given up, servers that spoil their
// answers, keys that change.

namespace gw = core::gateway;
namespace domain = core::domain;
using gatewaytest::Answer;
using gatewaytest::Bench;
using gatewaytest::http;
using nlohmann::json;

namespace {

/// Knows "lost" for a card's task and nothing else.
class LostCardClassifier final : public core::ports::TaskClassifier {
public:
    [[nodiscard]] core::Result<std::string> taskOf(const std::string& text) const override
    {
        return text.find("lost") != std::string::npos
            ? core::Result<std::string>("cs_intent")
            : core::fail(core::ErrorCode::NotFound, "it looks like none of the tasks");
    }
};

json turns(const std::string& last)
{
    return {{"messages",
        {{{"role", "user"}, {"content", "my card is lost"}}, {{"role", "assistant"}, {"content", "from small"}},
            {{"role", "user"}, {"content", last}}}}};
}

/// A chat completion which calls two tools.
std::string toolCalls()
{
    const auto call = [](const char* id, const char* name) {
        return json{{"id", id}, {"type", "function"}, {"function", {{"name", name}, {"arguments", "{}"}}}};
    };
    const json body{{"id", "c"}, {"object", "chat.completion"}, {"model", "m"},
        {"choices",
            {{{"index", 0}, {"finish_reason", "tool_calls"},
                {"message",
                    {{"role", "assistant"}, {"content", nullptr},
                        {"tool_calls", {call("a", "freeze_card"), call("b", "send_card")}}}}}}},
        {"usage", {{"prompt_tokens", 100}, {"completion_tokens", 10}, {"total_tokens", 110}}}};
    return http("200 OK", "application/json", body.dump());
}

} // namespace

class TestGatewayConduct : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCallThatTimesOutIsBookedAndNotRepeated();
    void aPassedThroughCallThatIsGivenUpIsBooked();
    void aConversationKeepsItsTaskWithoutAName();
    void aHeaderMayAskForAnyTask();
    void aTierThatLostItsThresholdKeepsNoConversation();
    void aTaskMayRouteEveryTurnByItself();
    void anAnswerInAGivenFormatNeedsAServer();
    void oneAnswerAsJsonIsStreamedWithItsToolCalls();
    void severalChoicesAreWholeWhenEachHasFinished();
    void spoiltAnswersOpenTheCircuit();
    void aRevokedKeyStopsWhileAnEndpointIsBroken();
    void keysCanBeDemandedOnALoopback();
    void metricsNeedAKeyThatMayReadThem();
    void theOperatorsStreamingModeActsOnTheNextRequest();
    void a429SaysWhenToComeBack();
};

void TestGatewayConduct::aCallThatTimesOutIsBookedAndNotRepeated()
{
    Bench bench;
    bench.portfolio.endpoints[0].timeouts.firstByteMs = 100;
    bench.portfolio.endpoints[0].maxRetries = 2;
    QVERIFY(bench.server->publish(bench.portfolio));
    bench.upstream.stall("small-model");
    const int socket = bench.begin("routenlp/cs_intent", "Connection: close\r\n");
    QTRY_COMPARE(bench.upstream.calls(), 1);
    QTest::qWait(150);
    bench.upstream.release();
    const Answer answer = Bench::read(socket);
    QCOMPARE(answer.header("x-routenlp-tier"), std::string("large"));
    QCOMPARE(bench.upstream.calls(), 2); // the cheap tier once: it may have answered, and charges for that
    const domain::Attempt& given = bench.store.records.back().attempts.front();
    QVERIFY(given.result == domain::AttemptResult::Failed);
    QVERIFY(given.usage.promptTokens > 0);
    QVERIFY(given.cost && given.cost->nanoUsd > 0);
    QVERIFY(given.errorText.find("estimated") != std::string::npos);
}

void TestGatewayConduct::aPassedThroughCallThatIsGivenUpIsBooked()
{
    Bench bench;
    bench.upstream.stall("large-model");
    const int socket = bench.begin("large-model");
    QTRY_COMPARE(bench.upstream.calls(), 1);
    ::close(socket);
    QTRY_COMPARE(bench.storedRecords(), std::size_t{1});
    bench.upstream.release();
    const domain::QueryRecord& record = bench.store.records.front();
    QVERIFY(record.attempts.front().usage.promptTokens > 0);
    QVERIFY(record.knownCost().nanoUsd > 0);
}

void TestGatewayConduct::aConversationKeepsItsTaskWithoutAName()
{
    const LostCardClassifier classifier;
    Bench bench({}, {}, nullptr, &classifier);
    QCOMPARE(bench.chat("routenlp/auto").header("x-routenlp-task"), std::string("cs_intent"));
    QCOMPARE(bench.chat("routenlp/auto", turns("yes, please")).header("x-routenlp-task"), std::string("cs_intent"));
    Bench restarted({}, {}, nullptr, &classifier); // which has forgotten: the first message tells
    QCOMPARE(restarted.chat("routenlp/auto", turns("yes, please")).header("x-routenlp-task"), std::string("cs_intent"));
}

void TestGatewayConduct::aHeaderMayAskForAnyTask()
{
    const LostCardClassifier classifier;
    Bench bench({}, {}, nullptr, &classifier);
    const Answer answer = bench.chat("gpt-whatever", json::object(), "x-routenlp-task: auto\r\n");
    QCOMPARE(answer.header("x-routenlp-task"), std::string("cs_intent"));
}

void TestGatewayConduct::aTierThatLostItsThresholdKeepsNoConversation()
{
    Bench bench;
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("small"));
    QCOMPARE(bench.chat("routenlp/cs_intent", turns("and now?")).header("x-routenlp-tier"), std::string("small"));
    bench.serve([](auto&, auto& task) { task.policy.thresholds.clear(); });
    QCOMPARE(bench.chat("routenlp/cs_intent", turns("and now?")).header("x-routenlp-tier"), std::string("large"));
}

void TestGatewayConduct::aTaskMayRouteEveryTurnByItself()
{
    gw::GatewayOptions options;
    options.tasks["cs_intent"].isSticky = false;
    Bench bench(options);
    bench.sayBoth(-3.0);
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
    bench.sayBoth(-0.1);
    QCOMPARE(bench.chat("routenlp/cs_intent", turns("and now?")).header("x-routenlp-tier"), std::string("small"));
    QVERIFY(bench.store.records.back().scope == domain::CertificateScope::Uncertified);
}

void TestGatewayConduct::anAnswerInAGivenFormatNeedsAServer()
{
    const auto parsed = [](const json& more) {
        json body{{"model", "m"}, {"messages", {{{"role", "user"}, {"content", "x"}}}}};
        body.update(more);
        return gw::ApiRequest::parse(body.dump()).value().needsFullApi();
    };
    QVERIFY(parsed({{"response_format", {{"type", "json_object"}}}}));
    QVERIFY(parsed({{"logprobs", true}}));
    QVERIFY(parsed({{"n", 2}}));
    QVERIFY(!parsed({{"response_format", {{"type", "text"}}}, {"n", 1}, {"logprobs", false}}));
}

void TestGatewayConduct::oneAnswerAsJsonIsStreamedWithItsToolCalls()
{
    Bench bench;
    bench.upstream.say("large-model", toolCalls());
    const json more{{"stream", true}, {"stream_options", {{"include_usage", true}}},
        {"tools", {{{"type", "function"}, {"function", {{"name", "freeze_card"}}}}}}};
    bench.upstream.say("small-model", toolCalls());
    const Answer answer = bench.chat("routenlp/cs_intent", more);
    QCOMPARE(answer.status, 200);
    const auto has = [&](const char* part) { return answer.body.find(part) != std::string::npos; };
    QVERIFY2(has("freeze_card") && has("send_card"), answer.body.c_str());
    QVERIFY(has("\"index\":1") && has("\"finish_reason\":\"tool_calls\""));
    QVERIFY(has("\"usage\":{") && has("[DONE]"));
    QVERIFY(!has("\"finish_reason\":\"stop\""));
}

void TestGatewayConduct::severalChoicesAreWholeWhenEachHasFinished()
{
    const auto chunk = [](int index, const json& finish) {
        const json body{{"id", "c"}, {"object", "chat.completion.chunk"},
            {"choices", {{{"index", index}, {"delta", {{"content", "x"}}}, {"finish_reason", finish}}}}};
        return "data: " + body.dump() + "\n\n";
    };
    const auto endless = [](const std::string& body) { // no length and no [DONE]: the connection's end is the answer's
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + body;
    };
    Bench bench;
    bench.upstream.say("large-model", endless(chunk(0, "stop") + chunk(1, nullptr)));
    QVERIFY(bench.chat("large-model", {{"stream", true}, {"n", 2}}).body.find("[DONE]") == std::string::npos);
    bench.upstream.say("large-model", endless(chunk(0, "stop") + chunk(1, "stop")));
    QVERIFY(bench.chat("large-model", {{"stream", true}, {"n", 2}}).body.find("[DONE]") != std::string::npos);
}

void TestGatewayConduct::spoiltAnswersOpenTheCircuit()
{
    Bench bench;
    bench.portfolio.endpoints[0].breakerFailures = 2;
    bench.portfolio.endpoints[0].breakerOpenMs = 60'000;
    QVERIFY(bench.server->publish(bench.portfolio));
    bench.upstream.say("small-model", http("200 OK", "text/html", "<html>maintenance</html>"));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
    }
    QCOMPARE(bench.upstream.calls(), 5); // not asked the third time
    QVERIFY(bench.server->status().endpoints.at("small").isCircuitOpen);
}

void TestGatewayConduct::aRevokedKeyStopsWhileAnEndpointIsBroken()
{
    Bench bench({}, {gatewaytest::clientKey("a"), gatewaytest::clientKey("b")});
    const std::string bearer = "Authorization: Bearer sk-a\r\n";
    QCOMPARE(bench.chat("routenlp/cs_intent", json::object(), bearer).status, 200);
    gw::Portfolio broken = bench.portfolio;
    broken.endpoints[0].caFile = "/nowhere/ca.pem";
    broken.endpoints[0].baseUrl = "https://127.0.0.1/v1";
    broken.keys[0].isRevoked = true;
    QVERIFY(!bench.server->publish(broken));
    QCOMPARE(bench.chat("routenlp/cs_intent", json::object(), bearer).status, 401);
    QCOMPARE(bench.chat("routenlp/cs_intent", json::object(), "Authorization: Bearer sk-b\r\n").status, 200);
}

void TestGatewayConduct::keysCanBeDemandedOnALoopback()
{
    gw::GatewayOptions options;
    options.requiresKeys = true;
    QVERIFY(!Bench(options).isUp);
    Bench bench(options, {gatewaytest::clientKey("a")});
    QVERIFY(bench.isUp);
    QCOMPARE(bench.chat("routenlp/cs_intent").status, 401);
    gw::Portfolio keyless = bench.portfolio;
    keyless.keys.clear();
    QVERIFY(bench.server->publish(keyless));
    QCOMPARE(bench.chat("routenlp/cs_intent").status, 401); // its last key gone, it stays closed
}

void TestGatewayConduct::metricsNeedAKeyThatMayReadThem()
{
    const auto get = [](Bench& bench, const std::string& headers) {
        return bench.raw("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + "\r\n");
    };
    Bench open;
    QCOMPARE(get(open, {}).status, 200); // a loopback without keys asks for none

    domain::ClientKey watcher = gatewaytest::clientKey("watcher");
    watcher.mayReadMetrics = true;
    gw::GatewayOptions options;
    options.requiresKeys = true;
    for (const gw::GatewayOptions& each : {gw::GatewayOptions{}, options}) {
        Bench bench(each, {gatewaytest::clientKey("bot"), watcher});
        QVERIFY(bench.isUp);
        const Answer keyless = get(bench, {});
        QCOMPARE(keyless.status, 401);
        QCOMPARE(gatewaytest::codeOf(keyless), std::string("missing_api_key"));
        const Answer refused = get(bench, "Authorization: Bearer sk-bot\r\n");
        QCOMPARE(refused.status, 403);
        QCOMPARE(gatewaytest::codeOf(refused), std::string("metrics_not_allowed"));
        QVERIFY(refused.body.find("routenlp_") == std::string::npos);
        const Answer page = get(bench, "Authorization: Bearer sk-watcher\r\n");
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.find("routenlp_requests_in_flight") != std::string::npos);
        bench.portfolio.keys[1].mayReadMetrics = false;
        QVERIFY(bench.server->publish(bench.portfolio));
        QCOMPARE(get(bench, "Authorization: Bearer sk-watcher\r\n").status, 403);
    }
}

void TestGatewayConduct::theOperatorsStreamingModeActsOnTheNextRequest()
{
    gw::GatewayOptions options;
    options.tasks["cs_intent"].streaming = gw::StreamingMode::RouterChoice; // as the file says
    Bench bench(options);
    bench.upstream.say("small-model", gatewaytest::eventStream("from small", -0.1, true));
    bench.upstream.say("large-model", gatewaytest::eventStream("from large", -0.1, true));
    const auto streamedBy = [&] {
        const std::string body = bench.chat("routenlp/cs_intent", {{"stream", true}}).body;
        return body.find("from small") != std::string::npos ? "small"
            : body.find("from large") != std::string::npos  ? "large"
                                                            : "nobody";
    };
    QCOMPARE(streamedBy(), "large"); // no router speaks for the cheap one
    QVERIFY(bench.store.records.back().scope == domain::CertificateScope::Uncertified);
    bench.server->setStreaming({{"cs_intent", gw::StreamingMode::Hold}, {"another", gw::StreamingMode::RouterChoice}});
    QCOMPARE(streamedBy(), "small"); // held, scored and accepted
    QVERIFY(bench.store.records.back().scope == domain::CertificateScope::Certified);
    bench.server->setStreaming({{"cs_intent", gw::StreamingMode::RouterChoice}});
    QCOMPARE(streamedBy(), "large");
    QVERIFY(bench.store.records.back().scope == domain::CertificateScope::Uncertified);
    bench.sayBoth(-0.1); // who asks for no stream is routed as ever
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("small"));
}

void TestGatewayConduct::a429SaysWhenToComeBack()
{
    Bench bench;
    bench.upstream.say("large-model", http("429 Too Many Requests", "application/json", R"({"error":{"message":"slow down"}})"));
    const Answer answer = bench.chat("large-model");
    QCOMPARE(answer.status, 429);
    QCOMPARE(answer.header("retry-after"), std::string("1"));
}

QTEST_GUILESS_MAIN(TestGatewayConduct)
#include "tst_gateway_conduct.moc"
