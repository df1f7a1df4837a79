#include <QTest>

#include "core/providers/rate_limit_headers.h"
#include "gateway_bench.h"

using namespace gatewaytest;

/// What model servers say of their rate limits.
class TestRateLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatAHeaderIsTakenFor_data();
    void whatAHeaderIsTakenFor();
    void anAnswerThatSaysNothingKeepsWhatIsKnown();
    void refusalsAreCountedApartFromOutages();
};

void TestRateLimits::whatAHeaderIsTakenFor_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("left"); // -1: unknown
    QTest::newRow("a number") << QByteArray("482") << qint64{482};
    QTest::newRow("used up") << QByteArray("0") << qint64{0};
    QTest::newRow("negative") << QByteArray("-1") << qint64{-1};
    QTest::newRow("with a unit") << QByteArray("12k") << qint64{-1};
    QTest::newRow("too long") << QByteArray("99999999999999999999") << qint64{-1};
    QTest::newRow("empty") << QByteArray("") << qint64{-1};
}

void TestRateLimits::whatAHeaderIsTakenFor()
{
    QFETCH(const QByteArray, value);
    QFETCH(const qint64, left);
    providers::UpstreamHeaders headers;
    headers.insert("X-RateLimit-Remaining-Requests", value.toStdString());
    domain::RateLimits limits;
    providers::noteRateLimits(limits, headers);
    QCOMPARE(qint64{limits.requestsLeft.value_or(-1)}, left);
}

void TestRateLimits::anAnswerThatSaysNothingKeepsWhatIsKnown()
{
    domain::RateLimits limits;
    limits.requestsLeft = 7;
    limits.retryAt = fromMicroseconds(1);
    providers::noteRateLimits(limits, {});
    QCOMPARE(limits.requestsLeft, std::optional<std::int64_t>(7));
    providers::noteRefusal(limits, {}, fromMicroseconds(2));
    QCOMPARE(limits.refusals, std::uint64_t{1});
    QVERIFY(limits.retryAt == TimePoint{}); // the newest refusal names no time
}

void TestRateLimits::refusalsAreCountedApartFromOutages()
{
    Bench bench;
    bench.portfolio.endpoints[0].maxRetries = 0;
    QVERIFY(bench.server->publish(bench.portfolio).has_value());
    std::string accepted = completion("from small", -0.01);
    accepted.insert(accepted.find("\r\n") + 2,
        "x-ratelimit-limit-requests: 500\r\nx-ratelimit-remaining-requests: 482\r\n"
        "x-ratelimit-limit-tokens: 30000\r\nx-ratelimit-remaining-tokens: 29000\r\n");
    bench.upstream.say("small-model", accepted);
    QCOMPARE(bench.chat("routenlp/cs_intent").status, 200);
    bench.upstream.say("small-model",
        "HTTP/1.1 429 Too Many\r\nx-ratelimit-remaining-requests: 0\r\nretry-after: 60\r\nContent-Length: 2\r\n"
        "Connection: close\r\n\r\n{}");
    QCOMPARE(bench.chat("routenlp/cs_intent").header("x-routenlp-tier"), std::string("large"));
    const gateway::GatewayStatus status = bench.server->status();
    const providers::EndpointHealth& small = status.endpoints.at("small");
    QCOMPARE(small.rateLimits.requestLimit, std::optional<std::int64_t>(500));
    QCOMPARE(small.rateLimits.requestsLeft, std::optional<std::int64_t>(0));
    QCOMPARE(small.rateLimits.tokensLeft, std::optional<std::int64_t>(29'000));
    QCOMPARE(small.rateLimits.refusals, std::uint64_t{1});
    QVERIFY(small.rateLimits.retryAt == small.lastErrorAt + std::chrono::seconds(60));
    QCOMPARE(small.failures, std::uint64_t{0});
    QVERIFY(!status.endpoints.at("large").rateLimits.requestsLeft);
}

QTEST_GUILESS_MAIN(TestRateLimits)
#include "tst_rate_limits.moc"
