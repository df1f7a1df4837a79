#include "core/engine/shadow_runner.h"

#include "tests/core/gateway_bench.h"
#include "tests/core/memory_shadow_store.h"
#include "tests/core/memory_trial_store.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <limits>
#include <vector>

using namespace core;
using namespace gatewaytest;
using nlohmann::json;

namespace {

/// Trusts the cheap tier with a probability of 0.9.
class FixedRouter final : public ports::Router {
public:
    [[nodiscard]] domain::RoutePrediction predict(const std::string&, const std::string&) const override
    {
        for (++calls; isHeld;) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        domain::RoutePrediction prediction;
        for (const auto& [tier, probability] : std::map<std::string, double>{{"large", 0.99}, {"small", 0.9}}) {
            domain::TierPrediction expected;
            expected.tierId = tier;
            expected.meetsTargetProbability = probability;
            expected.expectedQuality = probability;
            expected.expectedCostUsd = std::numeric_limits<double>::quiet_NaN();
            prediction.tiers.insert(prediction.tiers.begin(), expected);
        }
        prediction.difficulty = 0.1;
        return prediction;
    }
    [[nodiscard]] std::vector<std::string> tierIds() const override { return {"small", "large"}; }
    [[nodiscard]] std::string fingerprint() const override { return "router"; }

    mutable std::atomic<int> calls = 0;
    std::atomic<bool> isHeld = false;
};

class FixedClassifier final : public ports::TaskClassifier {
public:
    [[nodiscard]] Result<std::string> taskOf(const std::string&) const override
    {
        ++calls;
        return std::string("cs_intent");
    }
    mutable std::atomic<int> calls = 0;
};

std::string eventsOf(const std::vector<json>& documents)
{
    std::string body;
    for (const json& document : documents) {
        body += "data: " + document.dump() + "\n\n";
    }
    return body;
}

json chunk(const json& delta)
{
    return {{"id", "c"}, {"object", "chat.completion.chunk"}, {"model", "m"},
        {"choices", {{{"index", 0}, {"delta", delta}, {"finish_reason", nullptr}}}}};
}

/// Says that more comes, and closes.
std::string cutAfter(const std::string& body)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
        + std::to_string(body.size() + 1'000) + "\r\nConnection: close\r\n\r\n" + body;
}

std::string words(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += "word ";
    }
    return text;
}

/// 100 words of system prompt, 10 of an earlier turn, 10 asked, and tools: 130 + 13 + 13 tokens by words.
json longPrompt(const json& tools)
{
    return {{"stream", true}, {"tools", tools},
        {"messages",
            {{{"role", "system"}, {"content", words(100)}}, {{"role", "assistant"}, {"content", words(10)}},
                {{"role", "user"}, {"content", words(10)}}}}};
}

json someTools()
{
    return {{{"type", "function"}, {"function", {{"name", "look_up_order"}, {"description", words(40)}}}}};
}

std::int64_t tokensOfLongPrompt()
{
    return 130 + 13 + 13 + (static_cast<std::int64_t>(someTools().dump().size()) + 3) / 4;
}

json laterTurn()
{
    return json::parse(R"({"messages":[{"role":"user","content":"my card is lost"},
        {"role":"assistant","content":"from large"},{"role":"user","content":"and now?"}]})");
}

json imageAlone()
{
    return json::parse(R"({"messages":[{"role":"user","content":[
        {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}]})");
}

/// "small", "medium" and "large": the two below the last with a threshold of 0.5, and only the first unsure.
void serveThreeTiers(Bench& bench)
{
    std::vector<domain::Tier>& tiers = bench.portfolio.tiers;
    tiers.insert(tiers.begin() + 1, tier("medium", 1, "5e-6"));
    tiers.back().rank = 2;
    domain::Endpoint endpoint = bench.portfolio.endpoints.front();
    endpoint.tierId = "medium";
    bench.portfolio.endpoints.push_back(endpoint);
    bench.isUp = bench.isUp && bench.server->publish(bench.portfolio).has_value();
    bench.serve([&](engine::ServingState& state, engine::ServingTask& task) {
        state.tiersByRank = tiers;
        task.policy.thresholds["medium"] = 0.5;
    });
    bench.sayBoth(-3.0);
    bench.upstream.say("medium-model", completion("from medium", -0.1));
}

constexpr const char* kPage = "https://app.example";

gateway::GatewayOptions openToPage()
{
    gateway::GatewayOptions options;
    options.allowedOrigins = {kPage};
    return options;
}

