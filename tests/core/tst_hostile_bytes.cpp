#include "core/base/rng.h"
#include "core/gateway/api_request.h"
#include "core/providers/endpoint_answer.h"
#include "core/providers/json_slices.h"
#include "core/providers/sse_splitter.h"

#include <nlohmann/json.hpp>

#include <QObject>
#include <QTest>

#include <vector>

using namespace core;
using nlohmann::json;

namespace {

constexpr int kRounds = 20'000;

const std::vector<std::string> kSeeds{
    R"({"model":"routenlp/cs_intent","messages":[{"role":"system","content":"s"},{"role":"user","content":"hä \u00e9 \ud83d\ude00"}],)"
    R"("stream":true,"stream_options":{"include_usage":false},"tools":[{"type":"function"}],"n":1,"temperature":0.5})",
    R"({"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"x"}}]}]})",
    R"({"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"x","tool_calls":[]},)"
    R"("logprobs":{"content":[{"token":"x","logprob":-1e-3,"top_logprobs":[{"token":"x","logprob":-0.1}]}]},)"
    R"("finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}})",
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n: comment\r\n\r\ndata: [DONE]\n\n",
};

/// Flips, cuts, repeats and splices, by the seed.
std::string mutated(Rng& rng)
{
    static const std::vector<std::string> kPieces{"{", "}", "[", "]", "\"", "\\", "\\u", "\\ud800", ",", ":",
        "null", "1e999", "-", "0x", std::string(1, '\0'), "\xff", "\xc3", "\xed\xa0\x80", "\n\n", "\r\n",
        "data:"};
    std::string bytes = kSeeds[rng.below(kSeeds.size())];
    for (std::uint64_t change = 1 + rng.below(6); change > 0 && !bytes.empty(); --change) {
        const std::size_t at = rng.below(bytes.size());
        switch (rng.below(5)) {
        case 0:
            bytes[at] = static_cast<char>(rng.below(256));
            break;
        case 1:
            bytes.erase(at, 1 + rng.below(20));
            break;
        case 2:
            bytes.insert(at, kPieces[rng.below(kPieces.size())]);
            break;
        case 3:
            bytes.insert(at, bytes.substr(rng.below(bytes.size()), rng.below(60)));
            break;
        default:
            bytes.resize(at);
            break;
        }
    }
    return bytes;
}

} // namespace

/// Broken bytes against the parsers that are ours. The sanitiser builds make this a fuzzer of fixed length.
class TestHostileBytes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheRequestParserTakesIsJson();
    void answersOfAServerNeverBreakTheirReaders();
    void eventsComeOutTheSameHoweverTheyAreCut();
};

void TestHostileBytes::whatTheRequestParserTakesIsJson()
{
    Rng rng(20261124);
    int taken = 0;
    for (int round = 0; round < kRounds; ++round) {
        const std::string bytes = mutated(rng);
        auto request = gateway::ApiRequest::parse(bytes);
        if (!request) {
            QVERIFY(!request.error().message.empty());
            QVERIFY(request.error().status == 400);
            continue;
        }
        ++taken;
        const json document = json::parse(bytes, nullptr, false);
        // Lone surrogates and numbers beyond a double are JSON by its grammar, but not for this other parser.
        if (document.is_discarded()
            && (bytes.find("\\ud") != std::string::npos || bytes.find("1e999") != std::string::npos)) {
            QVERIFY(request->queryText().text.size() <= bytes.size());
            continue;
        }
        QVERIFY2(document.is_object(), bytes.c_str());
        if (request->checkMessages()) {
            const gateway::QueryText text = request->queryText();
            QVERIFY(text.text.find('\0') == std::string::npos);
            const json forwarded = json::parse(request->bodyFor("other", true), nullptr, false);
            QVERIFY2(forwarded.is_object() && forwarded["model"] == "other", bytes.c_str());
        }
    }
    QVERIFY(taken > kRounds / 50); // otherwise nothing behind the first check was tried
}

void TestHostileBytes::answersOfAServerNeverBreakTheirReaders()
{
    Rng rng(7);
    for (int round = 0; round < kRounds; ++round) {
        const std::string bytes = mutated(rng);
        if (const auto answer = providers::parseChatCompletion(bytes)) {
            QVERIFY(json::parse(bytes, nullptr, false).is_object());
        }
        const providers::ChatAnswer streamed = providers::collectChatStream(bytes);
        QVERIFY(streamed.usage.promptTokens >= 0 && streamed.usage.completionTokens >= 0);
    }
}

void TestHostileBytes::eventsComeOutTheSameHoweverTheyAreCut()
{
    const auto events = [](const std::string& bytes, Rng* rng) {
        providers::SseSplitter splitter;
        std::vector<std::string> all;
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t size = rng == nullptr ? bytes.size() : 1 + rng->below(7);
            splitter.feed(std::string_view(bytes).substr(at, size));
            at += size;
            while (const auto event = splitter.next()) {
                all.push_back(*event);
            }
        }
        return all;
    };
    Rng rng(3);
    for (int round = 0; round < kRounds / 4; ++round) {
        const std::string bytes = mutated(rng);
        QVERIFY(events(bytes, nullptr) == events(bytes, &rng));
    }
}

QTEST_GUILESS_MAIN(TestHostileBytes)
#include "tst_hostile_bytes.moc"
