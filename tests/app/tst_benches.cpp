#include <QTemporaryDir>
#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "app/benches/cascade_limits.h"
#include "app/benches/cascade_table.h"
#include "app/benches/challenger_gate.h"
#include "app/benches/finished_cells.h"
#include "app/benches/labelled_data.h"
#include "app/benches/oracle_answers.h"
#include "app/benches/perceptron_tagger.h"
#include "app/benches/pilot_period.h"
#include "app/benches/recorded_cascade.h"
#include "app/benches/taught_rows.h"
#include "app/commands/routing_folds.h"
#include "core/base/rng.h"
#include "core/datasets/recording_file.h"
#include "core/evaluation/answer_metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <span>

using namespace app::benches;
namespace domain = core::domain;

namespace {

CascadeSetup twoTiers(double alpha)
{
    CascadeSetup setup;
    setup.tierIds = {"cheap", "last"};
    setup.target = {alpha, 0.1};
    return setup;
}

PriceTable pricesOneToTen()
{
    return {"test", {{1'000'000, 1'000'000}, {10'000'000, 10'000'000}}};
}

/// 100 tokens in, none out: 100 and 1000 micro-dollars.
CascadeQuery query(double score, double cheapQuality)
{
    CascadeQuery tiers(2);
    tiers[0] = {score, cheapQuality, cheapQuality < 1, {100, 0}, 5};
    tiers[1] = {std::nan(""), 1, false, {100, 0}, 500};
    return tiers;
}

domain::Example labelled(const std::string& text, const std::string& label)
{
    domain::Example example;
    example.id = text;
    example.taskId = "cs_intent";
    example.text = text;
    example.reference.labels = {label};
    return example;
}

} // namespace

class TestBenches final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTierAskedIsPaid();
    void aScoreKnownBeforehandSparesTheCall();
    void aRowStatesSharesAndRisk();
    void violationsStayBelowDeltaWhenScoresAreHonest();
    void limitsSayWhatIsLeftToGain();
    void aChallengerIsKeptWhenItIsCheaperAndNoWorse();
    void samplesOfSeveralTasksGiveOneInterval();
    void aPeriodWithOtherOutcomesThanSqlIsNotEqual();
    void withoutPreferencesOnlyTheQualitiesAreLeft();
    void theOracleIsWrongAsOftenAsSaid();
    void testLinesThatTrainingHoldsAreDropped();
    void finishedCellsAreFoundAgain();
    void aPerceptronLearnsTags();
    void aRecordingGivesEveryRow();
};

