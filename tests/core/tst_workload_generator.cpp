#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/base/text.h"
#include "core/datasets/demo_portfolio.h"
#include "core/datasets/recording_file.h"
#include "core/datasets/traffic_mix.h"
#include "core/datasets/workload/grammar.h"
#include "core/datasets/workload_generator.h"
#include "core/datasets/workload_stream.h"
#include "core/evaluation/answer_metrics.h"

#include <map>
#include <set>
#include <unordered_set>

using namespace core;
using namespace core::datasets;

namespace {

constexpr int kSample = 6'000;

/// What a sample of one task's traffic looks like.
struct Sample {
    std::unordered_set<std::string> texts;
    std::set<std::string> references;
    std::map<std::string, int> slices;
    std::map<std::string, std::map<bool, std::pair<int, int>>> metTarget; ///< tier -> hard? -> (met, all)
    std::vector<double> mediumLatencies;
    std::vector<double> largeLatencies;
};

Sample sampleOf(const WorkloadGenerator& generator, const std::string& taskId)
{
    Sample sample;
    const double floor = domain::presetTask(taskId)->answerFloor;
    for (std::uint64_t i = 0; i < kSample; ++i) {
        const domain::Example example = generator.generate(taskId, 3, i);
        const std::string slice(generator.sliceOf(taskId, 3, i));
        sample.texts.insert(normalisedText(example.text));
        sample.references.insert(evaluation::referenceAnswer(example.reference));
        ++sample.slices[slice];
        for (const auto& [tier, response] : example.responses) {
            auto& [met, all] = sample.metTarget[tier][slice != "usual"];
            met += response.quality.value() >= floor ? 1 : 0;
            ++all;
        }
        sample.mediumLatencies.push_back(example.responses.at("sim-medium").latencyMs.value());
        sample.largeLatencies.push_back(example.responses.at("sim-large").latencyMs.value());
    }
    return sample;
}

double shareMet(const Sample& sample, const std::string& tier, bool isHard)
{
    const auto& [met, all] = sample.metTarget.at(tier).at(isHard);
    return static_cast<double>(met) / all;
}

double shareMet(const Sample& sample, const std::string& tier)
{
    const auto& byKind = sample.metTarget.at(tier);
    const double met = byKind.at(false).first + byKind.at(true).first;
    return met / (byKind.at(false).second + byKind.at(true).second);
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + kSample / 2, values.end());
    return values[kSample / 2];
}

void addTaskRows()
{
    QTest::addColumn<std::string>("taskId");
    for (const std::string& id : WorkloadGenerator().taskIds()) {
        QTest::newRow(id.c_str()) << id;
    }
}

} // namespace

Q_DECLARE_METATYPE(std::string)

class TestWorkloadGenerator final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void patternsExpandToTheirAlternatives();
    void examplesArePureFunctionsOfTheirPlace_data() { addTaskRows(); }
    void examplesArePureFunctionsOfTheirPlace();
    void idsNameTaskStreamAndIndex();
    void textsAreVariedAndSlicesRare_data() { addTaskRows(); }
    void textsAreVariedAndSlicesRare();
    void tiersAnswerAsWellAsDocumented_data() { addTaskRows(); }
    void tiersAnswerAsWellAsDocumented();
    void referencesFitTheirTask_data() { addTaskRows(); }
    void referencesFitTheirTask();
    void hardTextsComeInPairsOfTheSameWords();
    void driftShiftsTheMixFromItsIndexOn_data() { addTaskRows(); }
    void driftShiftsTheMixFromItsIndexOn();
    void slicesAreKnownByExampleId();
    void streamsFollowTheTrafficMix();
    void streamsCanDriftOnRequest();
    void rateHasMeanOneOverAWeek();
    void rateIsContinuous();
    void portfolioIsPricedAndMarked();
    void generatedRecordingsPassValidation();
};

