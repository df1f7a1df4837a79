#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

using core::domain::DataSplit;
using core::ports::RouterPreference;

class RouterSignalStoreTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void preferencesOfTrainingTextsComeBack();
    void preferencesOfTestTextsNeverTrain();
    void theNewestJudgementOfAnAnswerIsFeedback();
    void limitsComeBackWithTheirPolicy();
};

namespace {

std::vector<RouterPreference> preferences(int count)
{
    std::vector<RouterPreference> made;
    for (int i = 0; i < count; ++i) {
        made.push_back({"cs_intent", "text number " + std::to_string(i), "large", "small", i % 2 == 0 ? 1.0 : 0.5, 2.0});
    }
    return made;
}

bool mayTrain(const std::string& text)
{
    const DataSplit split = core::domain::identityOf(text, "test-key").split;
    return split == DataSplit::Training || split == DataSplit::Tuning;
}

} // namespace

void RouterSignalStoreTest::preferencesOfTrainingTextsComeBack()
{
    WorkspaceFixture fixture;
    const auto added = preferences(200);
    ROUTENLP_VERIFY(fixture.stores.routerSignals->addPreferences(added, "p.jsonl", sample::noon()));
    fixture.close();
    fixture.open();
    const auto back = fixture.stores.routerSignals->preferences();
    ROUTENLP_VERIFY(back);
    std::size_t expected = 0;
    for (const RouterPreference& preference : added) {
        expected += mayTrain(preference.text) ? 1 : 0;
    }
    QVERIFY(expected > 100 && expected < 190); // calibration and gate texts are kept out
    QCOMPARE(back->size(), expected);
    for (const RouterPreference& preference : *back) {
        QVERIFY(mayTrain(preference.text));
        QCOMPARE(preference.tierA, std::string("large"));
        QCOMPARE(preference.weight, 2.0);
        QVERIFY(preference.outcome == 1.0 || preference.outcome == 0.5);
    }
}

void RouterSignalStoreTest::preferencesOfTestTextsNeverTrain()
{
    WorkspaceFixture fixture;
    std::vector<core::domain::Example> examples;
    for (const RouterPreference& preference : preferences(50)) {
        core::domain::Example example;
        example.id = preference.text;
        example.taskId = "cs_intent";
        example.text = preference.text;
        example.isTest = true;
        examples.push_back(example);
    }
    ROUTENLP_VERIFY(fixture.stores.examples->import(examples));
    ROUTENLP_VERIFY(fixture.stores.routerSignals->addPreferences(preferences(50), "p.jsonl", sample::noon()));
    const auto back = fixture.stores.routerSignals->preferences();
    ROUTENLP_VERIFY(back);
    QVERIFY(back->empty());
}

void RouterSignalStoreTest::theNewestJudgementOfAnAnswerIsFeedback()
{
    WorkspaceFixture fixture;
    const auto record = [](int number, DataSplit split) {
        core::domain::QueryRecord made
            = sample::query(1, static_cast<std::uint64_t>(number), sample::noon() + std::chrono::seconds(number));
        made.taskId = "cs_intent";
        made.attempts.resize(1);
        made.attempts.front().result = core::domain::AttemptResult::Accepted;
        made.text = "question " + std::to_string(number);
        made.split = split;
        return made;
    };
    const auto judge = [](const core::domain::QueryRecord& of, core::domain::LabelSource source, bool meets,
                           std::optional<double> probability, int second) {
        core::domain::Outcome outcome;
        outcome.queryId = of.id;
        outcome.at = of.at + std::chrono::seconds(second);
        outcome.source = source;
        outcome.judge = "someone";
        outcome.quality = meets ? 1 : 0;
        outcome.meetsTarget = meets;
        outcome.samplingProbability = probability;
        return outcome;
    };
    using core::domain::LabelSource;
    const auto training = record(1, DataSplit::Training);
    const auto calibration = record(2, DataSplit::Calibration);
    const auto automatic = record(3, DataSplit::Training);
    const auto client = record(4, DataSplit::Tuning);
    auto ofTestText = record(5, DataSplit::Training); // asked live; the text is a test text of an imported file
    core::domain::Example test;
    test.id = test.text = ofTestText.text;
    test.taskId = ofTestText.taskId;
    test.isTest = true;
    ROUTENLP_VERIFY(fixture.stores.examples->import(std::vector{test}));
    const auto stored = fixture.stores.examples->examples(test.taskId, DataSplit::Test);
    ROUTENLP_VERIFY(stored);
    ofTestText.textHash = stored->front().identity.hash;
    for (const auto& one : {training, calibration, automatic, client, ofTestText}) {
        ROUTENLP_VERIFY(fixture.stores.decisions->append(one));
    }
    for (const auto& outcome : {judge(training, LabelSource::Human, true, 0.02, 1),
             judge(training, LabelSource::Human, false, 0.02, 2), judge(calibration, LabelSource::Human, true, 0.5, 1),
             judge(automatic, LabelSource::Reference, true, 1.0, 1), judge(client, LabelSource::Client, true, {}, 1),
             judge(ofTestText, LabelSource::Human, true, 1.0, 1)}) {
        ROUTENLP_VERIFY(fixture.stores.decisions->append(outcome));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto feedback = fixture.stores.routerSignals->feedback();
    ROUTENLP_VERIFY(feedback);
    QCOMPARE(feedback->size(), std::size_t{2});
    for (const core::ports::RouterFeedback& row : *feedback) {
        const bool isClients = row.text == client.text;
        QCOMPARE(row.isAccepted, isClients);
        QCOMPARE(row.samplingProbability, isClients ? 1.0 : 0.02);
        QVERIFY(!row.tierId.empty());
        QCOMPARE(row.taskId, training.taskId);
    }
}

void RouterSignalStoreTest::limitsComeBackWithTheirPolicy()
{
    WorkspaceFixture fixture;
    core::domain::PolicyVersion version;
    version.sequence = 1;
    version.at = sample::noon();
    version.tasks["a"].taskId = "a";
    version.tasks["a"].limits = {1500.0, std::nullopt};
    version.tasks["b"].taskId = "b";
    version = core::domain::sealed(version);
    ROUTENLP_VERIFY(fixture.stores.policies->append(version, {}));
    const auto active = fixture.stores.policies->active();
    ROUTENLP_VERIFY(active);
    QVERIFY(**active == version);
    QVERIFY(!core::domain::findBrokenLink({**active}));
}

QTEST_GUILESS_MAIN(RouterSignalStoreTest)
#include "tst_router_signal_store.moc"
