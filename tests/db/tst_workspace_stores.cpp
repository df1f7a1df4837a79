#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

using core::domain::Certificate;
using core::domain::DataSplit;
using core::domain::Example;
using core::domain::PolicyVersion;

class WorkspaceStoresTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tasksAndTiersComeBack();
    void priceVersionsAreNeverChanged();
    void policiesAreChainedAndComeBackWhole();
    void aPolicyThatDoesNotFollowIsAConflict();
    void runsMetricsAndArtefactsComeBack();
    void examplesComeBackWithEveryField();
    void knownTextsAreMerged();
    void textsOfATestSplitNeverTrain();
    void aFixedSplitKeyGivesTheSameSplits();
    void settingsAreKeptButTheSplitKeyStays();
    void visitorsMayUseTheWorkspace();
};

namespace {

Example example(const std::string& text)
{
    Example example;
    example.id = "id-" + text;
    example.taskId = "cs_intent";
    example.text = text;
    example.reference.labels = {"first", "second"};
    example.source = "file.jsonl";
    return example;
}

PolicyVersion nextVersion(const std::optional<PolicyVersion>& previous)
{
    PolicyVersion version;
    version.sequence = previous ? previous->sequence + 1 : 1;
    version.previousHash = previous ? previous->hash : std::string();
    version.at = sample::noon();
    version.author = "engine";
    version.reason = "because";
    core::domain::TaskPolicy task;
    task.taskId = "cs_intent";
    task.routerVersion = "router-1";
    task.modelVersions = {{"student", "student-cs_intent-1"}, {"other", "x"}};
    task.thresholds = {{"student", 0.1 + 0.2}};
    version.tasks.emplace(task.taskId, task);
    task.taskId = "fin_ner";
    task.thresholds.clear();
    version.tasks.emplace(task.taskId, task);
    return core::domain::sealed(version);
}

} // namespace

