#include "core/torch/script_encoder.h"
#include <torch/csrc/jit/api/module.h>

#include <QtTest/QtTest>

#include "gateway_upstream.h"

#include "core/base/atomic_file.h"
#include "core/providers/endpoint_encoder.h"
#include "core/routing/cached_encoder.h"
#include "core/routing/hashed_encoder.h"
#include "core/torch/unigram_tokeniser.h"
#include "core/torch/use_lite_encoder.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>

using namespace core;
using Json = nlohmann::json;

namespace {

const std::filesystem::path kReference = std::filesystem::path(ROUTENLP_SHARED_DIR) / "reference" / "use-lite";

Json parityCases()
{
    const auto bytes = readWholeFile(kReference / "use_lite_en.parity.json", std::size_t{1} << 20);
    return bytes ? Json::parse(*bytes) : Json::array();
}

double largestDifference(const std::vector<float>& vector, const Json& expected)
{
    double largest = vector.size() == expected.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(vector.size(), expected.size()); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(vector[i]) - expected[i].get<double>()));
    }
    return largest;
}

double lengthOf(const std::vector<float>& vector)
{
    double squares = 0;
    for (const float value : vector) {
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    return std::sqrt(squares);
}

/// Counts calls; the vector of a text is its length.
class CountingEncoder final : public ports::Encoder {
public:
    Result<std::vector<float>> embed(const std::string& text) const override
    {
        ++calls;
        return text == "fail" ? Result<std::vector<float>>(fail(ErrorCode::Unavailable, "down"))
                              : std::vector<float>{static_cast<float>(text.size())};
    }
    std::size_t dimension() const override { return 1; }
    std::string fingerprint() const override { return "counting"; }
    mutable int calls = 0;
};

std::string httpAnswer(const Json& body)
{
    const std::string text = body.dump();
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(text.size())
        + "\r\nConnection: close\r\n\r\n" + text;
}

Result<std::unique_ptr<ports::Encoder>> encoderAt(std::uint16_t port, const std::string& model)
{
    providers::EndpointEncoderOptions options;
    options.baseUrl = "http://127.0.0.1:" + std::to_string(port) + "/v1";
    options.model = model;
    options.key = "sk-test";
    options.dimension = 2;
    options.maxRetries = 0;
    return providers::makeEndpointEncoder(std::move(options));
}

/// Writes a TorchScript file whose forward is `body`.
std::filesystem::path script(const QTemporaryDir& directory, const std::string& body)
{
    ::torch::jit::Module module("Encoder");
    module.define("def forward(self, texts: List[str]) -> Tensor:\n" + body);
    const std::filesystem::path path = directory.filePath(QStringLiteral("encoder.pt")).toStdString();
    module.save(path.string());
    return path;
}

} // namespace

class TestEncoders final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void piecesOfTheHighestSumAreCut();
    void useLiteMatchesTheReferenceInHalfPrecision();
    void useLiteMatchesTheReferenceInFullPrecision();
    void useLiteTakesAnyText();
    void damagedWeightsAreRefused();
    void theBuiltInEncoderKnowsSharedWords();
    void theCacheAsksOnce();
    void theEndpointIsAskedInTheOpenAiWay();
    void whatIsNoEmbeddingIsRefused_data();
    void whatIsNoEmbeddingIsRefused();
    void aTorchScriptFileEncodes();
    void aScriptThatBreaksTheContractIsRefused_data();
    void aScriptThatBreaksTheContractIsRefused();
};

