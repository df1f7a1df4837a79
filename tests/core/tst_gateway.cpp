#include "tests/core/gateway_bench.h"

#include <QObject>
#include <QTest>

#include <memory>
#include <string>
#include <utility>

using namespace core;
using namespace gatewaytest;
using nlohmann::json;

class TestGateway final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aConfidentCheapAnswerIsSentAndRecordedOnce();
    void anUnsureAnswerIsEscalatedBeforeTheClientSeesAnything();
    void aHeldStreamHoldsNothingOfTheRejectedTier();
    void aHeldStreamIsKeptAliveByComments();
    void aStreamThatIsCutNeverEndsCleanly();
    void aBrokenTierFallsBackWithoutACertificate();
    void aTierThatStaysDownIsNotAskedUntilAProbe();
    void aTierThatIsSilentTimesOutAndFallsBack();
    void whatAKeySpentBeforeTheStartCounts();
    void toolsReachTheServerUnchanged();
    void bypassSendsTheNextRequestToTheLastTier();
    void aModelWithoutAPriceIsServedAtUnknownCost();
    void aTierWithoutAPriceIsNotRoutedTo();
    void aRecordThatCannotBeStoredIsNoAnswer();
    void feedbackOnADecisionIsStored();
    void everyKindOfFeedbackIsKept_data();
    void everyKindOfFeedbackIsKept();
    void aConversationStaysOnItsTier();
    void aLatencyLimitSkipsTiers();
    void theRoutersChoiceStreamsWithoutACascade();
    void aClientThatLeavesIsRecordedWithWhatItCost();
    void cachedAndReasoningTokensHaveTheirOwnPrice();
    void retryAfterIsObeyed();
    void metricsAreByTaskAndTier();
    void healthIsToldByEndpoint();
    void unknownTasksAndModelsAreNotFound();
    void onlyKnownKeysAreServed();
    void aSpentBudgetRefusesFurtherRequests();
    void rateLimitsSayWhenToComeBack();
    void hostileInputIsRejectedAndTheGatewayLives_data();
    void hostileInputIsRejectedAndTheGatewayLives();
    void aSlowHeaderIsCutOff();
    void aWiderAddressDemandsKeys();
    void withoutItsLastKeyAWiderAddressStaysClosed();
    void anUnknownKeysBodyIsNotWaitedFor();
    void aRefusedUploadStillReadsItsAnswer();
    void theHeadOfAnAnswerComesWithoutItsBody();
    void aClientThatLeavesDuringConnectIsNoOutage();
};