void WorkspaceStoresTest::tasksAndTiersComeBack()
{
    WorkspaceFixture fixture;
    auto task = *core::domain::presetTask("fin_ner");
    ROUTENLP_VERIFY(fixture.stores.portfolio->saveTask(task));
    task.alpha = 0.07;
    task.metricTarget = 0.9;
    ROUTENLP_VERIFY(fixture.stores.portfolio->saveTask(task));
    const auto tasks = fixture.stores.portfolio->tasks();
    ROUTENLP_VERIFY(tasks);
    QCOMPARE(tasks->size(), std::size_t{1});
    QCOMPARE(tasks->front().alpha, 0.07);
    QCOMPARE(tasks->front().metricTarget, task.metricTarget);
    QVERIFY(tasks->front().kind == task.kind);

    core::domain::Tier tier{"large", "Large", core::domain::TierProvider::Recording, 2, "gpt", "p1",
        {250'000, std::nullopt}, true, false, 800};
    ROUTENLP_VERIFY(fixture.stores.portfolio->saveTier(tier));
    tier.id = "student";
    tier.rank = 0;
    tier.priceVersionId.clear();
    tier.prices = {};
    ROUTENLP_VERIFY(fixture.stores.portfolio->saveTier(tier));
    const auto tiers = fixture.stores.portfolio->tiers();
    ROUTENLP_VERIFY(tiers);
    QCOMPARE(tiers->front().id, std::string("student"));
    QVERIFY(!tiers->front().prices.inputPicoUsd);
    QCOMPARE(tiers->back().prices.inputPicoUsd, std::optional<std::int64_t>(250'000));
    QVERIFY(!tiers->back().prices.outputPicoUsd);
    QVERIFY(tiers->back().isOracle);
}

void WorkspaceStoresTest::priceVersionsAreNeverChanged()
{
    WorkspaceFixture fixture;
    core::domain::PriceVersion version{"p1", "gpt", {1, 2}, "map", 5};
    ROUTENLP_VERIFY(fixture.stores.portfolio->addPriceVersion(version));
    ROUTENLP_VERIFY(fixture.stores.portfolio->addPriceVersion(version));
    version.prices.inputPicoUsd = 3;
    QVERIFY(
        fixture.stores.portfolio->addPriceVersion(version).error().code == core::ErrorCode::AlreadyExists);
    version = {"p2", "gpt", {-1, 2}, "map", 5};
    QVERIFY(
        fixture.stores.portfolio->addPriceVersion(version).error().code == core::ErrorCode::InvalidArgument);
    QCOMPARE(fixture.stores.portfolio->priceVersions()->size(), std::size_t{1});
}

void WorkspaceStoresTest::policiesAreChainedAndComeBackWhole()
{
    WorkspaceFixture fixture;
    QVERIFY(!fixture.stores.policies->active()->has_value());
    const PolicyVersion first = nextVersion(std::nullopt);
    const PolicyVersion second = nextVersion(first);
    Certificate certificate;
    certificate.taskId = "cs_intent";
    certificate.tierId = "student";
    certificate.threshold = 0.3;
    certificate.noneReason = "none";
    certificate.noneCause = {core::domain::NoneKind::TooFewAbove, 260, 9, 120, 2, 132, 12, 26, 0.1 + 0.2, 0.05};
    certificate.at = sample::noon();
    ROUTENLP_VERIFY(fixture.stores.policies->append(first, {}));
    ROUTENLP_VERIFY(fixture.stores.policies->append(second, std::span(&certificate, 1)));
    fixture.close();
    fixture.open();
    const auto versions = fixture.stores.policies->versions();
    ROUTENLP_VERIFY(versions);
    QCOMPARE(*versions, (std::vector{first, second}));
    QVERIFY(!core::domain::findBrokenLink(*versions));
    QCOMPARE(**fixture.stores.policies->active(), second);
    QCOMPARE(*fixture.stores.policies->certificates("cs_intent", "student"), std::vector{certificate});
    QCOMPARE(fixture.stores.policies->certificates("", "")->size(), std::size_t{1});
    QVERIFY(fixture.stores.policies->certificates("fin_ner", "student")->empty());
}

void WorkspaceStoresTest::aPolicyThatDoesNotFollowIsAConflict()
{
    WorkspaceFixture fixture;
    const PolicyVersion first = nextVersion(std::nullopt);
    ROUTENLP_VERIFY(fixture.stores.policies->append(first, {}));
    QVERIFY(fixture.stores.policies->append(first, {}).error().code == core::ErrorCode::Conflict);
    PolicyVersion forged = nextVersion(first);
    forged.reason = "edited after sealing";
    QVERIFY(fixture.stores.policies->append(forged, {}).error().code == core::ErrorCode::InvalidArgument);
    QCOMPARE(fixture.stores.policies->versions()->size(), std::size_t{1});
}

void WorkspaceStoresTest::runsMetricsAndArtefactsComeBack()
{
    WorkspaceFixture fixture;
    core::domain::Run run;
    run.id = "run-1";
    run.createdAt = sample::noon();
    run.parametersJson = "{}";
    ROUTENLP_VERIFY(fixture.stores.runs->saveRun(run));
    const std::vector<core::domain::RunMetric> curve{{"loss", 1, 0.5}, {"loss", 2, 0.25}};
    ROUTENLP_VERIFY(fixture.stores.runs->addMetrics("run-1", curve));
    run.state = core::domain::RunState::Failed;
    run.finishedAt = sample::noon();
    run.errorMessage = "why";
    ROUTENLP_VERIFY(fixture.stores.runs->saveRun(run));
    const auto metrics = fixture.stores.runs->metrics("run-1");
    QCOMPARE(metrics->size(), std::size_t{2});
    QCOMPARE(metrics->back().value, 0.25);
    QVERIFY(!fixture.stores.runs->addMetrics("none", curve));
    const auto found = fixture.stores.runs->run("run-1");
    QVERIFY((*found)->state == core::domain::RunState::Failed);
    QCOMPARE((*found)->finishedAt, run.finishedAt);
    QVERIFY(!(*found)->startedAt);
    run.id = "run-2";
    run.createdAt += std::chrono::seconds(1);
    ROUTENLP_VERIFY(fixture.stores.runs->saveRun(run));
    QCOMPARE(fixture.stores.runs->runs(1)->front().id, std::string("run-2"));
    core::domain::Artefact artefact{
        "student-1", "student", "cs_intent", "run-1", "models/a", "sha", 12, "data", "{}", sample::noon()};
    ROUTENLP_VERIFY(fixture.stores.runs->addArtefact(artefact));
    QCOMPARE((*fixture.stores.runs->artefact("student-1"))->sha256, std::string("sha"));
    QCOMPARE(fixture.stores.runs->artefacts()->size(), std::size_t{1});
    QVERIFY(!fixture.stores.runs->artefact("none")->has_value());
}

void WorkspaceStoresTest::examplesComeBackWithEveryField()
{
    WorkspaceFixture fixture;
    Example tagged = example("tagged text");
    tagged.tokens = {"a\x1f\\b", "", "c"};
    tagged.reference.labels.clear();
    tagged.reference.tags = {"B-ORG", "I-ORG", "O"};
    tagged.responses["large"] = {"answer", 0.5, 10, std::nullopt, 12.5, {-0.1, -2.0}};
    tagged.responses["large"].topLogprobs = {{{"an", -0.1}, {"\"\n", -2.5}}, {{"swer", -2.0}}};
    tagged.responses["small"] = {"", std::nullopt, std::nullopt, 3, std::nullopt, {}};
    Example summary = example("a test text");
    summary.isTest = true;
    summary.reference.labels.clear();
    summary.reference.text = "short";
    const std::vector examples{tagged, summary};
    const auto report = fixture.stores.examples->import(examples);
    ROUTENLP_VERIFY(report);
    QCOMPARE(report->added, std::size_t{2});
    std::vector<Example> read;
    ROUTENLP_VERIFY(fixture.stores.examples->forEach([&](const core::domain::StoredExample& stored) {
        read.push_back(stored.example);
        return true;
    }));
    QVERIFY(read == examples);
    QCOMPARE(fixture.stores.examples->examples("cs_intent", DataSplit::Test)->size(), std::size_t{1});
}

void WorkspaceStoresTest::knownTextsAreMerged()
{
    WorkspaceFixture fixture;
    Example bare = example("How do I cancel?");
    bare.reference = {};
    bare.responses["large"] = {"one", 1.0, 1, 1, 1.0, {}};
    Example again = example("  how do i CANCEL? ");
    again.responses["small"] = {"two", 0.0, 1, 1, 1.0, {}};
    ROUTENLP_VERIFY(fixture.stores.examples->import(std::vector{bare}));
    const auto report = fixture.stores.examples->import(std::vector{again});
    QCOMPARE(report->merged, std::size_t{1});
    QCOMPARE(report->added, std::size_t{0});
    std::vector<Example> read;
    ROUTENLP_VERIFY(fixture.stores.examples->forEach([&](const core::domain::StoredExample& stored) {
        read.push_back(stored.example);
        return true;
    }));
    QCOMPARE(read.size(), std::size_t{1});
    QCOMPARE(read.front().responses.size(), std::size_t{2});
    QCOMPARE(read.front().reference.labels, again.reference.labels);
}

void WorkspaceStoresTest::textsOfATestSplitNeverTrain()
{
    WorkspaceFixture fixture;
    Example training = example("the same words");
    Example test = example("The SAME words");
    test.isTest = true;
    test.taskId = "fin_ner"; // of another task even
    ROUTENLP_VERIFY(fixture.stores.examples->import(std::vector{training}));
    const auto later = fixture.stores.examples->import(std::vector{test});
    QCOMPARE(later->droppedTest, std::size_t{1});
    const auto again = fixture.stores.examples->import(std::vector{training});
    QCOMPARE(again->droppedTest, std::size_t{1});
    QCOMPARE(again->added, std::size_t{0});
    for (const DataSplit split :
        {DataSplit::Training, DataSplit::Tuning, DataSplit::Calibration, DataSplit::Gate}) {
        QVERIFY(fixture.stores.examples->examples("cs_intent", split)->empty());
    }
}

void WorkspaceStoresTest::aFixedSplitKeyGivesTheSameSplits()
{
    WorkspaceFixture a;
    WorkspaceFixture b;
    QCOMPARE(*a.stores.examples->splitKey(), std::string("test-key"));
    QTemporaryDir directory;
    auto other = db::Workspace::openOwner(directory.path().toStdString() + "/w");
    QCOMPARE(db::openStores(**other).examples->splitKey()->size(), std::size_t{64});
    for (const auto* fixture : {&a, &b}) {
        std::vector<Example> examples;
        for (int i = 0; i < 200; ++i) {
            examples.push_back(example("text number " + std::to_string(i)));
        }
        ROUTENLP_VERIFY(fixture->stores.examples->import(examples));
    }
    const auto first = a.stores.examples->examples("cs_intent", DataSplit::Calibration);
    const auto second = b.stores.examples->examples("cs_intent", DataSplit::Calibration);
    QVERIFY(first->size() > 10 && first->size() == second->size());
    QVERIFY(std::equal(first->begin(), first->end(), second->begin(),
        [](const auto& x, const auto& y) { return x.identity.hash == y.identity.hash; }));
    QVERIFY(std::is_sorted(first->begin(), first->end(),
        [](const auto& x, const auto& y) { return x.identity.hash < y.identity.hash; }));
}

void WorkspaceStoresTest::settingsAreKeptButTheSplitKeyStays()
{
    WorkspaceFixture fixture;
    ROUTENLP_VERIFY(fixture.stores.settings->setValue("name", "one"));
    ROUTENLP_VERIFY(fixture.stores.settings->setValue("name", "two"));
    QCOMPARE(*fixture.stores.settings->value("name"), std::optional<std::string>("two"));
    QVERIFY(!fixture.stores.settings->value("none")->has_value());
    QVERIFY(!fixture.stores.settings->setValue("split_key", "x"));
}

void WorkspaceStoresTest::visitorsMayUseTheWorkspace()
{
    WorkspaceFixture fixture;
    std::vector<Example> examples;
    for (int i = 0; i < 1200; ++i) {
        examples.push_back(example("text number " + std::to_string(i)));
    }
    ROUTENLP_VERIFY(fixture.stores.examples->import(examples));
    int seen = 0;
    bool isWell = true;
    ROUTENLP_VERIFY(fixture.stores.examples->forEach([&](const core::domain::StoredExample&) {
        isWell = isWell && fixture.stores.settings->value("name").has_value();
        return ++seen < 1100;
    }));
    QVERIFY(isWell);
    QCOMPARE(seen, 1100);
}

QTEST_GUILESS_MAIN(WorkspaceStoresTest)
#include "tst_workspace_stores.moc"
