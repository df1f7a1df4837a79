#include <QTest>

#include "core/datasets/log_entry.h"
#include "core/datasets/request_log.h"
#include "core/engine/log_estimation.h"

#include <QFile>
#include <QTemporaryDir>

#include <cmath>

using namespace core;
using domain::LogFormat;
using domain::LoggedRequest;

Q_DECLARE_METATYPE(core::domain::LogFormat)

namespace {

const domain::TokenPrices kDear{5'000'000, 20'000'000};

/// 100 prompt and 50 completion tokens each: 0.0015 USD at kDear, 0.000003 at the student's price.
QByteArray batchLines(int count)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        lines += R"({"custom_id":")" + QByteArray::number(i)
            + R"(","response":{"status_code":200,"body":{"model":"dear","usage":{"prompt_tokens":100,"completion_tokens":50}}},"error":null})"
            + "\n";
    }
    return lines;
}

QByteArray recording(int count, int missEvery)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        const bool isMiss = missEvery > 0 && i % missEvery == 0;
        lines += R"({"id":")" + QByteArray::number(i) + R"(","task":"t","text":"query )"
            + QByteArray::number(i)
            + R"(","responses":{"dear":{"text":"a","quality":1,"prompt_tokens":100,"completion_tokens":50},)"
            + R"("cheap":{"text":"b","quality":)" + (isMiss ? "0" : "1")
            + R"(,"prompt_tokens":100,"completion_tokens":50}}})" + "\n";
    }
    return lines;
}

} // namespace

class TestLogEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormatIsRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<LogFormat>("format");
        QTest::newRow("batch results") << batchLines(1) << LogFormat::OpenAiBatch;
        QTest::newRow("LiteLLM lines") << QByteArray(
            R"({"request_id":"a","call_type":"acompletion","model":"dear","spend":0.0015,"prompt_tokens":100,"completion_tokens":50,"startTime":"2026-11-01 12:30:00.5+00:00","messages":[{"role":"user","content":"hello there"}]})")
                                       << LogFormat::LiteLlm;
        QTest::newRow("Langfuse list") << QByteArray(
            "[\n {\"type\":\"SPAN\",\"traceId\":\"t\"},\n {\"type\":\"GENERATION\",\"traceId\":\"t\",\n"
            "  \"model\":\"dear\",\"startTime\":\"2026-11-01T12:30:00Z\",\"input\":\"a } \\\" ] b\",\n"
            "  \"usageDetails\":{\"input\":100,\"output\":50},\"costDetails\":{\"total\":0.0015}}\n]\n")
                                       << LogFormat::Langfuse;
        QTest::newRow("Langfuse API answer") << QByteArray(
            R"({"data":[{"type":"GENERATION","traceId":"t","model":"dear","promptTokens":100,"completionTokens":50,"calculatedTotalCost":0.0015}],"meta":{}})")
                                             << LogFormat::Langfuse;
        QTest::newRow("recording") << recording(1, 0) << LogFormat::Recording;
    }

    void everyFormatIsRead()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const LogFormat, format);
        std::vector<LoggedRequest> requests;
        const auto read = readBytes(bytes, &requests);
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QVERIFY(read->format == format);
        QCOMPARE(read->requests, std::size_t(1));
        engine::LogEstimationOptions options;
        options.prices = {{"dear", kDear}, {"cheap", options.studentPrices}};
        engine::LogEstimation estimation(options);
        estimation.add(requests.front());
        const auto estimate = estimation.result();
        QVERIFY(estimate.has_value());
        QCOMPARE(estimate->spend.nanoUsd, std::int64_t(1'500'000));
        QCOMPARE(estimate->high.nanoUsd, std::int64_t(1'497'000));
        QCOMPARE(estimate->low.nanoUsd, std::int64_t(0)); // one judgement, or none, certifies nothing
    }

    void whatIsNoAnsweredRequestIsCounted()
    {
        const auto read = readBytes(R"({"spend":0,"model":"m","status":"failure"}
{"spend":0,"model":"m","cache_hit":"True"}
{"spend":0.5,"model":"m"}
)");
        QVERIFY(read.has_value());
        QCOMPARE(read->requests, std::size_t(1));
        QCOMPARE(read->skipped.at("failed requests"), std::size_t(1));
        QCOMPARE(read->skipped.at("answers from a cache"), std::size_t(1));
    }

    void wrongLogsNameLineRuleAndRemedy_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("words");
        const auto row = [](const char* name, const QByteArray& bytes, const QByteArrayList& words) {
            QTest::newRow(name) << bytes << words;
        };
        row("empty", "", {"log.jsonl", "empty"});
        row("blank", "\n \n", {"log.jsonl", "empty", "LiteLLM"});
        row("no log", R"({"hello":1})", {"line 1", "no known log format", "Langfuse"});
        row("a number", "17\n", {"line 1", "JSON object is expected"});
        row("CSV", "id,model,spend\n1,m,2\n", {"line 1", "not valid JSON"});
        row("half a line", batchLines(2) + "{\"custom_id\":", {"line 3", "not valid JSON"});
        row("negative tokens", batchLines(1) + QByteArray(batchLines(1)).replace("100", "-1"),
            {"line 2", "usage.prompt_tokens is -1", "whole number", "correct or remove"});
        row("half a token", QByteArray(batchLines(1)).replace("50", "0.5"),
            {"line 1", "usage.completion_tokens is 0.5"});
        row("cost in words", R"({"spend":"much","model":"m"})",
            {"line 1", "spend is \"much\"", "US dollars"});
        row("no model", R"({"spend":1})", {"line 1", "'model' is missing"});
        row("a time beyond all calendars", R"({"spend":1,"model":"m","startTime":1e300})",
            {"line 1", "startTime is 1e+300", "seconds since 1970"});
        row("a bad time", R"({"spend":1,"model":"m","startTime":"yesterday"})",
            {"line 1", "startTime is \"yesterday\"", "2026-11-01T12:30:00Z"});
        row("no body", R"({"custom_id":"1"})", {"line 1", "'body' is missing"});
        row("a list that is cut off",
            "[{\"spend\":1,\"model\":\"m\"},\n{\"spend\":", {"line 2", "cut off", "export"});
        row("words in a list", "[{\"spend\":1,\"model\":\"m\"},\nhello]", {"line 2", "'h' stands where"});
        row("a recording's quality", QByteArray(recording(1, 0)).replace("\"quality\":1", "\"quality\":7"),
            {"line 1", "quality"});
    }

    void wrongLogsNameLineRuleAndRemedy()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArrayList, words);
        const auto read = readBytes(bytes);
        QVERIFY(!read);
        for (const QByteArray& word : words) {
            QVERIFY2(read.error().message.find(word.toStdString()) != std::string::npos,
                read.error().message.c_str());
        }
    }

    void judgementsCertifyAGroup_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("missEvery");
        QTest::addColumn<bool>("isCertified");
        QTest::newRow("44 right answers are too few") << 44 << 0 << false; // 0.95^44 = 0.105 > 0.1
        QTest::newRow("45 are enough") << 45 << 0 << true;
        QTest::newRow("every tenth misses") << 400 << 10 << false;
        QTest::newRow("every fiftieth misses") << 400 << 50 << true;
    }

    void judgementsCertifyAGroup()
    {
        QFETCH(const int, count);
        QFETCH(const int, missEvery);
        QFETCH(const bool, isCertified);
        const auto estimate = estimateOf(recording(count, missEvery));
        QVERIFY(estimate.has_value());
        QVERIFY(estimate->hasJudgements);
        QCOMPARE(estimate->groups.front().isCertified, isCertified);
        QCOMPARE(estimate->low.nanoUsd, isCertified ? std::int64_t(1'497'000) * count : 0);
        const std::int64_t good = missEvery == 0 ? count : count - (count + missEvery - 1) / missEvery;
        QVERIFY(estimate->high.nanoUsd >= 1'497'000 * good);
        QVERIFY(estimate->low <= estimate->high && estimate->high <= estimate->spend);
    }

    void withoutJudgementsTheNeededNumberIsSaid()
    {
        const auto estimate = estimateOf(batchLines(300));
        QVERIFY(estimate.has_value());
        QVERIFY(!estimate->hasJudgements);
        QCOMPARE(estimate->low.nanoUsd, std::int64_t(0));
        QCOMPARE(estimate->judgementsAtBest, std::int64_t(45));
        QVERIFY(estimate->judgementsLikely > 45);
        QCOMPARE(estimate->trialCost.nanoUsd, std::int64_t(300 * 3'000));
    }

    void unknownPricesStayUnknown()
    {
        engine::LogEstimation estimation({});
        readBytes(batchLines(3), nullptr, &estimation);
        const auto estimate = estimation.result();
        QVERIFY(estimate.has_value());
        QCOMPARE(estimate->unknownCost, std::size_t(3));
        QCOMPARE(estimate->spend.nanoUsd, std::int64_t(0));
        QCOMPARE(estimate->high.nanoUsd, std::int64_t(0));
    }

    void requestsWithoutAnswersAreEstimatedFromTheirWords()
    {
        const auto estimate = estimateOf(
            R"({"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"dear","messages":[{"role":"user","content":"one two three four five six seven eight nine ten"}]}})"
            "\n"
            R"({"custom_id":"2","body":{"model":"dear","messages":[{"role":"user","content":"One two three four  five six seven eight nine TEN"}]}})");
        QVERIFY(estimate.has_value());
        QCOMPARE(estimate->estimatedTokens, std::size_t(2));
        QCOMPARE(estimate->assumedAnswers, std::size_t(2));
        QCOMPARE(estimate->repeats, std::size_t(1));
        QCOMPARE(estimate->spend.nanoUsd, std::int64_t(2 * (13 * 5'000 + 256 * 20'000)));
    }

    void anUnknownCheaperModelIsRefused()
    {
        engine::LogEstimationOptions options;
        options.cheaperModel = "nobody";
        engine::LogEstimation estimation(options);
        readBytes(batchLines(1), nullptr, &estimation);
        const auto estimate = estimation.result();
        QVERIFY(!estimate);
        QVERIFY(estimate.error().message.find("nobody") != std::string::npos);
    }

    void timesOfAllFormsAreRead()
    {
        const auto noon = datasets::parseIsoTime("2026-11-01T12:00:00Z");
        QVERIFY(noon.has_value());
        QVERIFY(datasets::parseIsoTime("2026-11-01 14:00:00.000+02:00") == noon);
        QVERIFY(datasets::parseIsoTime("2026-11-01T12:00:00") == noon);
        QVERIFY(datasets::parseIsoTime("2026-11-01T12:00:00.0625Z") == *noon + std::chrono::microseconds(62'500));
        QVERIFY(datasets::parseIsoTime("2026-11-01T12:00:00.123456789Z") == *noon + std::chrono::microseconds(123'456));
        for (const char* wrong :
            {"", "2026-13-01T12:00:00Z", "2026-02-30T12:00:00Z", "2026-11-01T25:00:00Z", "noon"}) {
            QVERIFY2(!datasets::parseIsoTime(wrong), wrong);
        }
    }

private:
    Result<datasets::RequestLogReport> readBytes(const QByteArray& bytes,
        std::vector<LoggedRequest>* requests = nullptr, engine::LogEstimation* estimation = nullptr)
    {
        const QString path = m_directory.filePath(QStringLiteral("log.jsonl"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            return fail(ErrorCode::Io, "the test cannot write its file");
        }
        file.close();
        return datasets::readRequestLog(path.toStdString(), [&](const LoggedRequest& request) {
            if (requests != nullptr) {
                requests->push_back(request);
            }
            if (estimation != nullptr) {
                estimation->add(request);
            }
        });
    }

    Result<domain::LogEstimate> estimateOf(const QByteArray& bytes)
    {
        engine::LogEstimationOptions options;
        options.prices = {{"dear", kDear}, {"cheap", options.studentPrices}};
        engine::LogEstimation estimation(options);
        if (const auto read = readBytes(bytes, nullptr, &estimation); !read) {
            return fail(read.error());
        }
        return estimation.result();
    }

    QTemporaryDir m_directory;
};

QTEST_GUILESS_MAIN(TestLogEstimate)
#include "tst_log_estimate.moc"