void TestWorkloadGenerator::patternsExpandToTheirAlternatives()
{
    const workload::Grammar grammar({{"pet", {"cat", "{size} dog"}}, {"size", {"big", "small"}}});
    std::set<std::string> seen;
    Rng rng(1);
    for (int i = 0; i < 200; ++i) {
        seen.insert(grammar.expand("{p:pet} [and|or [not|no]] {p}", rng));
    }
    const std::set<std::string> expected{"cat and cat", "cat or not cat", "cat or no cat",
        "big dog and big dog", "big dog or not big dog", "big dog or no big dog", "small dog and small dog",
        "small dog or not small dog", "small dog or no small dog"};
    QVERIFY(seen == expected);
    std::set<std::string> numbers;
    for (int i = 0; i < 100; ++i) {
        numbers.insert(grammar.expand("{#9-11}", rng));
    }
    QVERIFY((numbers == std::set<std::string>{"9", "10", "11"}));
}

void TestWorkloadGenerator::examplesArePureFunctionsOfTheirPlace()
{
    QFETCH(std::string, taskId);
    const WorkloadGenerator one({.seed = 5});
    const WorkloadGenerator same({.seed = 5});
    const WorkloadGenerator other({.seed = 6});
    int differing = 0;
    for (std::uint64_t i = 50; i-- > 0;) { // backwards: nothing may depend on what came before
        const domain::Example example = same.generate(taskId, 2, i);
        QVERIFY(example == one.generate(taskId, 2, i));
        differing += example.text != other.generate(taskId, 2, i).text ? 1 : 0;
        differing += example.text != one.generate(taskId, 3, i).text ? 1 : 0;
    }
    QVERIFY(differing > 90);
}

void TestWorkloadGenerator::idsNameTaskStreamAndIndex()
{
    const domain::Example example = WorkloadGenerator().generate("fin_ner", 12, 345);
    QCOMPARE(example.id, std::string("sim:fin_ner:12:345"));
    QCOMPARE(example.taskId, std::string("fin_ner"));
    QCOMPARE(example.source, std::string("workload generator"));
}

void TestWorkloadGenerator::textsAreVariedAndSlicesRare()
{
    QFETCH(std::string, taskId);
    const WorkloadGenerator generator;
    const Sample sample = sampleOf(generator, taskId);
    QVERIFY2(sample.texts.size() > kSample * 4 / 5, std::to_string(sample.texts.size()).c_str());
    QVERIFY(sample.slices.size() >= 5); // the bulk and at least four hard slices
    const double hard = 1.0 - static_cast<double>(sample.slices.at("usual")) / kSample;
    QVERIFY2(hard > 0.08 && hard < 0.17, std::to_string(hard).c_str());
    for (const auto& [slice, count] : sample.slices) {
        QVERIFY2(count > 0.012 * kSample, slice.c_str());
    }
}

void TestWorkloadGenerator::tiersAnswerAsWellAsDocumented()
{
    QFETCH(std::string, taskId);
    const WorkloadGenerator generator;
    const Sample sample = sampleOf(generator, taskId);
    const double medium = shareMet(sample, "sim-medium");
    const double large = shareMet(sample, "sim-large");
    QVERIFY2(medium > 0.90 && medium < 0.95, std::to_string(medium).c_str());
    QVERIFY2(large > 0.97 && large < 0.992, std::to_string(large).c_str());
    QVERIFY(shareMet(sample, "sim-medium", true) < shareMet(sample, "sim-medium", false) - 0.2);
    QVERIFY(shareMet(sample, "sim-large", true) > shareMet(sample, "sim-medium", true) + 0.15);
    QVERIFY(median(sample.mediumLatencies) > 300 && median(sample.mediumLatencies) < 700);
    QVERIFY(median(sample.largeLatencies) > 1'100 && median(sample.largeLatencies) < 2'300);
}

void TestWorkloadGenerator::referencesFitTheirTask()
{
    QFETCH(std::string, taskId);
    const WorkloadGenerator generator;
    const domain::Task task = domain::presetTask(taskId).value();
    for (std::uint64_t i = 0; i < 1'000; ++i) {
        const domain::Example example = generator.generate(taskId, 1, i);
        QCOMPARE(example.tokens.size(), example.reference.tags.size());
        QCOMPARE(!example.tokens.empty(), task.kind == domain::TaskKind::Tagging);
        QCOMPARE(!example.reference.labels.empty(), task.kind == domain::TaskKind::Classification);
        QVERIFY(example.text.find_first_of("{}|<>") == std::string::npos);
        QCOMPARE(findInvalidText(example.text), std::string::npos);
        for (const auto& [tier, response] : example.responses) {
            QCOMPARE(
                response.quality.value(), evaluation::answerQuality(task, response.text, example.reference));
            QVERIFY(response.promptTokens.value() > static_cast<std::int64_t>(countWords(example.text)));
            QVERIFY(response.completionTokens.value() > 0);
            QVERIFY(!response.text.empty());
        }
    }
}