void TestEncoders::piecesOfTheHighestSumAreCut()
{
    const std::string mark = "\u2581";
    std::vector<std::pair<std::string, double>> vocabulary(6, {"reserved", 0.0});
    vocabulary.insert(vocabulary.end(),
        {{mark, -3.0}, {mark + "card", -5.0}, {"car", -2.0}, {"d", -2.5}, {"fi", -1.0}, {mark + "c", -9.0}});
    const auto tokeniser = core::torch::UnigramTokeniser::make(vocabulary);
    QVERIFY(tokeniser);
    QCOMPARE(tokeniser->ids("card"), (std::vector<std::int64_t>{7})); // -5 against -3 - 2 - 2.5
    QCOMPARE(tokeniser->ids("car"), (std::vector<std::int64_t>{6, 8}));
    QCOMPARE(tokeniser->ids("\uFB01"), (std::vector<std::int64_t>{6, 10})); // the ligature is two letters in NFKC
    QCOMPARE(tokeniser->ids("card zz d"), (std::vector<std::int64_t>{7, 6, 0, 6, 9})); // one unknown for the run
    QVERIFY(tokeniser->ids("").empty());
    QCOMPARE(tokeniser->ids(std::string(1'000'000, 'd')).size(), core::torch::UnigramTokeniser::kMostTokens);
    QVERIFY(core::torch::UnigramTokeniser::make({}).error().code == ErrorCode::Corrupt);
}

void TestEncoders::useLiteMatchesTheReferenceInHalfPrecision()
{
    if (!std::filesystem::exists(kReference)) {
        QSKIP("no ../shared/reference/use-lite: parity of the encoder is not checked");
    }
    auto files = core::torch::readUseLiteTensors(
        kReference / "use_lite_en.f16.safetensors", kReference / "use_lite_en.vocab.tsv");
    QVERIFY2(files, files ? "" : files.error().message.c_str());
    const auto tokeniser = core::torch::UnigramTokeniser::make(files->vocabulary);
    QVERIFY(tokeniser);
    const auto encoder = core::torch::makeUseLiteEncoder(std::move(*files));
    QVERIFY2(encoder, encoder ? "" : encoder.error().message.c_str());
    QCOMPARE((*encoder)->dimension(), std::size_t{512});
    for (const Json& expected : parityCases()) {
        const std::string text = expected.at("text");
        QCOMPARE(tokeniser->ids(text), expected.at("ids").get<std::vector<std::int64_t>>());
        const auto vector = (*encoder)->embed(text);
        QVERIFY(vector);
        QVERIFY2(largestDifference(*vector, expected.at("embedding")) < 5e-4, text.c_str());
    }
}

void TestEncoders::useLiteMatchesTheReferenceInFullPrecision()
{
    const char* fetched = std::getenv("ROUTENLP_ENCODERS");
    if (fetched == nullptr || !std::filesystem::exists(kReference)) {
        QSKIP("ROUTENLP_ENCODERS is not set: run packaging/fetch-encoder.sh to check parity to 1e-5");
    }
    auto files = core::torch::readUseLiteShards(std::filesystem::path(fetched) / "use-lite");
    QVERIFY2(files, files ? "" : files.error().message.c_str());
    const auto encoder = core::torch::makeUseLiteEncoder(std::move(*files));
    QVERIFY2(encoder, encoder ? "" : encoder.error().message.c_str());
    for (const Json& expected : parityCases()) {
        const std::string text = expected.at("text");
        const auto vector = (*encoder)->embed(text);
        QVERIFY(vector);
        const double difference = largestDifference(*vector, expected.at("embedding"));
        QVERIFY2(difference < 1e-5, (text + ": " + std::to_string(difference * 1e6) + "e-6").c_str());
    }
}

void TestEncoders::useLiteTakesAnyText()
{
    if (!std::filesystem::exists(kReference)) {
        QSKIP("no ../shared/reference/use-lite");
    }
    auto files = core::torch::readUseLiteTensors(
        kReference / "use_lite_en.f16.safetensors", kReference / "use_lite_en.vocab.tsv");
    QVERIFY(files);
    const auto encoder = core::torch::makeUseLiteEncoder(std::move(*files));
    QVERIFY(encoder);
    for (const std::string& text : {std::string(), std::string(1'000'000, 'a'), std::string("\xff\xfe broken"),
             std::string("   "), std::string("\U0001F600\U0001F600")}) {
        const auto vector = (*encoder)->embed(text);
        QVERIFY(vector);
        QVERIFY(std::abs(lengthOf(*vector) - 1) < 1e-4);
    }
}

