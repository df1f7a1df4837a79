// Log-probabilities that a model server gives: what is made of them, what is asked for, and what the client sees.
#include "core/domain/score_signals.h"
#include "core/providers/endpoint_answer.h"
#include "tests/core/gateway_bench.h"

#include <QObject>
#include <QTest>

#include <cmath>

using namespace core;
using namespace gatewaytest;
using core::domain::ScoreSignal;
using nlohmann::json;

namespace {

json tokenOf(const std::vector<double>& probabilities)
{
    json alternatives = json::array();
    for (const double p : probabilities) {
        alternatives.push_back({{"token", "t"}, {"logprob", std::log(p)}, {"bytes", nullptr}});
    }
    return {{"token", "t"}, {"logprob", std::log(probabilities.front())}, {"top_logprobs", std::move(alternatives)}};
}

json bodyOf(const json& tokens)
{
    return {{"id", "c"}, {"object", "chat.completion"}, {"model", "m"},
        {"choices",
            json::array({{{"index", 0}, {"finish_reason", "stop"},
                {"message", {{"role", "assistant"}, {"content", "from small"}}}, {"logprobs", {{"content", tokens}}}}})},
        {"usage", {{"prompt_tokens", 100}, {"completion_tokens", 2}, {"total_tokens", 102}}}};
}

const json& sureTokens()
{
    static const json tokens = json::array({tokenOf({0.9, 0.05, 0.02, 0.01, 0.01}), tokenOf({0.8, 0.1, 0.04, 0.03, 0.02})});
    return tokens;
}

void saySure(Bench& bench)
{
    bench.upstream.say("small-model", http("200 OK", "application/json", bodyOf(sureTokens()).dump()));
}

json sentBody(const Bench& bench)
{
    const std::string request = bench.upstream.lastRequest();
    return json::parse(request.substr(request.find("\r\n\r\n") + 4));
}

std::size_t alternativesIn(const json& choice, std::size_t token)
{
    return choice["logprobs"]["content"][token]["top_logprobs"].size();
}

} // namespace

class TestLogprobSignals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marginAndEntropyAreMeansOverTheAnswer();
    void moreAlternativesThanFiveChangeNothing();
    void withoutAlternativesThereIsNoMargin();
    void theAnsweredTokenComesBeforeTheOthers();
    void theyAreAskedForRecordedAndNotShown();
    void theTraceSaysWhatTheScoreWasMadeOf();
    void theClientSeesAsManyAlternativesAsItAskedFor_data();
    void theClientSeesAsManyAlternativesAsItAskedFor();
    void aStreamShowsAsManyToo();
    void whatIsNoCountIsLeftToTheServer();
};

void TestLogprobSignals::marginAndEntropyAreMeansOverTheAnswer()
{
    const auto answer
        = providers::parseChatCompletion(bodyOf(json::array({tokenOf({0.6, 0.3, 0.1}), tokenOf({0.9, 0.05})})).dump());
    QVERIFY(answer.has_value());
    const auto part = [](double p) { return -p * std::log(p); };
    QCOMPARE(answer->tokenSignals.meanMargin, (0.3 + 0.85) / 2);
    QCOMPARE(answer->tokenSignals.meanEntropy, (part(0.6) + part(0.3) + part(0.1) + part(0.9) + part(0.05)) / 2);
    QCOMPARE(answer->tokenSignals.minLogprob, std::log(0.6));
    QCOMPARE(answer->tokenSignals.meanLogprob, (std::log(0.6) + std::log(0.9)) / 2);
}

void TestLogprobSignals::moreAlternativesThanFiveChangeNothing()
{
    const auto five = providers::parseChatCompletion(bodyOf(json::array({tokenOf({0.5, 0.2, 0.1, 0.05, 0.04})})).dump());
    const auto eight = providers::parseChatCompletion(
        bodyOf(json::array({tokenOf({0.5, 0.2, 0.1, 0.05, 0.04, 0.03, 0.02, 0.01})})).dump());
    QVERIFY(five.has_value() && eight.has_value());
    QCOMPARE(five->tokenSignals.meanEntropy, eight->tokenSignals.meanEntropy); // whatever the client asked for on its own account
    QCOMPARE(five->tokenSignals.meanMargin, eight->tokenSignals.meanMargin);
}

void TestLogprobSignals::withoutAlternativesThereIsNoMargin()
{
    const auto answer = providers::parseChatCompletion(bodyOf(json::array({tokenOf({0.6})})).dump());
    QVERIFY(answer.has_value());
    QVERIFY(std::isnan(answer->tokenSignals.meanMargin));
    QVERIFY(std::isnan(answer->tokenSignals.meanEntropy));
    QCOMPARE(answer->tokenSignals.minLogprob, std::log(0.6));
    ports::ModelAnswer taken;
    providers::takeSignals(*answer, taken);
    QCOMPARE(taken.confidence, 0.6);
    QVERIFY(std::isnan(taken.tokenMargin));
}

void TestLogprobSignals::theAnsweredTokenComesBeforeTheOthers()
{
    const auto named = [](const char* token, double logprob) { return json{{"token", token}, {"logprob", logprob}}; };
    json answered = named("refund", -0.7);
    answered["top_logprobs"] = json::array({named("card", -0.6), named("refund", -0.7), named("x", -9)});
    const auto places = providers::topLogprobsOf(bodyOf(json::array({answered, named("!", -0.1)})).dump());
    const std::vector<domain::TokenAlternatives> expected{
        {{"refund", -0.7}, {"card", -0.6}, {"x", -9}}, {{"!", -0.1}}};
    QVERIFY(places == expected);
    QVERIFY(providers::topLogprobsOf(bodyOf(json::array({answered, json::object({{"token", "!"}})})).dump()).empty());
    QVERIFY(providers::topLogprobsOf(bodyOf(nullptr).dump()).empty());
    QVERIFY(providers::topLogprobsOf("no JSON").empty());
}