void TestWorkloadGenerator::hardTextsComeInPairsOfTheSameWords()
{
    // In the slices that hang on order, no word tells the label: among texts that speak of two intents, the
    // word that is most telling for one of them is nearly as frequent where the other is right.
    const WorkloadGenerator generator;
    std::map<std::string, std::map<std::string, int>> labelsOfWord;
    std::map<std::string, int> labels;
    for (std::uint64_t i = 0; i < 60'000; ++i) {
        if (generator.sliceOf("cs_intent", 9, i) != "negation") {
            continue;
        }
        const domain::Example example = generator.generate("cs_intent", 9, i);
        const std::string& label = example.reference.labels.front();
        ++labels[label];
        const std::vector<std::string> words = wordsOf(example.text);
        for (const std::string& word : std::set<std::string>(words.begin(), words.end())) {
            ++labelsOfWord[word][label];
        }
    }
    for (const auto& [word, counts] : labelsOfWord) {
        int all = 0;
        int most = 0;
        for (const auto& [label, count] : counts) {
            all += count;
            most = std::max(most, count);
        }
        QVERIFY2(all < 60 || most < 0.72 * all, word.c_str());
    }
    QCOMPARE(labels.size(), std::size_t(24));
}

void TestWorkloadGenerator::driftShiftsTheMixFromItsIndexOn()
{
    QFETCH(std::string, taskId);
    const WorkloadGenerator steady({.seed = 1});
    const WorkloadGenerator drifting({.seed = 1, .driftAt = 2'000, .driftStrength = 1.0});
    int hardBefore = 0;
    int hardAfter = 0;
    int changed = 0;
    for (std::uint64_t i = 0; i < 2'000; ++i) {
        QVERIFY(steady.generate(taskId, 0, i) == drifting.generate(taskId, 0, i));
        hardBefore += drifting.sliceOf(taskId, 0, i) != "usual" ? 1 : 0;
        hardAfter += drifting.sliceOf(taskId, 0, 2'000 + i) != "usual" ? 1 : 0;
        changed += steady.generate(taskId, 0, 2'000 + i).text != drifting.generate(taskId, 0, 2'000 + i).text
            ? 1
            : 0;
    }
    QVERIFY2(hardAfter > 2.5 * hardBefore, std::to_string(hardAfter).c_str());
    QVERIFY2(changed > 1'000, std::to_string(changed).c_str());
}

void TestWorkloadGenerator::slicesAreKnownByExampleId()
{
    const WorkloadGenerator generator;
    for (std::uint64_t i = 0; i < 200; ++i) {
        const domain::Example example = generator.generate("legal_risk", 4, i);
        QCOMPARE(generator.sliceOf(example.id), generator.sliceOf("legal_risk", 4, i));
    }
    QVERIFY(generator.sliceOf("banking77-test-1").empty());
    QVERIFY(generator.sliceOf("sim:legal_risk:x:1").empty());
    QVERIFY(generator.sliceOf("sim:unknown:1:1").empty());
}

void TestWorkloadGenerator::streamsFollowTheTrafficMix()
{
    const auto generator = std::make_shared<const WorkloadGenerator>();
    WorkloadStream stream(generator, 11);
    WorkloadStream again(generator, 11);
    std::map<std::string, int> counts;
    constexpr int kQueries = 4'000;
    for (int i = 0; i < kQueries; ++i) {
        const domain::Example example = stream.next();
        QCOMPARE(again.next().id, example.id);
        ++counts[example.taskId];
    }
    double total = 0;
    for (const TaskWeight& weight : trafficMix()) {
        const double share = static_cast<double>(counts[std::string(weight.taskId)]) / kQueries;
        QVERIFY(std::abs(share - weight.share) < 0.03);
        total += weight.share;
    }
    QVERIFY(std::abs(total - 1.0) < 1e-12);
    again.seek(7);
    const std::string seventh = again.next().id;
    again.seek(7);
    QCOMPARE(again.next().id, seventh);
    QCOMPARE(WorkloadStream(generator, 1, "fin_ner").next().taskId, std::string("fin_ner"));
}

void TestWorkloadGenerator::streamsCanDriftOnRequest()
{
    const auto generator = std::make_shared<const WorkloadGenerator>();
    WorkloadStream steady(generator, 1, "cs_intent");
    WorkloadStream drifting(generator, 1, "cs_intent");
    drifting.setDriftStrength(1.0);
    int changed = 0;
    for (int i = 0; i < 300; ++i) {
        changed += steady.next().text != drifting.next().text ? 1 : 0;
    }
    QVERIFY(changed > 150);
    drifting.setDriftStrength(0.0);
    QVERIFY(steady.next() == drifting.next());
}

void TestWorkloadGenerator::rateHasMeanOneOverAWeek()
{
    using namespace std::chrono;
    const TimePoint start = sys_days(year(2026) / 11 / 4) + hours(13) + minutes(7); // any moment will do
    double sum = 0;
    constexpr int kMinutes = 7 * 24 * 60;
    double least = 1e9;
    double most = 0;
    for (int i = 0; i < kMinutes; ++i) {
        const double rate = relativeRate(start + minutes(i));
        sum += rate;
        least = std::min(least, rate);
        most = std::max(most, rate);
    }
    QVERIFY(std::abs(sum / kMinutes - 1.0) < 1e-9);
    QVERIFY(least > 0.02 && least < 0.15);
    QVERIFY(most > 1.8);
    const TimePoint monday = sys_days(year(2026) / 11 / 2) + hours(10);
    QVERIFY(relativeRate(monday) > 2 * relativeRate(monday + days(5))); // Saturday
    QVERIFY(relativeRate(monday) > 5 * relativeRate(monday - hours(7))); // night
}

void TestWorkloadGenerator::rateIsContinuous()
{
    using namespace std::chrono;
    const TimePoint start = sys_days(year(2026) / 11 / 2);
    for (int i = 0; i < 7 * 24 * 60; ++i) {
        QVERIFY(std::abs(relativeRate(start + minutes(i + 1)) - relativeRate(start + minutes(i))) < 0.03);
    }
}

void TestWorkloadGenerator::portfolioIsPricedAndMarked()
{
    const DemoPortfolio portfolio = demoPortfolio();
    QCOMPARE(portfolio.tiers.size(), std::size_t(3));
    const WorkloadGenerator generator;
    const domain::Example example = generator.generate("cs_intent", 0, 0);
    for (std::size_t rank = 0; rank < portfolio.tiers.size(); ++rank) {
        const domain::Tier& tier = portfolio.tiers[rank];
        const domain::PriceVersion& version = portfolio.priceVersions[rank];
        QCOMPARE(tier.rank, static_cast<int>(rank));
        QCOMPARE(tier.priceVersionId, version.id);
        QVERIFY(tier.prices == version.prices && tier.prices.inputPicoUsd && tier.prices.outputPicoUsd);
        QCOMPARE(tier.isSimulated, rank > 0);
        QVERIFY(rank == 0 || example.responses.contains(tier.model));
        QVERIFY(!version.source.empty());
    }
    // 1,000 tokens in and 100 out of the large tier: 1,000 x 5 + 100 x 20 microdollars
    const auto cost = domain::costOf({1'000, 100}, portfolio.tiers.back().prices);
    QCOMPARE(cost->nanoUsd, std::int64_t(7'000'000));
}

void TestWorkloadGenerator::generatedRecordingsPassValidation()
{
    QTemporaryDir directory;
    const auto path = std::filesystem::path(directory.path().toStdString()) / "demo.jsonl.gz";
    auto stream = WorkloadStream(std::make_shared<const WorkloadGenerator>(), 1);
    std::vector<domain::Example> written;
    RecordingWriter writer = RecordingWriter::create(path).value();
    for (int i = 0; i < 500; ++i) {
        written.push_back(stream.next());
        QVERIFY(writer.write(written.back()).has_value());
    }
    QVERIFY(writer.commit().has_value());
    std::vector<domain::Example> read;
    const auto count = readDataFile(path, {}, [&](domain::Example example) {
        read.push_back(std::move(example));
        return true;
    });
    QVERIFY2(count.has_value(), count ? "" : count.error().message.c_str());
    QVERIFY(read == written);
}

QTEST_GUILESS_MAIN(TestWorkloadGenerator)
#include "tst_workload_generator.moc"
