#include "core/engine/loop/model_comparison.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

using namespace core;
using namespace core::engine::loop;
using domain::GateMetric;
using domain::Verdict;

namespace {

/// Says what it is told to each text; counts.
class ScriptedModel final : public ports::ModelClient {
public:
    explicit ScriptedModel(std::string answer)
        : m_answer(std::move(answer))
    {
    }
    Result<ports::ModelAnswer> complete(const ports::ModelRequest& request) const override
    {
        const std::lock_guard lock(m_mutex);
        ++m_calls[request.textHash];
        if (isDown) {
            return fail(ErrorCode::Unavailable, "connection refused");
        }
        ports::ModelAnswer answer;
        answer.text = m_answer;
        answer.usage = {100, 10};
        return answer;
    }
    [[nodiscard]] int calls() const
    {
        int sum = 0;
        for (const auto& [hash, count] : m_calls) {
            sum += count;
        }
        return sum;
    }
    std::atomic_bool isDown = false;

private:
    const std::string m_answer;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, int> m_calls;
};

std::vector<domain::StoredExample> labelledTexts(int count)
{
    std::vector<domain::StoredExample> texts;
    for (int i = 0; i < count; ++i) {
        domain::StoredExample stored;
        stored.identity.hash = "hash" + std::to_string(i);
        stored.example.taskId = "cs_intent";
        stored.example.text = "return order " + std::to_string(i);
        stored.example.reference.labels = {"refund"};
        texts.push_back(std::move(stored));
    }
    return texts;
}

domain::TunedModel tunedModel()
{
    domain::TunedModel tuned;
    tuned.tierId = "small";
    tuned.model = "small:tuned";
    tuned.prices = {500'000, 500'000};
    tuned.budget = domain::Money{1'000'000'000};
    return tuned;
}

/// Champion and challenger with what each says to everything.
struct Fixture {
    domain::Task task = domain::presetTask("cs_intent").value();
    domain::Tier champion;
    domain::Tier challenger;
    std::shared_ptr<ScriptedModel> championModel;
    std::shared_ptr<ScriptedModel> challengerModel;
    std::vector<domain::StoredExample> texts = labelledTexts(80);
    std::vector<ports::ComparedAnswer> saved;

    Fixture(const char* championSays, const char* challengerSays)
        : championModel(std::make_shared<ScriptedModel>(championSays))
        , challengerModel(std::make_shared<ScriptedModel>(challengerSays))
    {
        champion.id = "small";
        champion.provider = domain::TierProvider::Endpoint;
        champion.model = "small-model";
        champion.prices = {1'000'000, 1'000'000};
        challenger = inPlaceOf(champion, tunedModel());
    }
    [[nodiscard]] ModelPair pair() const { return {task, champion, challenger, {"refund", "fee"}}; }
    Result<std::vector<ports::ComparedAnswer>> ask(domain::Money budget)
    {
        const SystemClock clock;
        const ModelComparer comparer(clock, [this] { return championModel; }, [this] { return challengerModel; });
        return comparer.ask(pair(), "run-1", texts, saved, budget,
            [this](std::span<const ports::ComparedAnswer> answers) {
                saved.insert(saved.end(), answers.begin(), answers.end());
                return Result<void>{};
            },
            [](double) { return true; });
    }
    [[nodiscard]] GateResult gates(std::span<const ports::ComparedAnswer> answers) const
    {
        return compareModels(pair(), texts, answers, [](const domain::StoredExample&) { return std::string(kElsewhere); }, {});
    }
};

const GateMetric& metricOf(const GateResult& result, std::string_view name)
{
    return *std::ranges::find(result.report.metrics, name, &GateMetric::name);
}

domain::Money spentOn(std::span<const ports::ComparedAnswer> answers)
{
    domain::Money spent;
    for (const ports::ComparedAnswer& answer : answers) {
        spent += answer.cost;
    }
    return spent;
}

constexpr std::int64_t kPairNano = 110 * 1'000 + 110 * 500; ///< 110 tokens of either at $1 and $0.5 a million

} // namespace

class ModelComparisonTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBetterAndCheaperModelWaitsForTheOperator();
    void aWorseModelFails();
    void aBetterAndDearerModelIsTheOperatorsToDecide();
    void theBudgetIsNeverPassed();
    void whatWasAnsweredIsNotAskedAgain();
    void aServerThatIsDownEndsTheComparison();
    void theEstimateIsOfBothModels();
    void aDescriptionOutlivesTheRun();
};

