#include <QTest>

#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/domain/split.h"
#include "core/engine/student_onboarding.h"
#include "tests/core/engine_fakes.h"

#include <QTemporaryDir>

#include <fstream>
#include <set>

using namespace core;

namespace {

using Texts = std::set<std::string>;

/// Answers by the text's last word; remembers what it was given to learn from.
class RecordingStudentTrainer final : public ports::StudentTrainer {
public:
    Result<std::unique_ptr<ports::Student>> train(const domain::Task&, std::span<const domain::Example> training,
        std::span<const domain::Example> tuning, const ports::StudentOptions&, const std::filesystem::path& path,
        const ports::ProgressCallback&, std::stop_token) const override
    {
        for (const domain::Example& example : training) {
            learnt.insert(normalised(example.text));
        }
        for (const domain::Example& example : tuning) {
            tuned.insert(normalised(example.text));
        }
        std::ofstream(path) << "student";
        return std::make_unique<fakes::FunctionStudent>([](const std::string& text) {
            ports::StudentAnswer answer;
            answer.text = text.substr(text.rfind(' ') + 1);
            answer.confidence = 0.9;
            return answer;
        });
    }
    Result<std::unique_ptr<ports::Student>> load(const std::filesystem::path&, const std::string&) const override
    {
        return fail(ErrorCode::Unsupported, "not loaded here");
    }
    static std::string normalised(const std::string& text) { return domain::identityOf(text, "key").hash; }

    mutable Texts learnt;
    mutable Texts tuned;
};

class PlainRouter final : public ports::Router {
public:
    domain::RoutePrediction predict(const std::string&, const std::string&) const override { return {}; }
    std::vector<std::string> tierIds() const override { return {"student", "large"}; }
    std::string fingerprint() const override { return "router"; }
};

class RecordingRouterTrainer final : public ports::RouterTrainer {
public:
    Result<std::unique_ptr<ports::Router>> train(const ports::RouterTrainingSet& set, const ports::RouterOptions&,
        const std::filesystem::path& path, const ports::ProgressCallback&, std::stop_token) const override
    {
        for (const ports::RouterExample& example : set.training) {
            learnt.insert(RecordingStudentTrainer::normalised(example.text));
        }
        for (const ports::RouterExample& example : set.tuning) {
            tuned.insert(RecordingStudentTrainer::normalised(example.text));
        }
        std::ofstream(path) << "router";
        return std::make_unique<PlainRouter>();
    }
    Result<std::unique_ptr<ports::Router>> load(const std::filesystem::path&, const std::string&) const override
    {
        return fail(ErrorCode::Unsupported, "not loaded here");
    }
    Result<std::unique_ptr<ports::Router>> extend(const std::filesystem::path&, const ports::RouterTrainingSet&,
        const ports::RouterOptions&, const std::filesystem::path&, const ports::ProgressCallback&,
        std::stop_token) const override
    {
        return fail(ErrorCode::Unsupported, "not extended here");
    }
    Result<Observations> observations(const std::filesystem::path&) const override
    {
        return fail(ErrorCode::Unsupported, "not loaded here");
    }
    mutable Texts learnt;
    mutable Texts tuned;
};

domain::StoredExample stored(const std::string& text)
{
    domain::StoredExample row;
    row.example.taskId = "task";
    row.example.text = text;
    row.example.id = text;
    row.example.reference.labels = {text.substr(text.rfind(' ') + 1)};
    row.identity = domain::identityOf(text, "key");
    return row;
}

} // namespace

/// Whatever trains sees texts of the training split alone, in any spelling; only temperatures and starts see tuning.
class TestSplitsDoNotLeak : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spellingsOfOneTextFallTogether();
    void nothingLearnsFromAnotherSplit();
};

void TestSplitsDoNotLeak::spellingsOfOneTextFallTogether()
{
    for (int i = 0; i < 200; ++i) {
        const std::string text = "Please cancel card number " + std::to_string(i);
        const domain::TextIdentity plain = domain::identityOf(text, "key");
        for (const std::string& other : {"please  CANCEL card number " + std::to_string(i), " " + text + "\n"}) {
            QCOMPARE(domain::identityOf(other, "key").hash, plain.hash);
            QVERIFY(domain::identityOf(other, "key").split == plain.split);
        }
    }
}

void TestSplitsDoNotLeak::nothingLearnsFromAnotherSplit()
{
    engine::OnboardingInput input;
    input.task.id = "task";
    input.tiersByRank.resize(2);
    input.tiersByRank[0].id = "student";
    input.tiersByRank[0].provider = domain::TierProvider::Student;
    input.tiersByRank[1].id = "large";
    input.tiersByRank[1].isOracle = true;
    std::map<domain::DataSplit, Texts> bySplit;
    for (int i = 0; i < 1'000; ++i) {
        // Every text comes twice, in two spellings, as in a file that was joined from two.
        for (const std::string& spelling : {"text " + std::to_string(i) + " label", "TEXT  " + std::to_string(i) + " label"}) {
            const domain::StoredExample row = stored(spelling);
            bySplit[row.identity.split].insert(row.identity.hash);
            if (row.identity.split == domain::DataSplit::Training) {
                input.training.push_back(row);
            } else if (row.identity.split == domain::DataSplit::Tuning) {
                input.tuning.push_back(row);
            } else if (row.identity.split == domain::DataSplit::Calibration) {
                input.calibration.push_back(row);
            }
        }
    }
    const RecordingStudentTrainer students;
    const RecordingRouterTrainer routers;
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    const QTemporaryDir staging;
    const auto result = engine::StudentOnboarding(students, routers, *calibrator)
                            .run(input, {}, staging.path().toStdString(), [](const ports::TrainingProgress&) {}, {});
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
    QVERIFY(result->certificates.front().calibrationSize > 100);
    // a certificate names the models that it was judged with
    QVERIFY(!result->certificates.front().modelVersion.empty());
    QVERIFY(result->certificates.front().basis.find(result->certificates.front().modelVersion) != std::string::npos);
    const Texts& training = bySplit[domain::DataSplit::Training];
    const Texts& tuning = bySplit[domain::DataSplit::Tuning];
    for (const Texts* learnt : {&students.learnt, &routers.learnt}) {
        QVERIFY(learnt->size() > 400);
        QVERIFY(std::includes(training.begin(), training.end(), learnt->begin(), learnt->end()));
    }
    for (const Texts* tuned : {&students.tuned, &routers.tuned}) {
        QVERIFY(!tuned->empty());
        QVERIFY(std::includes(tuning.begin(), tuning.end(), tuned->begin(), tuned->end()));
    }
}

QTEST_GUILESS_MAIN(TestSplitsDoNotLeak)
#include "tst_splits_do_not_leak.moc"