void TestEncoders::damagedWeightsAreRefused()
{
    QTemporaryDir directory;
    const std::filesystem::path path = directory.path().toStdString();
    QVERIFY(core::torch::readUseLiteShards(path).error().message.find("model.json") != std::string::npos);
    QVERIFY(writeFileAtomically(path / "model.json", R"({"weightsManifest":[{"paths":["a"],"weights":
        [{"name":"module/Embeddings_en","shape":[2,2],"dtype":"float32"}]}]})"));
    QVERIFY(writeFileAtomically(path / "vocab.json", R"([["a",-1]])"));
    QVERIFY(writeFileAtomically(path / "a", "too short"));
    QVERIFY(core::torch::readUseLiteShards(path).error().code == ErrorCode::Corrupt);
    QVERIFY(writeFileAtomically(path / "a", std::string(16, '\0')));
    const auto lacking = core::torch::readUseLiteShards(path);
    QVERIFY(lacking.error().code == ErrorCode::Corrupt);
    QVERIFY(lacking.error().message.find("fetch-encoder.sh") != std::string::npos);
    QVERIFY(core::torch::readUseLiteTensors(path / "a", path / "a").error().code == ErrorCode::Corrupt);
    core::torch::UseLiteFiles wrong;
    wrong.vocabulary.assign(10, {"a", -1.0});
    wrong.weights["embeddings"] = {{10, 3}, std::vector<float>(30)};
    QVERIFY(core::torch::makeUseLiteEncoder(std::move(wrong)).error().code == ErrorCode::Corrupt);
}

void TestEncoders::theBuiltInEncoderKnowsSharedWords()
{
    const std::vector<std::string_view> corpus{"lost my card again", "lost my card today", "transfer of money",
        "transfer of money today", "card again", "money again"};
    routing::TfIdf words;
    words.fit(corpus);
    const routing::HashedEncoder encoder(std::move(words));
    const auto dot = [&encoder](const std::string& a, const std::string& b) {
        const auto x = encoder.embed(a).value();
        const auto y = encoder.embed(b).value();
        double sum = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            sum += static_cast<double>(x[i]) * static_cast<double>(y[i]);
        }
        return sum;
    };
    QVERIFY(dot("lost my card", "lost card") > dot("lost my card", "transfer of money") + 0.3);
    QVERIFY(std::abs(lengthOf(encoder.embed("lost my card").value()) - 1) < 1e-5);
    QCOMPARE(lengthOf(encoder.embed("").value()), 0.0);
    QCOMPARE(encoder.embed("card").value().size(), encoder.dimension());
}

void TestEncoders::theCacheAsksOnce()
{
    const auto counting = std::make_shared<CountingEncoder>();
    const auto cached = routing::makeCachedEncoder(counting, 2);
    for (const char* text : {"a", "a", "bb", "a", "ccc", "a"}) { // "bb" is the one forgotten
        QVERIFY(cached->embed(text));
    }
    QCOMPARE(counting->calls, 3);
    const std::vector<std::string> texts{"a", "bb", "ccc"};
    const auto vectors = cached->embedAll(texts);
    QVERIFY(vectors);
    QCOMPARE((*vectors)[1].front(), 2.0F);
    QCOMPARE(counting->calls, 4);
    QVERIFY(!cached->embed("fail"));
    QVERIFY(!cached->embed("fail"));
    QCOMPARE(counting->calls, 6);
}