void TestGateway::aConfidentCheapAnswerIsSentAndRecordedOnce()
{
    Bench bench;
    const Answer answer = bench.chat("routenlp/cs_intent");
    QCOMPARE(answer.status, 200);
    const json body = json::parse(answer.body);
    QCOMPARE(body["choices"][0]["message"]["content"].get<std::string>(), std::string("from small"));
    QVERIFY(body["choices"][0]["logprobs"].is_null()); // only we asked for them
    QCOMPARE(answer.header("x-routenlp-tier"), std::string("small"));
    QCOMPARE(answer.header("x-routenlp-escalations"), std::string("0"));
    QVERIFY(!answer.header("x-request-id").empty());
    QCOMPARE(bench.store.records.size(), std::size_t{1});
    const domain::QueryRecord& record = bench.store.records.front();
    QCOMPARE(record.id, answer.header("x-routenlp-decision"));
    QCOMPARE(record.knownCost().nanoUsd, std::int64_t{110'000}); // 110 tokens of 1e-6 dollars
}

void TestGateway::anUnsureAnswerIsEscalatedBeforeTheClientSeesAnything()
{
    Bench bench;
    bench.sayBoth(-3.0);
    const Answer answer = bench.chat("anything", json::object(), "x-routenlp-task: cs_intent\r\n");
    QCOMPARE(answer.header("x-routenlp-tier"), std::string("large"));
    QCOMPARE(answer.header("x-routenlp-escalations"), std::string("1"));
    QVERIFY(answer.body.find("from small") == std::string::npos);
    QCOMPARE(bench.store.records.size(), std::size_t{1});
    QCOMPARE(bench.store.records.front().attempts.size(), std::size_t{2});
    QCOMPARE(bench.store.records.front().knownCost().nanoUsd, std::int64_t{110'000 + 1'100'000});
}

void TestGateway::aHeldStreamHoldsNothingOfTheRejectedTier()
{
    Bench bench;
    bench.upstream.say("small-model", eventStream("from small", -3.0, true));
    bench.upstream.say("large-model", eventStream("from large", -0.1, true));
    const Answer answer = bench.chat("routenlp/cs_intent", {{"stream", true}});
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.find("from small") == std::string::npos);
    QVERIFY(answer.body.find("from large") != std::string::npos);
    QVERIFY(answer.body.find("data: [DONE]") != std::string::npos);
    QVERIFY(answer.body.find("prompt_tokens") == std::string::npos); // the client did not ask for usage
    QCOMPARE(bench.store.records.size(), std::size_t{1});
    QCOMPARE(bench.store.records.front().knownCost().nanoUsd, std::int64_t{110'000 + 1'100'000});
}

void TestGateway::aHeldStreamIsKeptAliveByComments()
{
    gateway::GatewayOptions options;
    options.holdComment = std::chrono::milliseconds(20);
    Bench bench(options);
    bench.upstream.say("small-model", eventStream("from small", -0.1, true));
    bench.upstream.stall("small-model");
    const std::string body
        = R"({"model":"routenlp/cs_intent","stream":true,"messages":[{"role":"user","content":"my card is lost"}]})";
    const int socket = gatewaytest::connectTo(bench.server->port());
    gatewaytest::sendAll(socket, "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                                 "Content-Length: "
            + std::to_string(body.size()) + "\r\n\r\n" + body);
    char part[4096];
    std::string early;
    while (early.find("\n\n") == std::string::npos) { // comes although the model server is silent
        const ssize_t count = ::recv(socket, part, sizeof part, 0);
        QVERIFY(count > 0);
        early.append(part, static_cast<std::size_t>(count));
    }
    QVERIFY(early.find("\r\n: ") != std::string::npos);
    QVERIFY(early.find("data:") == std::string::npos);
    bench.upstream.release();
    const Answer rest = Bench::read(socket);
    QVERIFY((rest.head + rest.body).find("from small") != std::string::npos);
    QVERIFY((rest.head + rest.body).find("data: [DONE]") != std::string::npos);
}

void TestGateway::aStreamThatIsCutNeverEndsCleanly()
{
    Bench bench;
    bench.upstream.say("small-model", http("500 Oops", "application/json", "{}"));
    bench.upstream.say("large-model", eventStream("from large", -0.1, false));
    const Answer answer = bench.chat("routenlp/cs_intent", {{"stream", true}});
    QVERIFY(answer.body.find("[DONE]") == std::string::npos);
    QCOMPARE(bench.store.records.size(), std::size_t{1});
    QVERIFY(bench.store.records.front().accepted() == nullptr);
}

void TestGateway::aBrokenTierFallsBackWithoutACertificate()
{
    Bench bench;
    bench.upstream.say("small-model", http("500 Oops", "application/json", "{}"));
    const Answer answer = bench.chat("routenlp/cs_intent");
    QCOMPARE(answer.header("x-routenlp-tier"), std::string("large"));
    QVERIFY(bench.store.records.front().scope != domain::CertificateScope::Certified);
    QVERIFY(bench.store.records.front().attempts.front().result == domain::AttemptResult::Failed);
    QCOMPARE(answer.header("x-routenlp-escalations"), std::string("0")); // nobody judged its quality
    QCOMPARE(answer.header("x-routenlp-fallbacks"), std::string("1"));
}

void TestGateway::aTierThatStaysDownIsNotAskedUntilAProbe()
{
    Bench bench;
    bench.portfolio.endpoints[0].breakerFailures = 2;
    bench.portfolio.endpoints[0].breakerOpenMs = 300;
    QVERIFY(bench.server->publish(bench.portfolio));
    bench.upstream.say("small-model", http("503 Down", "application/json", "{}"));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
    }
    QCOMPARE(bench.upstream.calls(), 5); // the third time only the last tier was asked
    bench.sayBoth(-0.1);
    QTRY_COMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("small"));
    QVERIFY(bench.store.records.back().scope == domain::CertificateScope::Certified);
}

void TestGateway::aTierThatIsSilentTimesOutAndFallsBack()
{
    Bench bench;
    const int silent = ::socket(AF_INET, SOCK_STREAM, 0); // accepts by its backlog, never answers
    sockaddr_in address = gatewaytest::loopback(0);
    socklen_t size = sizeof address;
    ::bind(silent, reinterpret_cast<const sockaddr*>(&address), size);
    ::listen(silent, 4);
    ::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size);
    bench.portfolio.endpoints[0].baseUrl
        = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/v1";
    bench.portfolio.endpoints[0].timeouts.firstByteMs = 100;
    QVERIFY(bench.server->publish(bench.portfolio));
    const Answer answer = bench.chat("routenlp/cs_intent");
    ::close(silent);
    QCOMPARE(answer.header("x-routenlp-tier"), std::string("large"));
    QCOMPARE(answer.header("x-routenlp-fallbacks"), std::string("1"));
}

void TestGateway::whatAKeySpentBeforeTheStartCounts()
{
    class Spent final : public ports::ClientKeyStore {
    public:
        Result<std::vector<domain::ClientKey>> clientKeys() const override
        {
            return std::vector<domain::ClientKey>();
        }
        Result<void> saveClientKey(const domain::ClientKey&) override { return {}; }
        Result<domain::Money> spentSince(const std::string&, TimePoint) const override
        {
            return isReadable ? Result<domain::Money>(domain::Money{1'000})
                              : fail(ErrorCode::Corrupt, "unreadable");
        }
        bool isReadable = true;
    };
    domain::ClientKey key = clientKey("a");
    key.monthlyBudget = domain::Money{1'000};
    Spent spent;
    Bench bench({}, {key}, &spent);
    const Answer refused = bench.chat("routenlp/cs_intent", json::object(), "Authorization: Bearer sk-a\r\n");
    QCOMPARE(refused.status, 429);
    QCOMPARE(codeOf(refused), std::string("insufficient_quota"));
    QVERIFY(!refused.header("retry-after").empty());
    QCOMPARE(bench.upstream.calls(), 0);
    spent.isReadable = false;
    Bench blind({}, {key}, &spent);
    QVERIFY(!blind.isUp); // fails closed
}

void TestGateway::toolsReachTheServerUnchanged()
{
    Bench bench;
    const json tools
        = json::parse(R"([{"type":"function","function":{"name":"block","parameters":{"x":1}}}])");
    const Answer answer = bench.chat("routenlp/cs_intent", {{"tools", tools}, {"vendor_field", {1, 2}}});
    QCOMPARE(answer.status, 200);
    const std::string request = bench.upstream.lastRequest();
    const json sent = json::parse(request.substr(request.find("\r\n\r\n") + 4));
    QVERIFY(sent["tools"] == tools);
    QVERIFY(sent["vendor_field"] == json({1, 2}));
}

void TestGateway::bypassSendsTheNextRequestToTheLastTier()
{
    Bench bench;
    const TimePoint now = SystemClock().now();
    bench.server->setBypass("cs_intent", now + std::chrono::hours(1));
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
    bench.server->setBypass("cs_intent", now - std::chrono::hours(1));
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("small"));
}

void TestGateway::aModelWithoutAPriceIsServedAtUnknownCost()
{
    Bench bench;
    bench.portfolio.tiers.front().prices = {};
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    QCOMPARE(bench.chat("small-model").status, 200);
    QVERIFY(!bench.store.records.back().isCostKnown());
}

void TestGateway::aTierWithoutAPriceIsNotRoutedTo()
{
    Bench bench;
    auto state = std::make_shared<engine::ServingState>(*bench.engine().servingState());
    state->tiersByRank.front().prices.outputPicoUsd.reset();
    bench.engine().publish(state);
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
    QCOMPARE(bench.upstream.calls(), 1);
    state = std::make_shared<engine::ServingState>(*state);
    state->tiersByRank.back().prices = {};
    bench.engine().publish(state);
    QCOMPARE(bench.chat("routenlp/cs_intent").status, 503);
    QCOMPARE(bench.upstream.calls(), 1);
}

void TestGateway::aRecordThatCannotBeStoredIsNoAnswer()
{
    Bench bench;
    bench.store.isFull = true;
    const Answer answer = bench.chat("routenlp/cs_intent");
    QCOMPARE(answer.status, 500);
    QVERIFY(answer.body.find("from small") == std::string::npos);
}

void TestGateway::feedbackOnADecisionIsStored()
{
    Bench bench;
    const std::string decision = bench.chat("routenlp/cs_intent").header("x-routenlp-decision");
    const json body{{"decision", decision}, {"accepted", false}, {"corrected_answer", "lost_card"}};
    QCOMPARE(bench.post("/v1/feedback", body.dump()).status, 200);
    QCOMPARE(bench.store.outcomes.size(), std::size_t{1});
    QCOMPARE(bench.store.outcomes.front().queryId, decision);
    QVERIFY(!bench.store.outcomes.front().meetsTarget);
    QCOMPARE(bench.post("/v1/feedback", R"({"decision":"nobody","accepted":true})").status, 404);
}

void TestGateway::everyKindOfFeedbackIsKept_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<double>("quality");
    QTest::addColumn<bool>("meetsTarget");
    QTest::addColumn<QByteArray>("corrected");
    QTest::newRow("accept") << QByteArray(R"("accepted":true)") << 1.0 << true << QByteArray();
    QTest::newRow("reject") << QByteArray(R"("accepted":false)") << 0.0 << false << QByteArray();
    QTest::newRow("score") << QByteArray(R"("score":0.25)") << 0.25 << false << QByteArray();
    QTest::newRow("right label") << QByteArray(R"("label":"from small")") << 1.0 << true << QByteArray("from small");
    QTest::newRow("other label") << QByteArray(R"("label":"lost_card")") << 0.0 << false << QByteArray("lost_card");
    QTest::newRow("demonstration") << QByteArray(R"("corrected_answer":"lost_card")") << 0.0 << false
                                   << QByteArray("lost_card");
}

void TestGateway::everyKindOfFeedbackIsKept()
{
    QFETCH(QByteArray, said);
    QFETCH(double, quality);
    QFETCH(bool, meetsTarget);
    QFETCH(QByteArray, corrected);
    Bench bench;
    const std::string decision = bench.chat("routenlp/cs_intent").header("x-routenlp-decision");
    const Answer answer
        = bench.post("/v1/feedback", R"({"decision":")" + decision + "\"," + said.toStdString() + "}");
    QCOMPARE(answer.status, 200);
    QCOMPARE(bench.store.outcomes.size(), std::size_t{1});
    const domain::Outcome& outcome = bench.store.outcomes.front();
    QVERIFY(outcome.source == domain::LabelSource::Client);
    QCOMPARE(outcome.quality, quality);
    QCOMPARE(outcome.meetsTarget, meetsTarget);
    QCOMPARE(outcome.correctedAnswer, corrected.toStdString());
    QVERIFY(!outcome.samplingProbability); // it may train, it never calibrates
}

void TestGateway::aConversationStaysOnItsTier()
{
    Bench bench;
    bench.sayBoth(-3.0); // the first turn escalates
    const json first{{"role", "user"}, {"content", "my card is lost"}};
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
    bench.sayBoth(-0.1); // the cheap tier would be accepted now
    const json later{{"messages",
        {first, {{"role", "assistant"}, {"content", "from large"}}, {{"role", "user"}, {"content", "and now?"}}}}};
    QCOMPARE(bench.chat("routenlp/cs_intent", later).header("x-routenlp-tier"), std::string("large"));
    QVERIFY(bench.store.records.back().scope == domain::CertificateScope::Uncertified);
    QCOMPARE(bench.store.records.back().attempts.size(), std::size_t{1});
    const std::string session = "x-routenlp-session: s1\r\n";
    QCOMPARE(bench.chat("routenlp/cs_intent", json::object(), session).header("x-routenlp-tier"), std::string("small"));
    bench.sayBoth(-3.0); // and stays there although it is unsure now
    QCOMPARE(bench.chat("routenlp/cs_intent", json::object(), session).header("x-routenlp-tier"), std::string("small"));
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
}

void TestGateway::aLatencyLimitSkipsTiers()
{
    gateway::GatewayOptions options;
    options.tasks["cs_intent"].latencyLimitMs = 50.0;
    Bench bench(options);
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("small"));
    for (int i = 0; i < 3; ++i) { // now both take longer than the limit together, as far as is known
        bench.expectation().observe("cs_intent", "small", 5, {100, 10}, 400.0);
    }
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
    QCOMPARE(bench.store.records.back().attempts.size(), std::size_t{1}); // skipped, not escalated
}

void TestGateway::theRoutersChoiceStreamsWithoutACascade()
{
    gateway::GatewayOptions options;
    options.tasks["cs_intent"].streaming = gateway::StreamingMode::RouterChoice;
    Bench bench(options);
    bench.upstream.say("small-model", eventStream("from small", -3.0, true));
    bench.upstream.say("large-model", eventStream("from large", -3.0, true));
    const Answer answer = bench.chat("routenlp/cs_intent", {{"stream", true}});
    QCOMPARE(answer.header("x-routenlp-tier"), std::string("large")); // no router speaks for the cheap one
    QCOMPARE(bench.upstream.calls(), 1);
    QVERIFY(bench.store.records.back().scope == domain::CertificateScope::Uncertified);
}

void TestGateway::aClientThatLeavesIsRecordedWithWhatItCost()
{
    Bench bench;
    bench.sayBoth(-3.0);
    bench.upstream.stall("large-model"); // answers when told to
    const std::string body
        = R"({"model":"routenlp/cs_intent","messages":[{"role":"user","content":"my card is lost"}]})";
    const int socket = gatewaytest::connectTo(bench.server->port());
    gatewaytest::sendAll(socket, "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
            + std::to_string(body.size()) + "\r\n\r\n" + body);
    QTRY_COMPARE(bench.upstream.calls(), 2);
    ::close(socket);
    QTRY_COMPARE(bench.storedRecords(), std::size_t{1});
    bench.upstream.release();
    const domain::QueryRecord& record = bench.store.records.front();
    QVERIFY(record.accepted() == nullptr);
    QVERIFY(record.attempts.back().errorText.find("disconnected") != std::string::npos);
    const domain::Attempt& given = record.attempts.back(); // the last tier had the request, and may have answered
    QVERIFY(given.usage.promptTokens > 0);
    QVERIFY(given.cost.has_value());
    QCOMPARE(given.cost->nanoUsd, given.usage.promptTokens * 10'000);
    QCOMPARE(record.knownCost().nanoUsd, std::int64_t{110'000} + given.cost->nanoUsd); // the cheap tier's was paid for
    QVERIFY(bench.isAlive());
}

void TestGateway::cachedAndReasoningTokensHaveTheirOwnPrice()
{
    Bench bench;
    domain::DetailPrices& prices = bench.portfolio.endpoints.front().detailPrices;
    prices.cacheReadPicoUsd = 100'000; // a tenth of the input
    prices.reasoningPicoUsd = 2'000'000; // twice the output
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    const json answer{{"id", "c"}, {"object", "chat.completion"}, {"model", "m"},
        {"choices", {{{"index", 0}, {"finish_reason", "stop"}, {"message", {{"role", "assistant"}, {"content", "x"}}}}}},
        {"usage",
            {{"prompt_tokens", 100}, {"completion_tokens", 10}, {"total_tokens", 110},
                {"prompt_tokens_details", {{"cached_tokens", 60}}},
                {"completion_tokens_details", {{"reasoning_tokens", 4}}}}}};
    bench.upstream.say("small-model", http("200 OK", "application/json", answer.dump()));
    for (const char* model : {"small-model", "routenlp/cs_intent"}) {
        const Answer got = bench.chat(model);
        const domain::Attempt& attempt = bench.store.records.back().attempts.front();
        QCOMPARE(attempt.usage.promptTokens, std::int64_t{100});
        // 40 at 1e-6, 60 at 1e-7, 6 at 1e-6 and 4 at 2e-6 dollars
        QCOMPARE(attempt.cost->nanoUsd, std::int64_t{40'000 + 6'000 + 6'000 + 8'000});
        // Without log-probabilities the routed one escalates and costs the last tier's answer too.
        QCOMPARE(json::parse(got.body)["usage"]["cost"].get<double>(), model[0] == 's' ? 6e-5 : 6e-5 + 1.1e-3);
    }
}

void TestGateway::retryAfterIsObeyed()
{
    Bench bench;
    bench.portfolio.endpoints[0].maxRetries = 1;
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    bench.upstream.sayOnce("small-model", "HTTP/1.1 429 Too Many\r\nretry-after-ms: 120\r\nContent-Length: 2\r\n"
                                          "Connection: close\r\n\r\n{}");
    const auto start = std::chrono::steady_clock::now();
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("small"));
    QVERIFY(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(120)); // never sooner
    QCOMPARE(bench.upstream.calls(), 2);
    // A wait that is longer than the operator's patience is no retry: the next tier answers.
    bench.upstream.sayOnce("small-model",
        "HTTP/1.1 429 Too Many\r\nretry-after: 3600\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
}

void TestGateway::metricsAreByTaskAndTier()
{
    Bench bench;
    bench.sayBoth(-3.0);
    QCOMPARE(bench.chat("routenlp/cs_intent").status, 200);
    const std::string page
        = bench.raw("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").body;
    const auto has = [&](const std::string& line) { return page.find(line) != std::string::npos; };
    QVERIFY(has("routenlp_requests_total{task=\"cs_intent\",tier=\"large\"} 1\n"));
    QVERIFY(has("routenlp_escalations_total{task=\"cs_intent\",tier=\"small\"} 1\n"));
    QVERIFY(has("routenlp_cost_usd_total{task=\"cs_intent\",tier=\"small\"} 0.00011\n"));
    QVERIFY(has("routenlp_upstream_seconds_bucket{task=\"cs_intent\",tier=\"small\",le=\"+Inf\"} 1\n"));
    QVERIFY(has("routenlp_overhead_seconds_bucket{task=\"cs_intent\",tier=\"large\",le=\"+Inf\"} 1\n"));
}

void TestGateway::healthIsToldByEndpoint()
{
    Bench bench;
    bench.portfolio.endpoints[0].breakerFailures = 1;
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    bench.upstream.say("small-model", http("503 Down", "application/json", "{}"));
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
    const gateway::GatewayStatus status = bench.server->status();
    const providers::EndpointHealth& small = status.endpoints.at("small");
    QVERIFY(small.isCircuitOpen);
    QCOMPARE(small.failures, std::uint64_t{1});
    QVERIFY(small.lastError.find("503") != std::string::npos);
    QVERIFY(!small.p50Ms);
    const providers::EndpointHealth& large = status.endpoints.at("large");
    QVERIFY(!large.isCircuitOpen);
    QCOMPARE(large.answers, std::uint64_t{1});
    QVERIFY(large.p50Ms && *large.p50Ms > 0.0);
}

void TestGateway::unknownTasksAndModelsAreNotFound()
{
    Bench bench;
    for (const char* model : {"routenlp/nothing", "gpt-unknown"}) {
        const Answer answer = bench.chat(model);
        QCOMPARE(answer.status, 404);
        QCOMPARE(codeOf(answer), std::string("model_not_found"));
    }
    QCOMPARE(bench.store.records.size(), std::size_t{0});
}

void TestGateway::onlyKnownKeysAreServed()
{
    Bench bench({}, {clientKey("a")});
    QCOMPARE(codeOf(bench.chat("routenlp/cs_intent")), std::string("missing_api_key"));
    QCOMPARE(codeOf(bench.chat("routenlp/cs_intent", json::object(), "Authorization: Bearer sk-b\r\n")),
        std::string("invalid_api_key"));
    QCOMPARE(bench.upstream.calls(), 0);
    QCOMPARE(bench.chat("routenlp/cs_intent", json::object(), "Authorization: Bearer sk-a\r\n").status, 200);
    QCOMPARE(bench.store.records.front().clientKeyId, std::string("a"));
    const char* twice = "Authorization: Bearer sk-library\r\nAuthorization: Bearer sk-a\r\n";
    QCOMPARE(bench.chat("routenlp/cs_intent", json::object(), twice).status, 200);
    const char* unknown = "Authorization: Bearer sk-library\r\nAuthorization: Bearer sk-b\r\n";
    QCOMPARE(codeOf(bench.chat("routenlp/cs_intent", json::object(), unknown)), std::string("invalid_api_key"));
}

void TestGateway::aSpentBudgetRefusesFurtherRequests()
{
    domain::ClientKey key = clientKey("a");
    key.dailyBudget = domain::Money{150'000};
    Bench bench({}, {key});
    const std::string header = "Authorization: Bearer sk-a\r\n";
    bench.upstream.say("small-model", eventStream("from small", -0.1, true));
    QCOMPARE(
        bench.chat("routenlp/cs_intent", {{"stream", true}}, header).status, 200); // streamed spend counts
    bench.sayBoth(-0.1);
    QCOMPARE(bench.chat("routenlp/cs_intent", json::object(), header).status, 200);
    const Answer refused = bench.chat("routenlp/cs_intent", json::object(), header);
    QCOMPARE(refused.status, 429);
    QCOMPARE(codeOf(refused), std::string("insufficient_quota"));
    QCOMPARE(bench.upstream.calls(), 2);
}

void TestGateway::rateLimitsSayWhenToComeBack()
{
    domain::ClientKey key = clientKey("a");
    key.requestsPerMinute = 0;
    Bench bench({}, {key});
    const Answer refused = bench.chat("routenlp/cs_intent", json::object(), "Authorization: Bearer sk-a\r\n");
    QCOMPARE(codeOf(refused), std::string("rate_limit_exceeded"));
    QVERIFY(!refused.header("retry-after").empty());
}

void TestGateway::hostileInputIsRejectedAndTheGatewayLives_data()
{
    QTest::addColumn<std::string>("bytes");
    const std::string start
        = "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
    const auto withBody = [&](const std::string& body) {
        return start + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    };
    std::string headers;
    for (int i = 0; i < 10'000; ++i) {
        headers += "x-" + std::to_string(i) + ": y\r\n";
    }
    const std::string deep(10'000, '[');
    QTest::newRow("100 MB body") << withBody(std::string(100'000'000, ' '));
    QTest::newRow("a body said to be 100 GB") << start + "Content-Length: 100000000000\r\n\r\n{";
    QTest::newRow("10,000 headers") << start + headers + "\r\n";
    QTest::newRow("an unknown transfer coding")
        << start + "Transfer-Encoding: gzip\r\n\r\nGET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    QTest::newRow("chunks that are coded once more")
        << start + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\nGET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    QTest::newRow("two lengths") << start + "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}";
    QTest::newRow("length and chunks") << start
            + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/models "
              "HTTP/1.1\r\n\r\n";
    QTest::newRow("negative length") << start + "Content-Length: -1\r\n\r\n{}";
    QTest::newRow("bad chunk") << start + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";
    QTest::newRow("nested JSON") << withBody(
        R"({"model":"routenlp/cs_intent","messages":)" + deep + std::string(10'000, ']') + "}");
    QTest::newRow("nested and open") << withBody(deep);
    QTest::newRow("invalid UTF-8") << withBody(
        "{\"model\":\"routenlp/cs_intent\",\"messages\":[{\"role\":\"user\",\"content\":\"\xff\xfe\"}]}");
    std::string members = R"({"model":"routenlp/cs_intent","messages":[{"role":"user","content":"x"}])";
    for (int i = 0; i < 50'000; ++i) {
        members += ",\"x" + std::to_string(i) + "\":1";
    }
    QTest::newRow("50,000 members") << withBody(members + "}");
    QTest::newRow("no JSON") << withBody("hello");
    QTest::newRow("no HTTP") << std::string("\x16\x03\x01 hello\r\n\r\n");
    QTest::newRow("path tricks") << std::string(
        "GET /v1/models/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    QTest::newRow("path with dots") << std::string(
        "GET /v1/../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    QTest::newRow("foreign host") << std::string(
        "GET /v1/models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    QTest::newRow("foreign page") << std::string("GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: "
                                                 "http://evil.example\r\nConnection: close\r\n\r\n");
}

void TestGateway::hostileInputIsRejectedAndTheGatewayLives()
{
    QFETCH(std::string, bytes);
    Bench bench;
    const Answer answer = bench.raw(bytes);
    QVERIFY2(answer.status == 0 || (answer.status >= 400 && answer.status < 500), answer.head.c_str());
    QVERIFY2(answer.status == 0 || json::parse(answer.body, nullptr, false).contains("error"),
        answer.body.c_str());
    QCOMPARE(bench.upstream.calls(), 0);
    QVERIFY(bench.isAlive());
    QCOMPARE(bench.chat("routenlp/cs_intent").status, 200);
}

void TestGateway::aSlowHeaderIsCutOff()
{
    gateway::GatewayOptions options;
    options.headerTimeout = std::chrono::seconds(1);
    Bench bench(options);
    const int socket = gatewaytest::connectTo(bench.server->port(), 20);
    bool isOpen = true;
    for (int i = 0; i < 60 && isOpen; ++i) { // a byte now and then keeps no connection open
        isOpen = gatewaytest::sendAll(socket, i == 0 ? "G" : "a");
        QTest::qSleep(100);
    }
    ::close(socket);
    QVERIFY(!isOpen);
    QVERIFY(bench.isAlive());
}

void TestGateway::aWiderAddressDemandsKeys()
{
    gateway::GatewayOptions options;
    options.address = "0.0.0.0";
    QVERIFY(!Bench(options).isUp);
    QVERIFY(Bench(options, {clientKey("a")}).isUp);
}

void TestGateway::withoutItsLastKeyAWiderAddressStaysClosed()
{
    gateway::GatewayOptions options;
    options.address = "0.0.0.0";
    Bench wide(options, {clientKey("a")});
    QCOMPARE(wide.chat("routenlp/cs_intent", json::object(), "Authorization: Bearer sk-a\r\n").status, 200);
    wide.portfolio.keys.clear();
    QVERIFY(wide.server->publish(wide.portfolio).has_value());
    QCOMPARE(wide.chat("routenlp/cs_intent", json::object(), "Authorization: Bearer sk-a\r\n").status, 401);
    QCOMPARE(wide.chat("routenlp/cs_intent").status, 401);

    Bench local({}, {clientKey("a")});
    QCOMPARE(local.chat("routenlp/cs_intent").status, 401);
    local.portfolio.keys.clear();
    QVERIFY(local.server->publish(local.portfolio).has_value());
    QCOMPARE(local.chat("routenlp/cs_intent").status, 200); // the loopback asks for none
}

void TestGateway::anUnknownKeysBodyIsNotWaitedFor()
{
    Bench bench({}, {clientKey("a")});
    const Answer answer = bench.raw("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    "Authorization: Bearer sk-b\r\nContent-Type: application/json\r\n"
                                    "Content-Length: 1000000\r\n\r\n{");
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.header("Connection"), std::string("close"));
    QVERIFY(bench.isAlive());
}

void TestGateway::aRefusedUploadStillReadsItsAnswer()
{
    gateway::GatewayOptions options;
    options.maxBodyBytes = 1'000;
    Bench bench(options);
    const std::string body(20'000'000, 'x');
    const Answer answer = bench.raw("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    "Content-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body);
    QCOMPARE(answer.status, 413);
    QVERIFY(bench.isAlive());
}

void TestGateway::theHeadOfAnAnswerComesWithoutItsBody()
{
    Bench bench;
    const Answer answer = bench.raw("HEAD /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    QVERIFY(answer.status >= 400 && answer.status < 500); // GET is what there is
    QVERIFY(answer.body.empty());
    QVERIFY(bench.isAlive());
}

/// The server's backlog is full, so that the connect stays pending until the client leaves.
void TestGateway::aClientThatLeavesDuringConnectIsNoOutage()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = gatewaytest::loopback(0);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), size), 0);
    QCOMPARE(::listen(listener, 0), 0);
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    const std::uint16_t port = ntohs(address.sin_port);
    const int first = gatewaytest::connectTo(port);
    Bench bench;
    for (domain::Endpoint& endpoint : bench.portfolio.endpoints) {
        endpoint.baseUrl = "http://127.0.0.1:" + std::to_string(port) + "/v1";
        endpoint.breakerFailures = 1;
    }
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    const std::string body = R"({"model":"routenlp/cs_intent","messages":[{"role":"user","content":"x"}]})";
    const int socket = gatewaytest::connectTo(bench.server->port());
    QVERIFY(gatewaytest::sendAll(socket, "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                         "Content-Type: application/json\r\nContent-Length: "
            + std::to_string(body.size()) + "\r\n\r\n" + body));
    QTRY_COMPARE(bench.server->status().requestsInFlight, std::size_t{1});
    QTest::qWait(100);
    ::close(socket);
    QTRY_COMPARE(bench.server->status().requestsInFlight, std::size_t{0});
    for (const auto& [tier, health] : bench.server->status().endpoints) {
        QCOMPARE(health.failures, std::uint64_t{0});
        QVERIFY2(!health.isCircuitOpen, tier.c_str());
    }
    ::close(first);
    ::close(listener);
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