void TestBenches::everyTierAskedIsPaid()
{
    const CascadeQueries queries{query(0.9, 1), query(0.2, 0), query(0.8, 0), query(std::nan(""), 1)};
    const CascadeSums sums = sumCascade(twoTiers(0.05), queries, {0.5}, pricesOneToTen());
    QCOMPARE(sums.costNanoUsd, std::int64_t{2 * 100'000 + 1'100'000 + 1'000'000}); // the last was not offered
    QCOMPARE(sums.lastTierNanoUsd, std::int64_t{4'000'000});
    QCOMPARE(sums.answered, (std::vector<std::int64_t>{2, 2}));
    QCOMPARE(sums.failuresBelowLast(), std::int64_t{1});
    QCOMPARE(sums.qualityRatio(), 0.75);
    QCOMPARE(sums.latenciesMs, (std::vector<double>{5, 505, 5, 500}));
    const CascadeSums none = sumCascade(twoTiers(0.05), queries, {std::nullopt}, pricesOneToTen());
    QCOMPARE(none.costRatio(), 1.0);
}

void TestBenches::aScoreKnownBeforehandSparesTheCall()
{
    CascadeSetup setup = twoTiers(0.05);
    setup.isScoredBeforeAnswer = true;
    const CascadeSums sums = sumCascade(setup, {query(0.2, 0)}, {0.5}, pricesOneToTen());
    QCOMPARE(sums.costNanoUsd, std::int64_t{1'000'000});
}

void TestBenches::aRowStatesSharesAndRisk()
{
    const CascadeSetup setup = twoTiers(0.05);
    const auto row = rowOf(setup, sumCascade(setup, {query(0.9, 1), query(0.9, 0), query(0.1, 0)}, {0.5}, pricesOneToTen()));
    QCOMPARE(row.at("tier_share").at("cheap").get<double>(), 2.0 / 3);
    QCOMPARE(row.at("realised_risk").get<double>(), 0.5);
    QCOMPARE(row.at("p99_ms").get<double>(), 505.0);
    QVERIFY(row.at("realised_risk_interval_95")[0].get<double>() < 0.5);
}

void TestBenches::violationsStayBelowDeltaWhenScoresAreHonest()
{
    core::Rng rng(1);
    CascadeQueries pool;
    for (int i = 0; i < 3000; ++i) {
        const double score = rng.uniform();
        pool.push_back(query(score, rng.chance(0.5 * (1 - score) * (1 - score)) ? 0 : 1));
    }
    const auto count = countViolations(twoTiers(0.05), pool, pricesOneToTen(), 100, 2);
    QVERIFY(count);
    QCOMPARE(count->splits, std::int64_t{100});
    QVERIFY(count->acceptedShare > 20);
    QVERIFY(count->aboveBeyondNoise <= 10);
    CascadeQueries hopeless;
    for (int i = 0; i < 1600; ++i) {
        hopeless.push_back(query(rng.uniform(), 0));
    }
    QCOMPARE(countViolations(twoTiers(0.05), hopeless, pricesOneToTen(), 20, 3)->acceptedShare, 0.0);
}

void TestBenches::limitsSayWhatIsLeftToGain()
{
    // right, right, wrong, right, wrong by falling score, and one that the tier is not offered
    const CascadeQueries queries{query(0.9, 1), query(0.8, 1), query(0.7, 0), query(0.6, 1), query(0.5, 0),
        query(std::nan(""), 1)};
    const CascadeLimits limits = limitsOf(twoTiers(0.25), queries, 0, pricesOneToTen());
    QCOMPARE(limits.meetsTarget, 3.0 / 6);
    QCOMPARE(limits.keptKnownThreshold, 4.0 / 6); // one of four is wrong
    QCOMPARE(limits.keptPerfectScore, 4.0 / 6); // three right ones and the wrong one that they pay for
    QCOMPARE(limits.costKnownThreshold, std::int64_t{5 * 100'000 + 2 * 1'000'000});
    QCOMPARE(limits.costPerfectScore, std::int64_t{5 * 100'000 + 2 * 1'000'000});
    QCOMPARE(limitsOf(twoTiers(0.05), queries, 0, pricesOneToTen()).keptKnownThreshold, 2.0 / 6);
    const CascadeQueries tied{query(0.9, 1), query(0.9, 0)}; // no threshold parts them
    QCOMPARE(limitsOf(twoTiers(0.25), tied, 0, pricesOneToTen()).keptKnownThreshold, 0.0);
    QVERIFY(limitsOf(twoTiers(0.25), tied, 0, pricesOneToTen()).keptPerfectScore > 0.5);
}

void TestBenches::aChallengerIsKeptWhenItIsCheaperAndNoWorse()
{
    CascadeQueries champion; // keeps half of the texts, all of them right
    CascadeQueries cheaper; // keeps nine tenths
    CascadeQueries worse; // keeps as many, of which every fifth is wrong
    for (int i = 0; i < 300; ++i) {
        champion.push_back(query(i % 2 == 0 ? 0.9 : 0.1, 1));
        cheaper.push_back(query(i % 10 != 0 ? 0.9 : 0.1, 1));
        worse.push_back(query(i % 10 != 0 ? 0.9 : 0.1, i % 5 == 1 ? 0 : 1));
    }
    const Thresholds thresholds{0.5};
    const auto verdict = [&](const CascadeQueries& before, const CascadeQueries& after) {
        return judgeChallenger(twoTiers(0.05), {before, thresholds}, {after, thresholds}, pricesOneToTen());
    };
    const ChallengerVerdict kept = verdict(champion, cheaper);
    QVERIFY2(kept.isPromoted && kept.goesOn, kept.reason.c_str());
    const ChallengerVerdict dearer = verdict(cheaper, champion);
    QVERIFY2(!dearer.isPromoted && dearer.reason.find("cost") != std::string::npos, dearer.reason.c_str());
    QVERIFY(!verdict(champion, worse).isPromoted);
    QVERIFY(!verdict(champion, champion).isPromoted); // changes nothing
}

void TestBenches::samplesOfSeveralTasksGiveOneInterval()
{
    core::Rng rng(5);
    std::vector<QueryShare> together;
    CascadeSums all;
    for (const char* task : {"a", "b"}) {
        CascadeQueries queries;
        for (int i = 0; i < 400; ++i) {
            queries.push_back(query(rng.uniform(), 1));
        }
        const CascadeSums sums = sumCascade(twoTiers(0.05), queries, {0.5}, pricesOneToTen());
        addResamples(together, resamplesOf(sums, task));
        all += sums;
    }
    const RatioIntervals ratios = ratioIntervals(together);
    QVERIFY(ratios.cost[0] < all.costRatio() && all.costRatio() < ratios.cost[1]);
    const double width = ratios.cost[1] - ratios.cost[0]; // 3.92 standard errors, .07: 800 queries cost .1 or 1.1
    QVERIFY2(width > 0.055 && width < 0.085, std::to_string(width).c_str());
    QCOMPARE(ratios.quality, (std::array<double, 2>{1, 1}));
}

void TestBenches::aPeriodWithOtherOutcomesThanSqlIsNotEqual()
{
    domain::QueryRecord record;
    record.taskId = "cs_intent";
    record.latencyMs = 10;
    record.lastTierCost = {1000};
    domain::Attempt attempt;
    attempt.tierId = "student";
    attempt.cost = domain::Money{100};
    attempt.quality = 1.0;
    record.attempts = {attempt};
    std::vector<PilotPeriod> days(2);
    days[0].add(record, 1.0);
    record.attempts[0].quality = 0.0;
    record.attempts[0].cost = domain::Money{300};
    days[1].add(record, 1.0);
    PilotPeriod sum = days[0];
    sum += days[1];
    QCOMPARE(sum.costReduction(), 0.8);
    const auto interval = costReductionInterval(days);
    QCOMPARE(interval[0].get<double>(), 0.7);
    QCOMPARE(interval[1].get<double>(), 0.9);
    QVERIFY(costReductionInterval(std::span(days).first(1)).is_null());

    core::ports::Overview sql;
    sql.totals.queries = 2;
    sql.totals.spend = {400};
    sql.totals.lastTierOnly = {2000};
    sql.totals.latency = sum.latency;
    sql.totals.judged = 2;
    sql.totals.judgedWeight = 2;
    sql.totals.judgedMetWeight = 1;
    sql.tasks = {{"cs_intent", sql.totals, {}}};
    QVERIFY(isEqual(sum, sql));
    sql.tasks[0].totals.judgedMetWeight = 2;
    QVERIFY(!isEqual(sum, sql));
    sql.tasks[0].totals.judgedMetWeight = 1;
    sql.totals.judgedMetWeight = 2;
    QVERIFY(!isEqual(sum, sql));
}

void TestBenches::withoutPreferencesOnlyTheQualitiesAreLeft()
{
    core::ports::RouterTrainingSet set;
    set.tierIds = {"cheap", "last"};
    for (int i = 0; i < 10; ++i) {
        set.training.push_back({"task", "text " + std::to_string(i), {i % 3 == 0 ? 1.0 : 0.0, 1.0}});
    }
    const auto halved = app::commands::halfAsPreferences(set);
    QCOMPARE(halved.training.size(), std::size_t{5});
    QCOMPARE(halved.preferences.size(), std::size_t{5});
    for (const auto& preference : halved.preferences) {
        QVERIFY(std::ranges::none_of(
            halved.training, [&](const auto& example) { return example.text == preference.text; }));
    }
    const auto withheld = app::commands::withoutPreferences(halved);
    QCOMPARE(withheld.training.size(), std::size_t{5});
    QVERIFY(withheld.preferences.empty());
}

void TestBenches::theOracleIsWrongAsOftenAsSaid()
{
    std::vector<domain::Example> lines;
    for (int i = 0; i < 2000; ++i) {
        lines.push_back(labelled("text " + std::to_string(i), "label" + std::to_string(i % 5)));
    }
    const domain::Task task = domain::presetTask("cs_intent").value();
    const OracleAnswers oracle(task, lines, 1);
    int wrong = 0;
    for (const domain::Example& line : lines) {
        const bool isRightClean = core::evaluation::answerQuality(task, oracle.answer(line, 0), line.reference) > 0;
        const bool isRight = core::evaluation::answerQuality(task, oracle.answer(line, 0.1), line.reference) > 0;
        const bool isRightAtMore = core::evaluation::answerQuality(task, oracle.answer(line, 0.2), line.reference) > 0;
        QVERIFY(isRightClean);
        QVERIFY(isRight || !isRightAtMore); // what is spoiled stays spoiled
        QCOMPARE(oracle.taught(line, 0.1).reference.labels.front() == line.reference.labels.front(), isRight);
        wrong += isRight ? 0 : 1;
    }
    QVERIFY(wrong > 150 && wrong < 250);
}

void TestBenches::testLinesThatTrainingHoldsAreDropped()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("cs_intent_small.jsonl").toStdString();
    std::ofstream(file) << R"({"task":"cs_intent","text":"Where is my card?","label":"a","split":"train"})" << '\n'
                        << R"({"task":"cs_intent","text":"where is  my CARD?","label":"a","split":"test"})" << '\n'
                        << R"({"task":"cs_intent","text":"Close my account","label":"b","split":"test"})" << '\n';
    const auto data = readLabelledData(file);
    QVERIFY(data);
    QCOMPARE(data->name, std::string("cs_intent_small"));
    QCOMPARE(data->test.size(), std::size_t{1});
    QCOMPARE(data->droppedTest, std::size_t{1});
    QVERIFY(!readLabelledData(file + ".absent"));
}

void TestBenches::finishedCellsAreFoundAgain()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("cells.jsonl").toStdString();
    FinishedCells(file).add({{"data", "a"}}, {{"x", 1}});
    std::ofstream(file, std::ios::app) << R"({"key":{"data":"b"},"resu)"; // a killed run
    FinishedCells(file).add({{"data", "c"}}, {{"x", 3}});
    const FinishedCells cells(file);
    QCOMPARE(cells.find({{"data", "a"}})->at("x").get<int>(), 1);
    QVERIFY(!cells.find({{"data", "b"}}));
    QCOMPARE(cells.find({{"data", "c"}})->at("x").get<int>(), 3);
}

void TestBenches::aPerceptronLearnsTags()
{
    std::vector<domain::Example> training;
    for (const char* name : {"Alice", "Bob", "Carol"}) {
        domain::Example example;
        example.tokens = {"dear", name, "Smith", "hello"};
        example.reference.tags = {"O", "B-PER", "I-PER", "O"};
        training.push_back(example);
    }
    const PerceptronTagger tagger = PerceptronTagger::fit(training, 10, 1);
    const std::vector<std::string> tokens{"dear", "Dave", "Smith", "hello"};
    QCOMPARE(tagger.tags(tokens), (std::vector<std::string>{"O", "B-PER", "I-PER", "O"}));
}

void TestBenches::aRecordingGivesEveryRow()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("two.jsonl").toStdString();
    auto writer = core::datasets::RecordingWriter::create(file);
    core::Rng rng(4);
    for (int i = 0; i < 1600; ++i) {
        domain::Example example;
        example.id = std::to_string(i);
        example.taskId = i % 2 == 0 ? "easy" : "hard";
        example.text = example.taskId + " question number " + std::to_string(i);
        example.responses["mistralai/Mixtral-8x7B-Instruct-v0.1"].quality = rng.chance(i % 2 == 0 ? 0.98 : 0.3) ? 1 : 0;
        example.responses["gpt-4-1106-preview"].quality = rng.chance(0.95) ? 1 : 0;
        QVERIFY(writer->write(example));
    }
    QVERIFY(writer->commit());
    RecordedCascadeOptions options;
    options.file = file;
    options.folds = 2;
    options.splits = 20;
    options.alphas = {0.1};
    const auto report = measureRecording(options, [](const std::string&) {});
    QVERIFY2(report, report ? "" : report.error().message.c_str());
    QVERIFY(report->at("tokens").get<std::string>().find("estimated tokens") != std::string::npos);
    QCOMPARE(report->at("tables").size(), std::size_t{2});
    QCOMPARE(report->at("tables")[1].at("prices").get<std::string>(), std::string("paper prices"));
    for (const auto& row : report->at("tables")[0].at("rows")) {
        const std::string name = row.at("row");
        if (name == "always gpt-4-1106-preview") {
            QCOMPARE(row.at("cost_ratio").get<double>(), 1.0);
        } else if (name.starts_with("certified")) {
            QVERIFY2(row.at("cost_ratio").get<double>() < 0.9, row.dump().c_str()); // the easy half is recognised
            QVERIFY(row.at("realised_risk").get<double>() < 0.1);
        }
    }
}

QTEST_GUILESS_MAIN(TestBenches)
#include "tst_benches.moc"