void ModelComparisonTest::aBetterAndCheaperModelWaitsForTheOperator()
{
    Fixture fixture("fee", "refund");
    const auto answers = fixture.ask(domain::Money{1'000'000'000});
    QVERIFY(answers.has_value());
    QCOMPARE(answers->size(), std::size_t{160});
    QCOMPARE(fixture.championModel->calls(), 80);
    const GateResult gates = fixture.gates(*answers);
    QVERIFY2(gates.outcome == domain::LoopOutcome::Waiting, gates.reason.c_str());
    QCOMPARE(gates.texts, std::int64_t{80});
    QCOMPARE(metricOf(gates, domain::kGateTierQuality).difference, 1.0);
    QVERIFY(metricOf(gates, domain::kGateTierQuality).verdict == Verdict::Pass);
    const GateMetric& cost = metricOf(gates, domain::kGateCallCost);
    QCOMPARE(cost.champion, 1.0);
    QCOMPARE(cost.challenger, 0.5);
    QVERIFY(cost.verdict == Verdict::Pass);
    QCOMPARE(metricOf(gates, domain::kGateSlice).n, std::int64_t{80});
    QCOMPARE(gates.championCost.nanoUsd, std::int64_t{80 * 110 * 1'000});
    QVERIFY(std::ranges::none_of(gates.report.metrics,
        [](const GateMetric& metric) { return metric.name == domain::kGateRisk || metric.name == domain::kGateCost; }));
}

void ModelComparisonTest::aWorseModelFails()
{
    Fixture fixture("refund", "fee");
    const GateResult gates = fixture.gates(fixture.ask(domain::Money{1'000'000'000}).value());
    QVERIFY(gates.outcome == domain::LoopOutcome::Discarded);
    QVERIFY2(gates.reason.find("the models' own answers") != std::string::npos, gates.reason.c_str());
}

void ModelComparisonTest::aBetterAndDearerModelIsTheOperatorsToDecide()
{
    Fixture better("fee", "refund");
    better.challenger.prices = {2'000'000, 2'000'000};
    const GateResult gates = better.gates(better.ask(domain::Money{1'000'000'000}).value());
    QVERIFY(metricOf(gates, domain::kGateCallCost).verdict == Verdict::Marginal);
    QVERIFY(gates.outcome == domain::LoopOutcome::NotEnoughData);
    Fixture same("refund", "refund");
    same.challenger.prices = {2'000'000, 2'000'000};
    QVERIFY(same.gates(same.ask(domain::Money{1'000'000'000}).value()).outcome == domain::LoopOutcome::Discarded);
}

void ModelComparisonTest::theBudgetIsNeverPassed()
{
    Fixture fixture("fee", "refund");
    const domain::Money budget{10 * kPairNano + kPairNano / 2};
    const auto answers = fixture.ask(budget);
    QVERIFY(answers.has_value());
    QCOMPARE(answers->size(), std::size_t{20}); // ten texts
    QVERIFY(spentOn(*answers) <= budget);
    const GateResult gates = fixture.gates(*answers);
    QVERIFY(gates.outcome == domain::LoopOutcome::NotEnoughData);
}

void ModelComparisonTest::whatWasAnsweredIsNotAskedAgain()
{
    Fixture fixture("fee", "refund");
    QVERIFY(fixture.ask(domain::Money{10 * kPairNano}).has_value());
    const std::size_t before = fixture.saved.size();
    QVERIFY(before > 0 && before < 160);
    const auto answers = fixture.ask(domain::Money{1'000'000'000});
    QCOMPARE(answers->size(), std::size_t{160});
    QCOMPARE(fixture.championModel->calls(), 80);
    QCOMPARE(fixture.challengerModel->calls(), 80);
}

void ModelComparisonTest::aServerThatIsDownEndsTheComparison()
{
    Fixture fixture("fee", "refund");
    fixture.challengerModel->isDown = true;
    const auto answers = fixture.ask(domain::Money{1'000'000'000});
    QVERIFY(!answers && answers.error().code == ErrorCode::Unavailable);
    QVERIFY2(answers.error().message.find("small:tuned") != std::string::npos, answers.error().message.c_str());
    QVERIFY(fixture.championModel->calls() < 80);
    QVERIFY(!fixture.saved.empty()); // what the other said is paid for
    fixture.challengerModel->isDown = false;
    QCOMPARE(fixture.ask(domain::Money{1'000'000'000})->size(), std::size_t{160});
    QCOMPARE(fixture.championModel->calls(), 80);
}

void ModelComparisonTest::theEstimateIsOfBothModels()
{
    const Fixture fixture("fee", "refund");
    const ComparisonEstimate estimate = estimateComparison(fixture.pair(), fixture.texts);
    QCOMPARE(estimate.texts, std::int64_t{80});
    QVERIFY(estimate.champion.nanoUsd > 0);
    QCOMPARE(estimate.challenger.nanoUsd * 2, estimate.champion.nanoUsd); // at half the price
    const ModelPair alone{fixture.task, fixture.champion, fixture.challenger, {}};
    QVERIFY(estimateComparison(alone, fixture.texts).champion < estimate.champion); // without labels nothing instructs
}

void ModelComparisonTest::aDescriptionOutlivesTheRun()
{
    domain::TunedModel tuned = tunedModel();
    tuned.baseUrl = "http://127.0.0.1:9/v1";
    tuned.secretName = "keyring:tuned";
    tuned.teacherRunId = "run-7";
    tuned.taskId = "cs_intent";
    tuned.texts = 33;
    tuned.margin = 0.05;
    QVERIFY(tunedModelFromJson(toJson(tuned)).value() == tuned);
    for (const auto& spoil : std::initializer_list<void (*)(domain::TunedModel&)>{
             [](domain::TunedModel& model) { model.model.clear(); }, [](domain::TunedModel& model) { model.tierId.clear(); },
             [](domain::TunedModel& model) { model.prices.inputPicoUsd.reset(); },
             [](domain::TunedModel& model) { model.budget = {}; }, [](domain::TunedModel& model) { model.texts = 0; },
             [](domain::TunedModel& model) { model.margin = 1; }}) {
        domain::TunedModel spoilt = tuned;
        spoil(spoilt);
        QVERIFY(!tunedModelFromJson(toJson(spoilt)));
    }
    QVERIFY(!tunedModelFromJson("{}"));
    QCOMPARE(inPlaceOf(domain::Tier{}, tuned).model, tuned.model);
    QVERIFY(domain::isTunedModel(domain::challengerId(tuned)));
    QVERIFY(!domain::isTunedModel("student-cs_intent-3f9a12bc"));
}

QTEST_GUILESS_MAIN(ModelComparisonTest)
#include "tst_model_comparison.moc"