void TestLogprobSignals::theyAreAskedForRecordedAndNotShown()
{
    Bench bench;
    saySure(bench);
    const Answer answer = bench.chat("routenlp/cs_intent");
    QCOMPARE(answer.header("x-routenlp-tier"), std::string("small"));
    QVERIFY(json::parse(answer.body)["choices"][0]["logprobs"].is_null());
    const json sent = sentBody(bench);
    QVERIFY(sent["logprobs"] == true);
    QCOMPARE(sent["top_logprobs"].get<std::size_t>(), providers::kAlternatives);
    const std::vector<double>& told = bench.store.records.front().attempts.front().scoreSignals;
    QCOMPARE(domain::valueOf(told, ScoreSignal::TokenProbability), std::sqrt(0.9 * 0.8));
    QCOMPARE(domain::valueOf(told, ScoreSignal::LeastTokenProbability), 0.8);
    QCOMPARE(domain::valueOf(told, ScoreSignal::TokenMargin), (0.85 + 0.7) / 2);
    QVERIFY(domain::valueOf(told, ScoreSignal::TokenEntropy) > 0);
    QCOMPARE(domain::valueOf(told, ScoreSignal::CompletionTokens), 2.0);
}

void TestLogprobSignals::theTraceSaysWhatTheScoreWasMadeOf()
{
    Bench bench;
    saySure(bench);
    const Answer answer = bench.chat("routenlp/cs_intent", json::object(), "x-routenlp-debug: 1\r\n");
    const json trace = json::parse(answer.header("x-routenlp-trace"));
    const json& told = trace["attempts"][0]["signals"];
    QCOMPARE(told["least_token_probability"].get<double>(), 0.8);
    QCOMPARE(told["without_learning"].get<double>(), std::sqrt(0.9 * 0.8));
    QVERIFY(told["router_probability"].is_null()); // there is no router
}

void TestLogprobSignals::theClientSeesAsManyAlternativesAsItAskedFor_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("sent");
    QTest::addColumn<int>("seen");
    QTest::newRow("none") << -1 << 5 << 0;
    QTest::newRow("0") << 0 << 5 << 0;
    QTest::newRow("2") << 2 << 5 << 2;
    QTest::newRow("5") << 5 << 5 << 5;
    QTest::newRow("8") << 8 << 8 << 5; // as many as this server gives
}

void TestLogprobSignals::theClientSeesAsManyAlternativesAsItAskedFor()
{
    QFETCH(int, asked);
    QFETCH(int, sent);
    QFETCH(int, seen);
    Bench bench;
    saySure(bench);
    json more{{"logprobs", true}};
    if (asked >= 0) {
        more["top_logprobs"] = asked;
    }
    const Answer answer = bench.chat("routenlp/cs_intent", more);
    QCOMPARE(answer.header("x-routenlp-tier"), std::string("small"));
    QCOMPARE(sentBody(bench)["top_logprobs"].get<int>(), sent);
    const json choice = json::parse(answer.body)["choices"][0];
    QCOMPARE(choice["logprobs"]["content"].size(), std::size_t{2});
    QCOMPARE(alternativesIn(choice, 0), static_cast<std::size_t>(seen));
    QCOMPARE(alternativesIn(choice, 1), static_cast<std::size_t>(seen));
    // Scored as the same answer to a client that asked for none.
    QCOMPARE(domain::valueOf(bench.store.records.front().attempts.front().scoreSignals, ScoreSignal::TokenMargin),
        (0.85 + 0.7) / 2);
}

void TestLogprobSignals::aStreamShowsAsManyToo()
{
    Bench bench;
    const json usage{{"prompt_tokens", 100}, {"completion_tokens", 1}, {"total_tokens", 101}};
    const std::string events
        = gatewaytest::event({{"content", "word"}}, nullptr, {{"content", json::array({sureTokens()[0]})}}, nullptr)
        + gatewaytest::event(json::object(), "stop", nullptr, usage) + "data: [DONE]\n\n";
    bench.upstream.say("small-model", http("200 OK", "text/event-stream", events));
    const Answer answer
        = bench.chat("routenlp/cs_intent", {{"stream", true}, {"logprobs", true}, {"top_logprobs", 1}});
    QCOMPARE(answer.status, 200);
    const std::size_t at = answer.body.find("data: {");
    QVERIFY(at != std::string::npos);
    const json chunk = json::parse(answer.body.substr(at + 6, answer.body.find("\n", at) - at - 6));
    QCOMPARE(alternativesIn(chunk["choices"][0], 0), std::size_t{1});
    QCOMPARE(domain::valueOf(bench.store.records.front().attempts.front().scoreSignals, ScoreSignal::TokenMargin), 0.85);
}

void TestLogprobSignals::whatIsNoCountIsLeftToTheServer()
{
    Bench bench;
    saySure(bench);
    const Answer answer = bench.chat("routenlp/cs_intent", {{"logprobs", true}, {"top_logprobs", "many"}});
    QCOMPARE(answer.status, 200); // this one does not mind
    QVERIFY(sentBody(bench)["top_logprobs"] == "many");
}

QTEST_GUILESS_MAIN(TestLogprobSignals)
#include "tst_logprob_signals.moc"