std::string originLine(const std::string& origin)
{
    return "Origin: " + origin + "\r\n";
}

bool mayPageRead(const Answer& answer)
{
    return answer.header("Access-Control-Allow-Origin") == kPage && answer.header("Vary") == "Origin"
        && answer.header("Access-Control-Expose-Headers").find("x-request-id") != std::string::npos;
}

/// A gateway whose only worker is busy while this lives.
class BusyWorker {
public:
    explicit BusyWorker(Bench& bench)
        : m_bench(bench)
        , m_socket(connectTo(bench.server->port()))
    {
        bench.store.isHeld = true;
        sendAll(m_socket, "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    }
    ~BusyWorker()
    {
        m_bench.store.isHeld = false;
        Bench::read(m_socket);
    }
    BusyWorker(const BusyWorker&) = delete;
    BusyWorker& operator=(const BusyWorker&) = delete;
    [[nodiscard]] bool isBusy() const { return m_bench.store.asking() == 1; }

private:
    Bench& m_bench;
    const int m_socket;
};

} // namespace

class TestGatewayEdges final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readinessIsOfThisMoment();
    void aJobThatTakesLongHoldsUpNoConnection();
    void longBodiesAreReadByAWorker();
    void aClientThatLeavesBeforeAWorkerIsFreeCostsNothing();
    void aClientThatLeavesBeforeItsTaskIsKnownIsRecorded();
    void aCutRoutedAnswerCostsItsWholePrompt();
    void aCutPassedThroughAnswerCostsItsWholePrompt();
    void anAnswerWithoutUsageCostsItsWholePrompt();
    void spentKeysAreRefusedBeforeTheirBody_data();
    void spentKeysAreRefusedBeforeTheirBody();
    void onlyKnownKeysAreAskedToContinue();
    void anExceptionEndsItsConnectionAlone_data();
    void anExceptionEndsItsConnectionAlone();
    void largeFeedbackIsRefused();
    void oddChoicesBreakNothing();
    void logprobsThatTheClientAskedForDecideNothing();
    void anErrorBeforeTheEndOfAStreamIsAnOutage();
    void aChallengersTrialRunsBesideTheAnswer();
    void furtherNamesOfAnEndpointHaveNoPrice();
    void namesThatClientsMakeUpAreNotLong();
    void withoutAnEarlierTierNothingIsCertified_data();
    void withoutAnEarlierTierNothingIsCertified();
    void withoutTheLastTiersServerAnotherAnswers();
    void listedPagesAreToldWhatTheyMaySend();
    void listedPagesMayReadEveryAnswer();
    void imagesAloneAreAnsweredByAnEndpoint();
    void imagesAloneAreNotRouted();
};

void TestGatewayEdges::readinessIsOfThisMoment()
{
    Bench bench;
    bench.store.hasOldWarning = true;
    QCOMPARE(bench.get("/readyz").status, 200);
    bench.store.isFull = true;
    QCOMPARE(bench.get("/readyz").status, 503);
    bench.store.isFull = false;
    QCOMPARE(bench.get("/readyz").status, 200);
    const BusyWorker busy(bench); // its answer takes its time, and nobody else's
    QTRY_VERIFY(busy.isBusy());
    QVERIFY(bench.isAlive());
}

/// Also where the thread that does it is the one that served the connections, and whichever of the two that is.
void TestGatewayEdges::aJobThatTakesLongHoldsUpNoConnection()
{
    Bench bench;
    const auto router = std::make_shared<FixedRouter>();
    bench.serve([&](engine::ServingState&, engine::ServingTask& task) { task.router = router; });
    for (int i = 1; i <= 5; ++i) {
        router->isHeld = true;
        const int socket = bench.begin("routenlp/cs_intent", "Connection: close\r\n");
        QTRY_COMPARE(router->calls.load(), i);
        QVERIFY(bench.isAlive());
        QCOMPARE(bench.get("/v1/models").status, 200);
        QCOMPARE(bench.server->status().requestsInFlight, std::size_t{1});
        router->isHeld = false;
        QCOMPARE(Bench::read(socket).status, 200);
        QCOMPARE(bench.chat("small-model").status, 200);
        QCOMPARE(bench.storedRecords(), static_cast<std::size_t>(2 * i));
    }
}