void TestEncoders::theEndpointIsAskedInTheOpenAiWay()
{
    gatewaytest::Upstream upstream;
    upstream.say("embedder", httpAnswer(Json::parse(
                                 R"({"data": [{"index": 1, "embedding": [0.0, 2.0]}, {"index": 0, "embedding": [3.0, 4.0]}]})")));
    const auto encoder = encoderAt(upstream.port(), "embedder");
    QVERIFY(encoder);
    const auto vectors = (*encoder)->embedAll(std::vector<std::string>{"one", ""});
    QVERIFY2(vectors, vectors ? "" : vectors.error().message.c_str());
    QCOMPARE((*vectors)[0], (std::vector<float>{0.6F, 0.8F}));
    QCOMPARE((*vectors)[1], (std::vector<float>{0.0F, 1.0F}));
    const std::string request = upstream.lastRequest();
    QVERIFY(request.starts_with("POST /v1/embeddings HTTP/1.1\r\n"));
    QVERIFY(request.find("Authorization: Bearer sk-test") != std::string::npos);
    const Json body = Json::parse(request.substr(request.find("\r\n\r\n") + 4));
    QCOMPARE(body.at("input"), (Json{"one", " "}));
    QVERIFY((*encoder)->fingerprint() != (*encoderAt(upstream.port(), "other"))->fingerprint());
}

void TestEncoders::whatIsNoEmbeddingIsRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char* name, const std::string& answer) {
        QTest::newRow(name) << QByteArray::fromStdString(answer);
    };
    row("not JSON", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nfoo");
    row("no vectors", httpAnswer({{"data", Json::array()}}));
    row("another width", httpAnswer(Json::parse(R"({"data": [{"index": 0, "embedding": [1.0, 2.0, 3.0]}]})")));
    row("an index too many", httpAnswer(Json::parse(R"({"data": [{"index": 7, "embedding": [1.0, 2.0]}]})")));
    row("refused", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

void TestEncoders::whatIsNoEmbeddingIsRefused()
{
    QFETCH(QByteArray, answer);
    gatewaytest::Upstream upstream;
    upstream.say("embedder", answer.toStdString());
    const auto encoder = encoderAt(upstream.port(), "embedder");
    QVERIFY(encoder);
    const auto vector = (*encoder)->embed("text");
    QVERIFY(!vector);
    QVERIFY(vector.error().message.find("embeddings endpoint") != std::string::npos);
}

void TestEncoders::aTorchScriptFileEncodes()
{
    QTemporaryDir directory;
    const auto path = script(directory,
        "    rows = torch.zeros([len(texts), 2])\n"
        "    for i in range(len(texts)):\n"
        "        rows[i, 0] = 3.0 * float(len(texts[i]))\n"
        "        rows[i, 1] = 4.0 * float(len(texts[i]))\n"
        "    return rows\n");
    const auto encoder = core::torch::loadScriptEncoder(path);
    QVERIFY2(encoder, encoder ? "" : encoder.error().message.c_str());
    QCOMPARE((*encoder)->dimension(), std::size_t{2});
    const auto vectors = (*encoder)->embedAll(std::vector<std::string>{"abc", ""});
    QVERIFY(vectors);
    QCOMPARE((*vectors)[0], (std::vector<float>{0.6F, 0.8F}));
    QCOMPARE((*vectors)[1], (std::vector<float>{0.0F, 0.0F}));
}

void TestEncoders::aScriptThatBreaksTheContractIsRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("one row whatever was asked, of no width") << QByteArray("    return torch.zeros([1, 0])\n");
    QTest::newRow("doubles") << QByteArray("    return torch.zeros([len(texts), 2]).double()\n");
    QTest::newRow("not finite") << QByteArray("    return torch.ones([len(texts), 2]) / 0.0\n");
    QTest::newRow("raises") << QByteArray("    assert False, 'no'\n    return torch.zeros([1, 1])\n");
}

void TestEncoders::aScriptThatBreaksTheContractIsRefused()
{
    QFETCH(QByteArray, body);
    QTemporaryDir directory;
    const auto path = script(directory, body.toStdString());
    QVERIFY(core::torch::loadScriptEncoder(path).error().code == ErrorCode::InvalidArgument);
    QVERIFY(writeFileAtomically(path, "not a script"));
    QVERIFY(core::torch::loadScriptEncoder(path).error().message.find("torch.jit.script") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestEncoders)
#include "tst_encoders.moc"
