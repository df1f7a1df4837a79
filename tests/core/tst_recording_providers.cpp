#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/providers/oracle_client.h"
#include "core/providers/recording_catalog.h"
#include "core/providers/recording_client.h"
#include "core/providers/student_client.h"

#include <cmath>
#include <thread>

using namespace core;
using namespace core::providers;

namespace {

domain::Example example(const std::string& model, const domain::RecordedResponse& response)
{
    domain::Example made;
    made.taskId = "cs_intent";
    made.responses[model] = response;
    return made;
}

/// Answers with the number of tokens it was given.
class CountingStudent final : public ports::Student {
public:
    explicit CountingStudent(domain::TaskKind kind)
        : m_kind(kind)
    {
    }

    Result<ports::StudentAnswer> answer(
        const std::string& text, std::span<const std::string> tokens) const override
    {
        if (text == "break") {
            return fail(ErrorCode::Internal, "tensor trouble");
        }
        return ports::StudentAnswer{std::to_string(tokens.size()) + " tokens", 0.75, 0.5, 0.25};
    }
    domain::TaskKind kind() const override { return m_kind; }
    std::string taskId() const override { return "any"; }
    std::string fingerprint() const override { return "f00d"; }

private:
    domain::TaskKind m_kind;
};

} // namespace

class TestRecordingProviders final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordedValuesArePassedOn();
    void absentTokensAreEstimated();
    void unknownTextsAreNotFound();
    void answersOfSeveralRecordingsMerge();
    void removedAnswersAreGone();
    void everyUserRemovesOnlyItsOwn();
    void catalogIsThreadSafe();
    void oracleAnswersTheReference_data();
    void oracleAnswersTheReference();
    void studentAnswersForItsTask();
    void studentErrorsNameTheTask();
};

void TestRecordingProviders::recordedValuesArePassedOn()
{
    auto catalog = std::make_shared<RecordingCatalog>();
    domain::RecordedResponse recorded{"refund", 1.0, 40, 3, 812.5, {-0.1, -0.2}};
    recorded.topLogprobs = {{{"re", -0.1}, {"ca", -2.5}}, {{"fund", -0.2}}};
    catalog->add(example("gpt", recorded), "h");
    const auto answer
        = RecordingClient(catalog, "gpt").complete({"cs_intent", "where is my money", "h"}).value();
    QCOMPARE(answer.text, std::string("refund"));
    QCOMPARE(answer.model, std::string("gpt"));
    QVERIFY((answer.usage == domain::TokenUsage{40, 3}));
    QCOMPARE(answer.latencyMs, 812.5);
    QCOMPARE(answer.logprobs, (std::vector<double>{-0.1, -0.2}));
    QVERIFY(answer.topLogprobs == recorded.topLogprobs);
    QVERIFY(std::isnan(answer.confidence));
}

void TestRecordingProviders::absentTokensAreEstimated()
{
    auto catalog = std::make_shared<RecordingCatalog>();
    catalog->add(example("gpt", {"one two three", {}, {}, {}, {}, {}}), "h");
    const auto answer
        = RecordingClient(catalog, "gpt").complete({"cs_intent", "a b c d e f g h i j", "h"}).value();
    QVERIFY((answer.usage == domain::TokenUsage{13, 4})); // ceil(1.3 x 10), ceil(1.3 x 3)
    QCOMPARE(answer.latencyMs, 0.0);
}

void TestRecordingProviders::unknownTextsAreNotFound()
{
    auto catalog = std::make_shared<RecordingCatalog>();
    catalog->add(example("gpt", {"x", {}, {}, {}, {}, {}}), "h");
    const auto otherModel = RecordingClient(catalog, "llama").complete({"cs_intent", "t", "h"});
    const auto otherText = RecordingClient(catalog, "gpt").complete({"cs_intent", "t", "i"});
    const auto otherTask = RecordingClient(catalog, "gpt").complete({"legal_risk", "t", "h"});
    QVERIFY(!otherModel && !otherText && !otherTask);
    QVERIFY(otherText.error().code == ErrorCode::NotFound);
    QVERIFY(otherText.error().message.find("no answer of gpt is recorded for this cs_intent text") == 0);
    QVERIFY(otherModel.error().message.find("from other models only") != std::string::npos);
}

void TestRecordingProviders::answersOfSeveralRecordingsMerge()
{
    RecordingCatalog catalog;
    domain::Example first = example("a", {"1", {}, {}, {}, {}, {}});
    first.reference.labels = {"right"};
    catalog.add(first, "h");
    catalog.add(example("b", {"2", {}, {}, {}, {}, {}}), "h");
    catalog.add(example("a", {"3", {}, {}, {}, {}, {}}), "h");
    QCOMPARE(catalog.size(), std::size_t(1));
    QCOMPARE(catalog.find("a", "cs_intent", "h")->text, std::string("3"));
    QCOMPARE(catalog.find("b", "cs_intent", "h")->text, std::string("2"));
    QCOMPARE(catalog.reference("cs_intent", "h")->labels.front(), std::string("right"));
}

