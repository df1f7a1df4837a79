#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/datasets/price_map.h"

#include <fstream>

using namespace core;
using namespace core::datasets;

namespace {

const PriceMapOrigin kOrigin{"LiteLLM price map 2026-11-01", 1'000};

std::map<std::string, domain::PriceVersion> parsed(std::string_view text)
{
    std::map<std::string, domain::PriceVersion> byModel;
    const auto versions = parsePriceMap(text, kOrigin);
    for (const domain::PriceVersion& version : versions.value()) {
        byModel.emplace(version.model, version);
    }
    return byModel;
}

} // namespace

class TestPriceMap final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pricesBecomeWholePicodollars();
    void missingPricesAreUnknownNotZero();
    void wrongPricesNameModelAndField_data();
    void wrongPricesNameModelAndField();
    void halvesOfAPicodollarRoundToEven();
    void idsDependOnContentsOnly();
    void mapsRoundTrip();
    void theNewestVersionIsWritten();
    void fileErrorsNameTheFile();
};

void TestPriceMap::pricesBecomeWholePicodollars()
{
    const auto map = parsed(R"({"sample_spec": {"input_cost_per_token": "a number", "mode": "chat"},
        "gpt-4o": {"input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05, "mode": "chat", "max_tokens": 4096},
        "llama": {"input_cost_per_token": 0.00000025, "output_cost_per_token": 0}})");
    QCOMPARE(map.size(), std::size_t(2));
    QCOMPARE(map.at("gpt-4o").prices.inputPicoUsd.value(), std::int64_t(2'500'000));
    QCOMPARE(map.at("gpt-4o").prices.outputPicoUsd.value(), std::int64_t(10'000'000));
    QCOMPARE(map.at("llama").prices.inputPicoUsd.value(), std::int64_t(250'000));
    QCOMPARE(map.at("llama").prices.outputPicoUsd.value(), std::int64_t(0));
    QCOMPARE(map.at("llama").source, kOrigin.source);
    QCOMPARE(map.at("llama").validFromUs, kOrigin.validFromUs);
}

void TestPriceMap::missingPricesAreUnknownNotZero()
{
    const auto map
        = parsed(R"({"a": {"input_cost_per_token": 1e-06}, "b": {"output_cost_per_token": null}})");
    QVERIFY(map.at("a").prices.inputPicoUsd && !map.at("a").prices.outputPicoUsd);
    QVERIFY(!map.at("b").prices.inputPicoUsd && !map.at("b").prices.outputPicoUsd);
}

void TestPriceMap::wrongPricesNameModelAndField_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("negative") << R"({"gpt-4": {"output_cost_per_token": -1e-06}})"
                              << "model gpt-4: output_cost_per_token is -1e-06; a price is";
    QTest::newRow("text") << R"({"gpt-4": {"input_cost_per_token": "1e-06"}})"
                          << "model gpt-4: input_cost_per_token is \"1e-06\"; a price is";
    QTest::newRow("per million by mistake") << R"({"gpt-4": {"input_cost_per_token": 2.5}})"
                                            << "model gpt-4: input_cost_per_token is 2.5";
    QTest::newRow("not an object") << R"({"gpt-4": 3})"
                                   << "model gpt-4 is 3";
    QTest::newRow("a list") << "[]"
                            << "a JSON object is expected";
    QTest::newRow("cut off") << R"({"gpt-4": {)"
                             << "not valid JSON";
}

void TestPriceMap::wrongPricesNameModelAndField()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    const auto map = parsePriceMap(text.toStdString(), kOrigin);
    QVERIFY(!map);
    QVERIFY2(
        map.error().message.find(message.toStdString()) != std::string::npos, map.error().message.c_str());
}

void TestPriceMap::halvesOfAPicodollarRoundToEven()
{
    const auto map = parsed(R"({"m": {"input_cost_per_token": 2.5e-12, "output_cost_per_token": 3.5e-12}})");
    QCOMPARE(map.at("m").prices.inputPicoUsd.value(), std::int64_t(2));
    QCOMPARE(map.at("m").prices.outputPicoUsd.value(), std::int64_t(4));
}

void TestPriceMap::idsDependOnContentsOnly()
{
    const char* text = R"({"m": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06}})";
    const char* dearer = R"({"m": {"input_cost_per_token": 1e-06, "output_cost_per_token": 3e-06}})";
    const char* unknown = R"({"m": {"input_cost_per_token": 1e-06}})";
    QCOMPARE(parsed(text).at("m").id, parsed(text).at("m").id);
    QVERIFY(parsed(text).at("m").id != parsed(dearer).at("m").id);
    QVERIFY(parsed(text).at("m").id != parsed(unknown).at("m").id);
}

void TestPriceMap::mapsRoundTrip()
{
    std::vector<domain::PriceVersion> versions;
    for (std::int64_t price = 1; price < 1'000'000'000'000; price = price * 3 + 1) {
        versions.push_back({"", "m" + std::to_string(price), {price, price + 1}, "", 0});
    }
    versions.push_back({"", "half known", {std::nullopt, 7}, "", 0});
    const auto map = parsed(formatPriceMap(versions));
    QCOMPARE(map.size(), versions.size());
    for (const domain::PriceVersion& version : versions) {
        QVERIFY(map.at(version.model).prices == version.prices);
    }
}

void TestPriceMap::theNewestVersionIsWritten()
{
    const std::vector<domain::PriceVersion> versions{
        {"", "m", {1, 1}, "", 10}, {"", "m", {2, 2}, "", 20}, {"", "m", {3, 3}, "", 15}};
    QCOMPARE(parsed(formatPriceMap(versions)).at("m").prices.inputPicoUsd.value(), std::int64_t(2));
}

void TestPriceMap::fileErrorsNameTheFile()
{
    QTemporaryDir directory;
    const auto file = std::filesystem::path(directory.path().toStdString()) / "prices.json";
    QVERIFY(!readPriceMap(file, kOrigin));
    const std::vector<domain::PriceVersion> versions{{"", "m", {1, 1}, "", 10}};
    QVERIFY(writePriceMap(file, versions).has_value());
    QCOMPARE(readPriceMap(file, kOrigin).value().size(), std::size_t(1));
    std::ofstream(file) << "{";
    const auto broken = readPriceMap(file, kOrigin);
    QVERIFY(!broken);
    QVERIFY(broken.error().message.starts_with("prices.json: not valid JSON"));
}

QTEST_GUILESS_MAIN(TestPriceMap)
#include "tst_price_map.moc"
