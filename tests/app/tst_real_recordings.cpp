// What holds for made-up answers, on recorded ones of real models; skipped where the recordings are absent.
#include "core/datasets/recording_file.h"
#include "core/domain/token_estimate.h"
#include "tests/app/recorded_workspace.h"

#include <QFile>

#include <cstdlib>
#include <map>
#include <set>

using namespace core;
using namespace recorded;
namespace domain = core::domain;

namespace {

constexpr const char* kFile = ROUTENLP_SHARED_DIR "/data/llmrouter_dev.recording.jsonl.gz";
constexpr std::int64_t kCompletionTokens = 256; ///< the recording has none
constexpr double kFloor = 0.5; ///< quality from which an answer meets the target

/// 1,500 questions with the answers of three models, under the names that the workspace's tiers ask for.
std::vector<domain::Example> questions()
{
    const std::set<std::string> tasks{"arc_challenge", "commonsense_qa", "openbook_qa"};
    const std::map<std::string, std::string> tierModels{{"small-model", "codegemma-7b"},
        {"medium-model", "qwen2.5-7b-instruct"}, {"large-model", "llama-3.1-nemotron-51b-instruct"}};
    std::vector<domain::Example> found;
    const auto read = datasets::readRecordingFile(kFile, {}, [&](const domain::Example& line) {
        if (tasks.contains(line.taskId)) {
            domain::Example example = line;
            example.taskId = kTask;
            example.responses.clear();
            for (const auto& [name, model] : tierModels) {
                domain::RecordedResponse response = line.responses.at(model);
                response.promptTokens = domain::estimatedTokens(line.text);
                response.completionTokens = kCompletionTokens;
                example.responses[name] = response;
            }
            found.push_back(std::move(example));
        }
        return true;
    });
    if (!read) {
        qFatal("%s", read.error().message.c_str());
    }
    return found;
}

void askAll(const Workspace& workspace, std::span<const domain::Example> examples)
{
    for (const domain::Example& example : examples) {
        const auto answer = workspace.ask(example);
        QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
    }
    workspace.host->shadowRunner().drain();
    workspace.host->evidenceChanged();
}

/// From now on `tier` asks `model` at this price for input and output.
void serve(const Workspace& workspace, domain::Tier tier, const std::string& model, std::int64_t pico)
{
    domain::PriceVersion version{"price-" + model, model, {pico, pico}, "test", toMicroseconds(workspace.host->clock().now())};
    QVERIFY(workspace.host->stores().portfolio->addPriceVersion(version).has_value());
    tier.model = model;
    tier.prices = version.prices;
    tier.priceVersionId = version.id;
    QVERIFY(workspace.host->stores().portfolio->saveTier(tier).has_value());
    QVERIFY(workspace.host->reload().has_value());
}

} // namespace

class TestRealRecordings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFile::exists(QString::fromUtf8(kFile))) {
            QSKIP("SKIPPED: shared/data/llmrouter_dev.recording.jsonl.gz is absent");
        }
        m_questions = questions();
        QCOMPARE(m_questions.size(), std::size_t{1'500});
    }
    void aTierThatIsLeftOutEndsProbation();
    void whySpendChangedTellsAModelSwapFromTheRest();

private:
    std::vector<domain::Example> m_questions;
};

/// The smallest model is wrong about every other question, and nothing tells when: asking it only costs. The next one
/// is wrong about one in six.
void TestRealRecordings::aTierThatIsLeftOutEndsProbation()
{
    Workspace workspace;
    workspace.addPortfolio(true);
    domain::Task task = domain::presetTask(kTask).value();
    task.answerFloor = kFloor;
    task.alpha = 0.25;
    QVERIFY(workspace.host->stores().portfolio->saveTask(task).has_value());
    QVERIFY(workspace.host->reload().has_value());
    domain::ShadowPlan plan = everything();
    plan.isAutomatic = false;
    QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
    askAll(workspace, m_questions);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.isCertified("medium"));
    QVERIFY(workspace.host->startProbation(kTask, "medium", "engine", "the failure rate is too high").has_value());
    QVERIFY(!workspace.isCertified("medium"));
    QVERIFY(workspace.host->stores().shadows->recertifications()->contains(kTask));
    askAll(workspace, m_questions);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.isCertified("medium"));
    QVERIFY(!workspace.isCertified("small"));
    const domain::Certificate left = workspace.certificates("small").front();
    QVERIFY2(left.noneCause.kind == domain::NoneKind::LeftOut, left.noneReason.c_str());
    QCOMPARE(left.delta, 0.0);
    QVERIFY(workspace.host->stores().shadows->recertifications()->empty());
    int kept = 0;
    for (std::size_t i = 0; i < 200; ++i) {
        const auto answer = workspace.ask(m_questions[i]);
        kept += answer->record.accepted()->tierId == "medium" ? 1 : 0;
        QVERIFY(answer->record.attempts.front().tierId != "small"); // nobody pays for it
    }
    QVERIFY2(kept > 150, std::to_string(kept).c_str());
}

void TestRealRecordings::whySpendChangedTellsAModelSwapFromTheRest()
{
    const auto clock = std::make_shared<ManualClock>(TimePoint{} + std::chrono::days(20'000));
    Workspace workspace({}, clock);
    workspace.addPortfolio();
    const domain::Tier large = workspace.host->engine().servingState()->tiersByRank.back();
    constexpr std::int64_t kNemotronPico = 900'000;
    constexpr std::int64_t kQwenPico = 200'000;
    serve(workspace, large, "large-model", kNemotronPico);
    const std::span<const domain::Example> all(m_questions);
    const TimePoint start = clock->now();
    clock->advance(std::chrono::minutes(1));
    askAll(workspace, all.first(300));
    clock->set(start + std::chrono::hours(1));
    serve(workspace, large, "medium-model", kQwenPico);
    clock->advance(std::chrono::minutes(1));
    askAll(workspace, all.subspan(300, 300));
    clock->set(start + std::chrono::hours(2));
    QVERIFY(workspace.host->settle().has_value());
    const ports::OverviewQuery range{{start + std::chrono::hours(1), start + std::chrono::hours(2)}, {}, 0};
    const auto report = workspace.host->stores().costs->report(range);
    QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
    QCOMPARE(report->previous.queries(), std::int64_t{300});
    QCOMPARE(report->sums.queries(), std::int64_t{300});
    const domain::SpendChange& why = report->change;
    QCOMPARE(why.sum().nanoUsd, (why.after - why.before).nanoUsd);
    // every later query at the other model's price: its tokens times the difference, to the rounding of 300 calls
    std::int64_t tokens = 0;
    for (const domain::TierCost& tier : report->sums.tiers) {
        tokens += tier.tokens.promptTokens + tier.tokens.completionTokens;
    }
    const std::int64_t difference = tokens * (kQwenPico - kNemotronPico) / 1000;
    QVERIFY2(std::abs(why.price.nanoUsd - difference) <= 300, std::to_string(why.price.nanoUsd - difference).c_str());
    for (const domain::Money& other : {why.volume, why.taskMix, why.routing, why.escalation}) {
        QCOMPARE(other.nanoUsd, std::int64_t{0});
    }
    QVERIFY(why.tokens.nanoUsd != 0); // these questions are no copies of those
    const auto models = workspace.host->stores().costs->models(range);
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), std::size_t{1});
    QCOMPARE(models->front().model, std::string("medium-model"));
    QCOMPARE(models->front().spend.nanoUsd, why.after.nanoUsd);
}

QTEST_GUILESS_MAIN(TestRealRecordings)
#include "tst_real_recordings.moc"