void TestRecordingProviders::removedAnswersAreGone()
{
    RecordingCatalog catalog;
    catalog.add(example("a", {"1", {}, {}, {}, {}, {}}), "h");
    catalog.add(example("a", {"1", {}, {}, {}, {}, {}}), "i");
    catalog.remove("cs_intent", "h");
    catalog.remove("cs_intent", "never there");
    QVERIFY(!catalog.find("a", "cs_intent", "h"));
    QVERIFY(catalog.contains("cs_intent", "i"));
    catalog.clear();
    QCOMPARE(catalog.size(), std::size_t(0));
}

void TestRecordingProviders::everyUserRemovesOnlyItsOwn()
{
    RecordingCatalog catalog;
    catalog.add(example("a", {"imported", {}, {}, {}, {}, {}}), "h");
    catalog.add(example("a", {"live", {}, {}, {}, {}, {}}), "h");
    catalog.remove("cs_intent", "h");
    QVERIFY(catalog.contains("cs_intent", "h"));
    catalog.remove("cs_intent", "h");
    QVERIFY(!catalog.contains("cs_intent", "h"));
}

void TestRecordingProviders::catalogIsThreadSafe()
{
    RecordingCatalog catalog;
    const auto work = [&](int offset) {
        for (int i = 0; i < 2'000; ++i) {
            const std::string hash = std::to_string((i + offset) % 50);
            catalog.add(example("a", {hash, {}, {}, {}, {}, {}}), hash);
            const auto found = catalog.find("a", "cs_intent", hash);
            QVERIFY(!found || found->text == hash);
            if (i % 3 == 0) {
                catalog.remove("cs_intent", hash);
            }
        }
    };
    std::jthread first(work, 0);
    std::jthread second(work, 25);
    first.join();
    second.join();
    QVERIFY(catalog.size() <= 50);
}

void TestRecordingProviders::oracleAnswersTheReference_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("completionTokens");
    QTest::newRow("label") << 0 << "Renewal Term" << 3;
    QTest::newRow("tags") << 1 << "B-ORG I-ORG O" << 4;
    QTest::newRow("text") << 2 << "Revenue rose by a tenth" << 7;
}

void TestRecordingProviders::oracleAnswersTheReference()
{
    QFETCH(int, form);
    QFETCH(QString, text);
    QFETCH(int, completionTokens);
    const std::array<domain::Reference, 3> references{{{{"Renewal Term", "Expiration Date"}, {}, {}},
        {{}, {"B-ORG", "I-ORG", "O"}, {}}, {{}, {}, "Revenue rose by a tenth"}}};
    auto catalog = std::make_shared<RecordingCatalog>();
    domain::Example labelled;
    labelled.taskId = "t";
    labelled.reference = references.at(static_cast<std::size_t>(form));
    catalog->add(labelled, "h");
    const OracleClient oracle(catalog);
    const auto answer = oracle.complete({"t", "a b", "h"}).value();
    QCOMPARE(QString::fromStdString(answer.text), text);
    QVERIFY((answer.usage == domain::TokenUsage{3, completionTokens}));
    QCOMPARE(answer.latencyMs, 0.0);
    QCOMPARE(answer.model, std::string("oracle"));
    QVERIFY(!oracle.complete({"t", "a b", "unknown"}).has_value());
}

void TestRecordingProviders::studentAnswersForItsTask()
{
    const StudentClient client({{"ner", std::make_shared<CountingStudent>(domain::TaskKind::Tagging)},
        {"intent", std::make_shared<CountingStudent>(domain::TaskKind::Classification)}});
    const auto tagged = client.complete({"ner", "Acme Inc . rose", ""}).value();
    QCOMPARE(tagged.text, std::string("4 tokens"));
    QCOMPARE(tagged.confidence, 0.75);
    QCOMPARE(tagged.modelVersion, std::string("f00d"));
    QVERIFY((tagged.usage == domain::TokenUsage{6, 3}));
    QVERIFY(tagged.latencyMs >= 0.0);
    QCOMPARE(client.complete({"intent", "Acme Inc . rose", ""}).value().text, std::string("0 tokens"));
    const auto none = client.complete({"legal", "text", ""});
    QVERIFY(!none);
    QVERIFY(none.error().code == ErrorCode::NotFound);
}

void TestRecordingProviders::studentErrorsNameTheTask()
{
    const StudentClient client(
        {{"intent", std::make_shared<CountingStudent>(domain::TaskKind::Classification)}});
    const auto broken = client.complete({"intent", "break", ""});
    QVERIFY(!broken);
    QCOMPARE(broken.error().message, std::string("student of intent: tensor trouble"));
}

QTEST_GUILESS_MAIN(TestRecordingProviders)
#include "tst_recording_providers.moc"
