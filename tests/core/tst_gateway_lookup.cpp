#include "core/providers/host_lookup.h"

#include "tests/core/gateway_bench.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <QObject>
#include <QTest>

#include <dlfcn.h>
#include <netdb.h>

using namespace core;
using namespace gatewaytest;

namespace {

std::atomic<bool> isHung = false; ///< the lookups of hung.test
std::atomic<int> hungLookups = 0;
std::atomic<int> goodLookups = 0;

} // namespace

/// In the place of the system's: the names under .test are ours, and both mean this machine.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** result)
{
    using Lookup = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
    static const auto system = reinterpret_cast<Lookup>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    const std::string name = node != nullptr ? node : "";
    if (name == "hung.test") {
        for (++hungLookups; isHung;) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    goodLookups += name == "good.test" ? 1 : 0;
    const bool isOurs = name == "hung.test" || name == "good.test";
    return system(isOurs ? "127.0.0.1" : node, service, hints, result);
}

class TestGatewayLookup final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        isHung = true;
        hungLookups = 0;
        goodLookups = 0;
    }
    void cleanup() { isHung = false; }

    void aHungLookupHoldsUpNoOtherHost();
    void aLookupWithoutAnAnswerFallsBack();
    void aClientThatLeavesDuringALookupIsNoOutage();
    void addressesAreKeptForAWhile();
    void theLastAddressesServeWhileALookupHangs();
    void aGatewayStopsThoughALookupHangs();
};

namespace {

std::string urlOf(const std::string& host, const Bench& bench)
{
    return "http://" + host + ":" + std::to_string(bench.upstream.port()) + "/v1";
}

} // namespace

void TestGatewayLookup::aHungLookupHoldsUpNoOtherHost()
{
    Bench bench;
    bench.connectTiers({urlOf("hung.test", bench), urlOf("good.test", bench)}, 60'000);
    const int first = bench.begin("small-model", "Connection: close\r\n");
    QTRY_COMPARE(hungLookups.load(), 1);
    const int second = bench.begin("small-model", "Connection: close\r\n");
    QTRY_COMPARE(bench.server->status().requestsInFlight, std::size_t{2});
    QCOMPARE(bench.chat("large-model").status, 200);
    QCOMPARE(hungLookups.load(), 1); // asked once for both
    isHung = false;
    QCOMPARE(Bench::read(first).status, 200);
    QCOMPARE(Bench::read(second).status, 200);
    QCOMPARE(hungLookups.load(), 1);
}

void TestGatewayLookup::aLookupWithoutAnAnswerFallsBack()
{
    Bench bench;
    bench.connectTiers({urlOf("hung.test", bench), urlOf("good.test", bench)}, 100);
    const Answer answer = bench.chat("routenlp/cs_intent");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("x-routenlp-tier"), std::string("large"));
    QCOMPARE(answer.header("x-routenlp-fallbacks"), std::string("1"));
    const std::string reason = bench.store.records.front().attempts.front().errorText;
    QVERIFY2(reason.find("looking up hung.test") != std::string::npos, reason.c_str());
}

void TestGatewayLookup::aClientThatLeavesDuringALookupIsNoOutage()
{
    Bench bench;
    bench.connectTiers({urlOf("hung.test", bench), urlOf("good.test", bench)}, 60'000);
    const int socket = bench.begin("routenlp/cs_intent");
    QTRY_COMPARE(hungLookups.load(), 1);
    ::close(socket);
    QTRY_COMPARE(bench.storedRecords(), std::size_t{1});
    const std::string reason = bench.store.records.front().attempts.back().errorText;
    QVERIFY2(reason.find("disconnected") != std::string::npos, reason.c_str());
    QTRY_COMPARE(bench.server->status().requestsInFlight, std::size_t{0});
    QCOMPARE(bench.server->status().endpoints.at("small").failures, std::uint64_t{0});
    QCOMPARE(bench.upstream.calls(), 0);
}

void TestGatewayLookup::addressesAreKeptForAWhile()
{
    Bench bench;
    bench.connectTiers({urlOf("good.test", bench), urlOf("good.test", bench)}, 10'000);
    QCOMPARE(bench.chat("small-model").status, 200); // the model server closes after each answer
    QCOMPARE(bench.chat("small-model").status, 200);
    QCOMPARE(bench.chat("large-model").status, 200);
    QCOMPARE(goodLookups.load(), 1);
}

void TestGatewayLookup::theLastAddressesServeWhileALookupHangs()
{
    boost::asio::io_context io;
    providers::HostLookup lookup;
    providers::CancelSlot cancel;
    const providers::UpstreamUrl url = *providers::parseUpstreamUrl("http://hung.test:8000/v1");
    const auto find = [&](int milliseconds) {
        auto found = boost::asio::co_spawn(
            io, lookup.find(url, std::chrono::milliseconds(milliseconds), cancel), boost::asio::use_future);
        io.restart();
        io.run();
        return found.get();
    };
    QVERIFY(find(50).error().code == ErrorCode::TimedOut);
    isHung = false;
    const auto known = find(10'000);
    QVERIFY(known.has_value());
    QCOMPARE(known->front().port(), std::uint16_t{8000});
    QCOMPARE(hungLookups.load(), 1);
    isHung = true;
    lookup.distrust(url);
    const auto last = find(50);
    QCOMPARE(hungLookups.load(), 2); // asked again, without an answer
    QVERIFY(last.has_value());
    QVERIFY(*last == *known);
    lookup.close();
}

void TestGatewayLookup::aGatewayStopsThoughALookupHangs()
{
    {
        Bench bench;
        bench.connectTiers({urlOf("hung.test", bench)}, 60'000);
        ::close(bench.begin("small-model"));
        QTRY_COMPARE(hungLookups.load(), 1);
    }
    QVERIFY(isHung); // and the gateway is gone
}

QTEST_GUILESS_MAIN(TestGatewayLookup)
#include "tst_gateway_lookup.moc"