/// While the only worker is busy a long body stays unread, and whoever asks something shorter is answered.
void TestGatewayEdges::longBodiesAreReadByAWorker()
{
    Bench bench;
    const std::string text(10'000'000, 'x');
    json chat{{"model", "small-model"}, {"messages", {{{"role", "user"}, {"content", text}}}}};
    json feedback{{"decision", "nobody"}, {"accepted", true}, {"note", text.substr(0, 900'000)}};
    const auto begin = [&](const std::string& path, const std::string& body) {
        const int socket = connectTo(bench.server->port());
        sendAll(socket, "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
                + std::to_string(body.size()) + "\r\n\r\n" + body);
        return socket;
    };
    const auto hasAnswer = [](int socket) {
        char byte = 0;
        return ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
    };
    std::vector<int> waiting;
    {
        const BusyWorker busy(bench);
        QTRY_VERIFY(busy.isBusy());
        waiting.push_back(begin("/v1/chat/completions", chat.dump()));
        waiting.push_back(begin("/v1/chat/completions", chat.dump() + "}")); // no JSON
        chat.erase("messages");
        chat["metadata"] = text;
        waiting.push_back(begin("/v1/chat/completions", chat.dump())); // nothing to answer
        waiting.push_back(begin("/v1/feedback", feedback.dump()));
        QTRY_COMPARE(bench.server->status().requestsInFlight, std::size_t{5}); // the bodies have come
        QCOMPARE(bench.get("/v1/models").status, 200);
        QCOMPARE(bench.post("/v1/chat/completions", "{").status, 400); // a short one needs no worker
        QCOMPARE(bench.upstream.calls(), 0);
        QVERIFY(std::none_of(waiting.begin(), waiting.end(), hasAnswer));
    }
    const auto answers = [&](std::size_t place) { return Bench::read(waiting[place]); };
    QCOMPARE(answers(0).status, 200);
    QCOMPARE(answers(1).status, 400);
    const Answer silent = answers(2);
    QCOMPARE(silent.status, 400);
    QCOMPARE(codeOf(silent), std::string("missing_required_parameter"));
    QCOMPARE(codeOf(answers(3)), std::string("decision_not_found"));
    QVERIFY(bench.upstream.lastRequest().size() > text.size()); // it came whole
}

void TestGatewayEdges::aClientThatLeavesBeforeAWorkerIsFreeCostsNothing()
{
    Bench bench;
    const auto router = std::make_shared<FixedRouter>();
    bench.serve([&](engine::ServingState&, engine::ServingTask& task) { task.router = router; });
    {
        const BusyWorker busy(bench);
        QTRY_VERIFY(busy.isBusy());
        const int socket = bench.begin("routenlp/cs_intent");
        QTRY_COMPARE(bench.server->status().requestsInFlight, std::size_t{2});
        ::close(socket);
        QVERIFY(bench.isAlive()); // the io thread has had its turn
    }
    QTRY_COMPARE(bench.storedRecords(), std::size_t{1});
    const domain::QueryRecord& record = bench.store.records.front();
    QCOMPARE(record.taskId, std::string("cs_intent"));
    QVERIFY(record.accepted() == nullptr);
    QVERIFY(record.attempts.back().errorText.find("disconnected") != std::string::npos);
    QCOMPARE(record.knownCost(), domain::Money{});
    QCOMPARE(router->calls.load(), 0);
    QCOMPARE(bench.upstream.calls(), 0);
    QCOMPARE(bench.chat("routenlp/cs_intent").status, 200);
    QVERIFY(router->calls > 0);
}

void TestGatewayEdges::aClientThatLeavesBeforeItsTaskIsKnownIsRecorded()
{
    const FixedClassifier classifier;
    Bench bench({}, {}, nullptr, &classifier);
    {
        const BusyWorker busy(bench);
        QTRY_VERIFY(busy.isBusy());
        const int socket = bench.begin("routenlp/auto");
        QTRY_COMPARE(bench.server->status().requestsInFlight, std::size_t{2});
        ::close(socket);
        QVERIFY(bench.isAlive());
    }
    QTRY_COMPARE(bench.storedRecords(), std::size_t{1});
    const domain::QueryRecord& record = bench.store.records.front();
    QCOMPARE(record.taskId, std::string(domain::kNoTask));
    QCOMPARE(record.text, std::string("my card is lost"));
    QVERIFY(record.attempts.back().errorText.find("disconnected") != std::string::npos);
    QCOMPARE(record.knownCost(), domain::Money{});
    QCOMPARE(classifier.calls.load(), 0);
    QCOMPARE(bench.upstream.calls(), 0);
    QCOMPARE(bench.chat("routenlp/auto").status, 200);
    QCOMPARE(classifier.calls.load(), 1);
}

void TestGatewayEdges::aCutRoutedAnswerCostsItsWholePrompt()
{
    Bench bench;
    bench.upstream.say("large-model",
        cutAfter(eventsOf({chunk({{"content", "one two"}}), chunk({{"content", " three"}})})));
    bench.chat("routenlp/cs_intent", longPrompt(someTools())); // a later turn goes to the last tier
    QCOMPARE(bench.storedRecords(), std::size_t{1});
    const domain::Attempt& attempt = bench.store.records.front().attempts.back();
    QCOMPARE(attempt.tierId, std::string("large"));
    QVERIFY(attempt.result == domain::AttemptResult::Failed);
    QCOMPARE(attempt.usage.promptTokens, tokensOfLongPrompt());
    QCOMPARE(attempt.usage.completionTokens, std::int64_t{4});
    QCOMPARE(attempt.cost->nanoUsd, (tokensOfLongPrompt() + 4) * 10'000); // of 1e-5 dollars each
}

void TestGatewayEdges::aCutPassedThroughAnswerCostsItsWholePrompt()
{
    Bench bench;
    const json call{{"tool_calls", {{{"index", 0}, {"function", {{"arguments", "{"}}}}}}};
    bench.upstream.say("large-model", cutAfter(eventsOf({chunk(call), chunk(call), chunk(call)})));
    bench.chat("large-model", longPrompt(someTools()));
    QCOMPARE(bench.storedRecords(), std::size_t{1});
    const domain::Attempt& attempt = bench.store.records.front().attempts.back();
    QVERIFY(attempt.result == domain::AttemptResult::Failed);
    QCOMPARE(attempt.usage.promptTokens, tokensOfLongPrompt());
    QCOMPARE(attempt.usage.completionTokens, std::int64_t{3}); // pieces, which carried no text
    QCOMPARE(attempt.cost->nanoUsd, (tokensOfLongPrompt() + 3) * 10'000);
}

void TestGatewayEdges::anAnswerWithoutUsageCostsItsWholePrompt()
{
    Bench bench;
    const json body{{"model", "m"}, {"choices", {{{"message", {{"role", "assistant"}, {"content", "one two three"}}}}}}};
    bench.upstream.say("large-model", http("200 OK", "application/json", body.dump()));
    json prompt = longPrompt(someTools());
    prompt["stream"] = false;
    QCOMPARE(bench.chat("routenlp/cs_intent", prompt).status, 200);
    const domain::Attempt& attempt = bench.store.records.front().attempts.back();
    QCOMPARE(attempt.usage.promptTokens, tokensOfLongPrompt());
    QCOMPARE(attempt.usage.completionTokens, std::int64_t{4});
}

void TestGatewayEdges::spentKeysAreRefusedBeforeTheirBody_data()
{
    QTest::addColumn<bool>("isRate");
    QTest::addColumn<std::string>("code");
    QTest::newRow("rate") << true << std::string("rate_limit_exceeded");
    QTest::newRow("budget") << false << std::string("insufficient_quota");
}

void TestGatewayEdges::spentKeysAreRefusedBeforeTheirBody()
{
    QFETCH(bool, isRate);
    QFETCH(std::string, code);
    domain::ClientKey key = clientKey("a");
    if (isRate) {
        key.requestsPerMinute = 0;
    } else {
        key.dailyBudget = domain::Money{};
    }
    Bench bench({}, {key});
    const Answer answer = bench.raw("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    "Authorization: Bearer sk-a\r\nExpect: 100-continue\r\n"
                                    "Content-Length: 1000000\r\n\r\n");
    QCOMPARE(answer.status, 429);
    QCOMPARE(codeOf(answer), code);
    QVERIFY(!answer.header("retry-after").empty());
    QCOMPARE(answer.header("Connection"), std::string("close"));
    QVERIFY(bench.isAlive());
}

void TestGatewayEdges::onlyKnownKeysAreAskedToContinue()
{
    Bench bench({}, {clientKey("a")});
    const auto ask = [&](const std::string& key) {
        const std::string body = R"({"model":"large-model","messages":[{"role":"user","content":"x"}]})";
        const int socket = connectTo(bench.server->port());
        sendAll(socket, "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                        "Authorization: Bearer " + key + "\r\nExpect: 100-continue\r\nContent-Length: "
                + std::to_string(body.size()) + "\r\n\r\n");
        char first[4096];
        const ssize_t count = ::recv(socket, first, sizeof first, 0);
        const std::string interim(first, count > 0 ? static_cast<std::size_t>(count) : 0);
        sendAll(socket, body);
        const std::string rest = receiveAll(socket);
        ::close(socket);
        return interim + "|" + rest;
    };
    const std::string known = ask("sk-a");
    QVERIFY(known.starts_with("HTTP/1.1 100 Continue\r\n\r\n|HTTP/1.1 200 OK\r\n"));
    const std::string unknown = ask("sk-b");
    QVERIFY(unknown.starts_with("HTTP/1.1 401 "));
    QVERIFY(unknown.find("100 Continue") == std::string::npos);
    QCOMPARE(bench.upstream.calls(), 1);
}

void TestGatewayEdges::anExceptionEndsItsConnectionAlone_data()
{
    QTest::addColumn<int>("call"); // of the clock, on the io thread
    QTest::newRow("before the request is looked at") << 1;
    QTest::newRow("while the client is watched") << 2;
}

void TestGatewayEdges::anExceptionEndsItsConnectionAlone()
{
    QFETCH(int, call);
    Bench bench;
    const int other = connectTo(bench.server->port());
    bench.clock.throwAt(call);
    const int socket = bench.begin("routenlp/cs_intent");
    QCOMPARE(receiveAll(socket), std::string());
    QVERIFY(bench.clock.hasThrown());
    ::close(socket);
    sendAll(other, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    QCOMPARE(Bench::read(other).status, 200);
    QCOMPARE(bench.server->status().requestsInFlight, std::size_t{0});
    QCOMPARE(bench.chat("routenlp/cs_intent").status, 200);
}

void TestGatewayEdges::largeFeedbackIsRefused()
{
    Bench bench;
    const std::string decision = bench.chat("routenlp/cs_intent").header("x-routenlp-decision");
    json feedback{{"decision", decision}, {"accepted", true}, {"note", std::string(1'100'000, 'x')}};
    const Answer refused = bench.post("/v1/feedback", feedback.dump());
    QCOMPARE(refused.status, 413);
    QCOMPARE(codeOf(refused), std::string("request_too_large"));
    QVERIFY(bench.store.outcomes.empty());
    feedback["note"] = "short";
    QCOMPARE(bench.post("/v1/feedback", feedback.dump()).status, 200);
}

void TestGatewayEdges::oddChoicesBreakNothing()
{
    Bench bench;
    const json token{{"token", "x"}, {"logprob", -0.1}, {"top_logprobs", json::array()}};
    const json body{{"model", "m"},
        {"choices", {nullptr, 7, {{"message", {{"content", "x"}}}, {"logprobs", {{"content", {token}}}}}}},
        {"usage", {{"prompt_tokens", 1}, {"completion_tokens", 1}}}};
    bench.upstream.say("small-model", http("200 OK", "application/json", body.dump()));
    const Answer answer = bench.chat("routenlp/cs_intent");
    QCOMPARE(answer.status, 200);
    QVERIFY(json::parse(answer.body)["choices"][2]["logprobs"].is_null()); // only we asked for them
    QVERIFY(bench.isAlive());
}

void TestGatewayEdges::logprobsThatTheClientAskedForDecideNothing()
{
    Bench bench;
    const auto router = std::make_shared<FixedRouter>();
    bench.serve([&](engine::ServingState&, engine::ServingTask& task) { task.router = router; });
    for (domain::Endpoint& endpoint : bench.portfolio.endpoints) {
        endpoint.providesLogprobs = false;
    }
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    bench.sayBoth(-3.0); // which would be no confidence at all
    const Answer plain = bench.chat("routenlp/cs_intent");
    QCOMPARE(plain.header("x-routenlp-tier"), std::string("small"));
    const Answer asked = bench.chat("routenlp/cs_intent", {{"logprobs", true}});
    QCOMPARE(asked.header("x-routenlp-tier"), std::string("small"));
    QCOMPARE(asked.header("x-routenlp-confidence"), plain.header("x-routenlp-confidence"));
    QVERIFY(!json::parse(asked.body)["choices"][0]["logprobs"].is_null());
}

void TestGatewayEdges::anErrorBeforeTheEndOfAStreamIsAnOutage()
{
    Bench bench;
    const json error{{"error", {{"message", "out of memory"}, {"type", "server_error"}}}};
    bench.upstream.say("large-model",
        http("200 OK", "text/event-stream",
            eventsOf({chunk({{"content", "one"}}), error}) + "data: [DONE]\n\n"));
    const Answer answer = bench.chat("large-model", {{"stream", true}});
    QVERIFY(answer.body.find("out of memory") != std::string::npos);
    QVERIFY(answer.body.find("[DONE]") == std::string::npos);
    QCOMPARE(bench.storedRecords(), std::size_t{1});
    QVERIFY(bench.store.records.front().attempts.back().result == domain::AttemptResult::Failed);
}

void TestGatewayEdges::aChallengersTrialRunsBesideTheAnswer()
{
    std::string text;
    for (int i = 0; text.empty(); ++i) { // one that no model has learnt
        const std::string candidate = "question " + std::to_string(i);
        text = domain::identityOf(candidate, "key").split == domain::DataSplit::Gate ? candidate : "";
    }
    const json prompt{{"messages", {{{"role", "user"}, {"content", text}}}}};
    const auto champion = std::make_shared<fakes::ScriptedClient>("a", 0.2);
    const auto challenger = std::make_shared<fakes::ScriptedClient>("from large", 0.9);
    fakes::MemoryShadowStore shadows;
    fakes::MemoryTrialStore trials;
    std::string bodyWithout;
    for (const bool hasChallenger : {false, true}) {
        Bench bench;
        bench.sayBoth(-3.0); // unsure: the last tier answers
        engine::ShadowRunner runner(bench.clock, shadows, bench.store, {}, &trials);
        bench.engine().setShadowRunner(&runner);
        bench.serve([&](engine::ServingState& state, engine::ServingTask& task) {
            domain::Tier student = tier("student", 0, "1e-7");
            student.provider = domain::TierProvider::Student;
            state.tiersByRank.insert(state.tiersByRank.begin(), student);
            state.clients = {{"student", champion}};
            task.policy.modelVersions["student"] = "old";
            if (hasChallenger) {
                auto arm = std::make_shared<engine::ChallengerArm>();
                arm->runId = "run";
                arm->policy = task.policy;
                arm->policy.modelVersions["student"] = "new";
                arm->policy.thresholds["student"] = 0.5;
                arm->student = challenger;
                task.challenger = std::move(arm);
            }
        });
        const Answer answer = bench.chat("routenlp/cs_intent", prompt);
        runner.drain();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("x-routenlp-tier"), std::string("large"));
        QCOMPARE(bench.storedRecords(), std::size_t{1});
        const domain::QueryRecord& record = bench.store.records.front();
        QCOMPARE(record.attempts.size(), std::size_t{2});
        QCOMPARE(record.knownCost().nanoUsd, std::int64_t{110'000 + 1'100'000});
        QVERIFY(record.scope == domain::CertificateScope::LastTier);
        QCOMPARE(bench.upstream.calls(), 2); // what was answered already is not asked again
        QVERIFY(shadows.records.empty()); // nothing that a certificate could rest on
        if (!hasChallenger) {
            QVERIFY(trials.answers.empty());
            bodyWithout = answer.body;
        } else {
            QCOMPARE(answer.body, bodyWithout);
            QCOMPARE(trials.answers.size(), std::size_t{1});
            QCOMPARE(trials.answers.front().queryId, answer.header("x-routenlp-decision"));
            QCOMPARE(trials.answers.front().runId, std::string("run"));
            QCOMPARE(trials.answers.front().pair.challengerTier, std::string("student"));
            QCOMPARE(trials.answers.front().pair.championTier, std::string("large"));
            QCOMPARE(challenger->calls.load(), 1);
        }
        bench.server.reset(); // before the runner
    }
}

void TestGatewayEdges::furtherNamesOfAnEndpointHaveNoPrice()
{
    domain::ClientKey limited = clientKey("b");
    limited.dailyBudget = domain::Money{1'000'000'000};
    Bench bench({}, {clientKey("a"), limited});
    bench.portfolio.endpoints.front().passThroughModels = {"dear", "ft:*"};
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    const std::string free = "Authorization: Bearer sk-a\r\n";
    const std::string budgeted = "Authorization: Bearer sk-b\r\n";
    for (const char* model : {"dear", "ft:mine"}) {
        bench.upstream.say(model, completion("from another", -0.1));
        const Answer whole = bench.chat(model, json::object(), free);
        QCOMPARE(whole.status, 200);
        QCOMPARE(json::parse(whole.body)["usage"]["prompt_tokens"].get<int>(), 100);
        QVERIFY(!json::parse(whole.body)["usage"].contains("cost"));
        QVERIFY(!bench.store.records.back().isCostKnown());
        QVERIFY(bench.store.records.back().attempts.front().priceVersionId.empty());
        bench.upstream.say(model, eventStream("from another", -0.1, true));
        const Answer stream
            = bench.chat(model, {{"stream", true}, {"stream_options", {{"include_usage", true}}}}, free);
        QVERIFY(stream.body.find("prompt_tokens") != std::string::npos);
        QVERIFY(stream.body.find("\"cost\"") == std::string::npos);
        QVERIFY(!bench.store.records.back().isCostKnown());
        const int calls = bench.upstream.calls();
        QCOMPARE(codeOf(bench.chat(model, json::object(), budgeted)), std::string("insufficient_quota"));
        QCOMPARE(bench.upstream.calls(), calls);
    }
    QCOMPARE(bench.chat("small-model", json::object(), budgeted).status, 200);
    QCOMPARE(bench.store.records.back().knownCost().nanoUsd, std::int64_t{110'000});
    QCOMPARE(bench.store.records.back().attempts.front().priceVersionId, std::string("test"));
}

void TestGatewayEdges::namesThatClientsMakeUpAreNotLong()
{
    Bench bench;
    const std::string listed(300, 'm');
    bench.portfolio.endpoints.front().passThroughModels = {"ft:*", listed};
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    const std::string longest = "ft:" + std::string(197, 'x');
    for (const std::string& name : {longest, listed}) {
        bench.upstream.say(name, completion("from another", -0.1));
        QCOMPARE(bench.chat(name).status, 200);
    }
    const Answer refused = bench.chat(longest + "x");
    QCOMPARE(refused.status, 404);
    QCOMPARE(codeOf(refused), std::string("model_not_found"));
    QCOMPARE(bench.storedRecords(), std::size_t{2});
}

void TestGatewayEdges::withoutAnEarlierTierNothingIsCertified_data()
{
    QTest::addColumn<bool>("isPriced");
    QTest::addColumn<double>("latencyMs"); // of the first tier
    QTest::addColumn<bool>("isCertified");
    QTest::newRow("as certified") << true << 0.0 << true;
    QTest::newRow("it cannot answer") << false << 0.0 << false;
    QTest::newRow("it takes too long") << true << 60'000.0 << false;
}

void TestGatewayEdges::withoutAnEarlierTierNothingIsCertified()
{
    QFETCH(bool, isPriced);
    QFETCH(double, latencyMs);
    QFETCH(bool, isCertified);
    gateway::GatewayOptions options;
    options.tasks["cs_intent"].latencyLimitMs = 30'000.0;
    Bench bench(options);
    serveThreeTiers(bench);
    QVERIFY(bench.isUp);
    if (!isPriced) {
        bench.serve([](engine::ServingState& state, engine::ServingTask&) { state.tiersByRank.front().prices = {}; });
    }
    bench.expectation().observe("cs_intent", "small", 5, {100, 10}, latencyMs);
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("medium"));
    const domain::QueryRecord& record = bench.store.records.back();
    QCOMPARE(record.attempts.size(), isCertified ? std::size_t{2} : std::size_t{1});
    QVERIFY(record.attempts.back().threshold.has_value());
    QVERIFY(record.scope
        == (isCertified ? domain::CertificateScope::Certified : domain::CertificateScope::Uncertified));
}

void TestGatewayEdges::withoutTheLastTiersServerAnotherAnswers()
{
    Bench bench;
    bench.portfolio.endpoints.pop_back();
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    const auto isAnswered = [&](const json& more) {
        const Answer answer = bench.chat("routenlp/cs_intent", more);
        return answer.status == 200 && answer.header("x-routenlp-tier") == "small"
            && bench.store.records.back().scope == domain::CertificateScope::Uncertified;
    };
    QVERIFY(isAnswered(laterTurn()));
    bench.server->setBypass("cs_intent", SystemClock().now() + std::chrono::hours(1));
    QVERIFY(isAnswered(json::object()));
    bench.portfolio.endpoints.clear();
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    QCOMPARE(bench.chat("routenlp/cs_intent").status, 503);
}

void TestGatewayEdges::listedPagesAreToldWhatTheyMaySend()
{
    Bench bench(openToPage(), {clientKey("a")});
    const auto ask = [&](const std::string& origin) {
        return bench.raw("OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + origin
            + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: "
              "authorization,content-type,x-other,x-routenlp-task,x-stainless-os\r\n\r\n");
    };
    const Answer listed = ask(originLine(kPage));
    QCOMPARE(listed.status, 204);
    QVERIFY(mayPageRead(listed));
    QVERIFY(listed.header("Access-Control-Allow-Methods").find("POST") != std::string::npos);
    QCOMPARE(listed.header("Access-Control-Allow-Headers"),
        std::string("authorization, content-type, x-routenlp-task, x-stainless-os"));
    QVERIFY(!listed.header("Access-Control-Max-Age").empty());
    QVERIFY(listed.header("Content-Length").empty());
    const Answer foreign = ask(originLine("https://evil.example"));
    QCOMPARE(codeOf(foreign), std::string("origin_not_allowed"));
    QVERIFY(foreign.head.find("Access-Control") == std::string::npos);
    const Answer program = ask({});
    QCOMPARE(program.status, 401);
    QVERIFY(program.head.find("Access-Control") == std::string::npos);
}

void TestGatewayEdges::listedPagesMayReadEveryAnswer()
{
    gateway::GatewayOptions options = openToPage();
    options.maxBodyBytes = 1'000;
    Bench bench(options, {clientKey("a")});
    const std::string program = "Authorization: Bearer sk-a\r\n";
    const std::string page = originLine(kPage) + program;
    const Answer whole = bench.chat("routenlp/cs_intent", json::object(), page);
    QCOMPARE(whole.status, 200);
    QVERIFY(mayPageRead(whole));
    QVERIFY(whole.header("Access-Control-Expose-Headers").find("x-routenlp-tier") != std::string::npos);
    bench.upstream.say("small-model", eventStream("from small", -0.1, true));
    for (const char* model : {"routenlp/cs_intent", "small-model"}) {
        const Answer stream = bench.chat(model, {{"stream", true}}, page);
        QVERIFY(stream.body.find("data: [DONE]") != std::string::npos);
        QVERIFY(mayPageRead(stream));
        QVERIFY(stream.header("Access-Control-Expose-Headers").find("x-routenlp-tier") != std::string::npos);
    }
    const Answer unknown = bench.chat("small-model", json::object(), originLine(kPage));
    QCOMPARE(unknown.status, 401);
    QVERIFY(mayPageRead(unknown));
    const Answer tooLarge = bench.chat("small-model", {{"user", std::string(2'000, 'x')}}, page);
    QCOMPARE(tooLarge.status, 413);
    QVERIFY(mayPageRead(tooLarge));
    QVERIFY(bench.chat("small-model", json::object(), program).head.find("Access-Control") == std::string::npos);
}

void TestGatewayEdges::imagesAloneAreAnsweredByAnEndpoint()
{
    Bench bench;
    QCOMPARE(bench.chat("routenlp/cs_intent", imageAlone()).header("x-routenlp-tier"), std::string("large"));
    QVERIFY(bench.upstream.lastRequest().find("image_url") != std::string::npos);
    const domain::QueryRecord& record = bench.store.records.front();
    QVERIFY(record.scope == domain::CertificateScope::Uncertified);
    QVERIFY(record.text.empty());
    QCOMPARE(record.knownCost().nanoUsd, std::int64_t{1'100'000});
    const json wordless = json::parse(R"({"messages":[{"role":"user","content":""}]})");
    QCOMPARE(bench.chat("routenlp/cs_intent", wordless).status, 400); // nothing is asked at all
    bench.portfolio.endpoints.pop_back();
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    QCOMPARE(bench.chat("routenlp/cs_intent", imageAlone()).header("x-routenlp-tier"), std::string("small"));
}

void TestGatewayEdges::imagesAloneAreNotRouted()
{
    Bench bench;
    const auto router = std::make_shared<FixedRouter>();
    bench.serve([&](engine::ServingState&, engine::ServingTask& task) { task.router = router; });
    QCOMPARE(bench.chat("routenlp/cs_intent", imageAlone()).header("x-routenlp-tier"), std::string("large"));
    QCOMPARE(router->calls.load(), 0);
    QVERIFY(bench.store.records.front().routerVersion.empty());
}

QTEST_GUILESS_MAIN(TestGatewayEdges)
#include "tst_gateway_edges.moc"
