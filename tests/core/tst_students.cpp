#include <QTemporaryDir>
#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/base/atomic_file.h"
#include "core/base/rng.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/artefact_file.h"
#include "core/torch/model_loading.h"
#include "core/torch/reply_ranker.h"
#include "core/torch/student_trainer.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace core;
using domain::Example;
using domain::TaskKind;

namespace {

domain::Task taskOf(TaskKind kind)
{
    domain::Task task;
    task.id = "t";
    task.kind = kind;
    switch (kind) {
    case TaskKind::Classification:
        task.metric = domain::AnswerMetric::LabelMatch;
        break;
    case TaskKind::Tagging:
        task.metric = domain::AnswerMetric::EntityF1;
        break;
    case TaskKind::Summarisation:
        task.metric = domain::AnswerMetric::Rouge1;
        task.answerFloor = 0.5;
        break;
    case TaskKind::Generation:
        task.metric = domain::AnswerMetric::TokenF1;
        task.answerFloor = 0.6;
        break;
    }
    return task;
}

const std::vector<std::string> kFillers{
    "please", "hello", "today", "kindly", "again", "now", "thanks", "quickly"};
const std::vector<std::string> kTopics{"card", "parcel", "password", "refund"};
const std::vector<std::string> kNames{"Anna", "Bert", "Carla", "David", "Emma"};
const std::vector<std::string> kFirms{"Acme", "Globex", "Initech", "Umbrella"};

std::string filler(Rng& rng)
{
    return kFillers[rng.below(kFillers.size())];
}

Example classified(Rng& rng)
{
    const std::string topic = kTopics[rng.below(kTopics.size())];
    Example example;
    example.text = filler(rng) + " my " + topic + " " + filler(rng);
    example.reference.labels = {"about_" + topic};
    return example;
}

Example tagged(Rng& rng)
{
    Example example;
    example.tokens = {filler(rng), "Mr", kNames[rng.below(kNames.size())], "joined",
        kFirms[rng.below(kFirms.size())], "Corp", filler(rng)};
    example.reference.tags = {"O", "O", "B-PER", "O", "B-ORG", "I-ORG", "O"};
    for (const std::string& token : example.tokens) {
        example.text += (example.text.empty() ? "" : " ") + token;
    }
    return example;
}

Example summarised(Rng& rng)
{
    const std::string key = "Revenue rose " + std::to_string(10 + rng.below(80)) + "% to $"
        + std::to_string(100 + rng.below(800)) + " million";
    std::vector<std::string> lines{"We are glad to have you here " + filler(rng) + ".",
        "Our people worked " + filler(rng) + " and " + filler(rng) + ".", key + ".",
        "Let us take questions " + filler(rng) + "."};
    rng.shuffle(std::span(lines));
    Example example;
    for (const std::string& line : lines) {
        example.text += line + "\n";
    }
    example.reference.text = key;
    return example;
}

Example answered(Rng& rng)
{
    const std::size_t topic = rng.below(kTopics.size());
    static const std::vector<std::string> kReplies{"Your card is blocked for safety.",
        "Where did you order it from?", "I have sent you a link.", "The money arrives within five days."};
    Example example;
    example.text = "Agent: " + filler(rng) + "\nCustomer: my " + kTopics[topic] + " " + filler(rng);
    example.reference.text = kReplies[topic];
    return example;
}

std::vector<Example> examplesOf(TaskKind kind, std::size_t count, std::uint64_t seed)
{
    Rng rng(seed);
    std::vector<Example> examples;
    for (std::size_t i = 0; i < count; ++i) {
        examples.push_back(kind == TaskKind::Classification ? classified(rng)
                : kind == TaskKind::Tagging                 ? tagged(rng)
                : kind == TaskKind::Summarisation           ? summarised(rng)
                                                            : answered(rng));
    }
    return examples;
}

ports::StudentOptions smallOptions()
{
    ports::StudentOptions options;
    options.buckets = 4096;
    options.dimensions = 16;
    options.epochs = 3;
    options.members = 2;
    options.learningRate = 5e-3;
    return options;
}

std::unique_ptr<ports::StudentTrainer> trainer()
{
    return core::torch::makeStudentTrainer(
        [](const domain::Task& task, const std::string& answer, const Example& example) {
            return evaluation::answerQuality(task, answer, example.reference);
        });
}

double meanQuality(
    const ports::Student& student, const domain::Task& task, const std::vector<Example>& examples)
{
    double sum = 0;
    for (const Example& example : examples) {
        sum += evaluation::answerQuality(
            task, student.answer(example.text, example.tokens)->text, example.reference);
    }
    return sum / static_cast<double>(examples.size());
}

} // namespace

Q_DECLARE_METATYPE(core::domain::TaskKind)

class TestStudents final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindLearns_data() { kinds(); }
    void everyKindLearns();
    void confidencesAreProbabilities_data() { kinds(); }
    void confidencesAreProbabilities();
    void theSameSeedGivesTheSameFile_data() { kinds(); }
    void theSameSeedGivesTheSameFile();
    void threadsDoNotChangeTheResult();
    void aLoadedStudentAnswersAlike_data() { kinds(); }
    void aLoadedStudentAnswersAlike();
    void anAlteredArtefactIsRefused();
    void cancellingStopsWithinABatch_data() { kinds(); }
    void cancellingStopsWithinABatch();
    void progressRisesToOne();
    void nothingToLearnFromIsSaid_data() { kinds(); }
    void nothingToLearnFromIsSaid();
    void unsoundOptionsAreRefused();
    void emptyTextsAreAnsweredWithoutConfidence_data() { kinds(); }
    void emptyTextsAreAnsweredWithoutConfidence();
    void hugeTextsAreAnswered_data() { kinds(); }
    void hugeTextsAreAnswered();
    void oneClassIsAnsweredAlways();
    void wordsSpeakForRareLabelsBesideADominantOne();
    void textsOutsideTheLabelsAreNovelAndHoldNoConfidence();
    void confidenceIsLearnedFromWhatTuningShows();
    void labelsUnseenInTrainingDoNotDisturbTuning();
    void everyListedLabelCounts();
    void anUnwritablePathIsReported();
    void aTeachersProbabilitiesBeatNoisyLabels();
    void withoutATeacherItsParametersChangeNothing_data() { kinds(); }
    void withoutATeacherItsParametersChangeNothing();
    void distributionsNameEveryLabelAndAgreeWithTheAnswer();
    void tagsAreLearntFromATeachersProbabilities();
    void whatTheTeacherSaysOfUnknownLabelsIsLeftOut();
    void aReplyLosesByValuesThatTheConversationLacks();
    void theSlotPenaltyIsLearntFromTuning();
    void aReplyThatIsNotSupportedHoldsLessConfidence();
    void aReplyStudentFromBeforeSlotChecksHasNone();

private:
    static void kinds();
    [[nodiscard]] Result<std::unique_ptr<ports::Student>> train(TaskKind kind, const std::string& name,
        const ports::StudentOptions& options = smallOptions(), std::size_t examples = 200) const;
    [[nodiscard]] std::filesystem::path pathOf(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

    QTemporaryDir m_folder;
};

void TestStudents::kinds()
{
    QTest::addColumn<TaskKind>("kind");
    QTest::newRow("classification") << TaskKind::Classification;
    QTest::newRow("tagging") << TaskKind::Tagging;
    QTest::newRow("summarisation") << TaskKind::Summarisation;
    QTest::newRow("generation") << TaskKind::Generation;
}

Result<std::unique_ptr<ports::Student>> TestStudents::train(
    TaskKind kind, const std::string& name, const ports::StudentOptions& options, std::size_t examples) const
{
    return trainer()->train(
        taskOf(kind), examplesOf(kind, examples, 1), examplesOf(kind, 60, 2), options, pathOf(name), {}, {});
}

void TestStudents::everyKindLearns()
{
    QFETCH(TaskKind, kind);
    const auto student = train(kind, "learns");
    QVERIFY2(student, student ? "" : student.error().message.c_str());
    QVERIFY((*student)->kind() == kind);
    QCOMPARE((*student)->taskId(), std::string("t"));
    const double quality = meanQuality(**student, taskOf(kind), examplesOf(kind, 100, 3));
    QVERIFY2(quality > 0.9, qPrintable(QString::number(quality)));
}

void TestStudents::confidencesAreProbabilities()
{
    QFETCH(TaskKind, kind);
    const auto student = train(kind, "probabilities");
    QVERIFY(student);
    double sum = 0;
    for (const Example& example : examplesOf(kind, 50, 3)) {
        const auto answer = (*student)->answer(example.text, example.tokens);
        QVERIFY(answer->confidence >= 0 && answer->confidence <= 1);
        QVERIFY(answer->margin >= 0 && answer->margin <= 1);
        QVERIFY(answer->entropy >= 0 && answer->entropy <= 1);
        sum += answer->confidence;
    }
    QVERIFY2(sum / 50 > 0.8, qPrintable(QString::number(sum / 50))); // nearly all of them are right
}

void TestStudents::theSameSeedGivesTheSameFile()
{
    QFETCH(TaskKind, kind);
    ports::StudentOptions other = smallOptions();
    other.seed = 2;
    const std::string first = (*train(kind, "first"))->fingerprint();
    QCOMPARE((*train(kind, "second"))->fingerprint(), first);
    QVERIFY((*train(kind, "third", other))->fingerprint() != first);
}

void TestStudents::threadsDoNotChangeTheResult()
{
    ports::StudentOptions serial = smallOptions();
    serial.threads = 1;
    QCOMPARE((*train(TaskKind::Classification, "serial", serial))->fingerprint(),
        (*train(TaskKind::Classification, "parallel"))->fingerprint());
}

void TestStudents::aLoadedStudentAnswersAlike()
{
    QFETCH(TaskKind, kind);
    const auto student = train(kind, "saved");
    const auto loaded = core::torch::loadStudent(pathOf("saved"), (*student)->fingerprint());
    QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
    QCOMPARE((*loaded)->fingerprint(), (*student)->fingerprint());
    for (const Example& example : examplesOf(kind, 20, 4)) {
        const auto before = (*student)->answer(example.text, example.tokens);
        const auto after = (*loaded)->answer(example.text, example.tokens);
        QCOMPARE(after->text, before->text);
        QVERIFY(std::abs(after->confidence - before->confidence) < 1e-6);
    }
}

void TestStudents::anAlteredArtefactIsRefused()
{
    QVERIFY(train(TaskKind::Classification, "altered"));
    std::string bytes = readWholeFile(pathOf("altered"), 1 << 26).value();
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    QVERIFY(writeFileAtomically(pathOf("altered"), bytes));
    const auto loaded = trainer()->load(pathOf("altered"), "");
    QVERIFY(!loaded);
    QVERIFY(loaded.error().code == ErrorCode::Corrupt);
}

void TestStudents::cancellingStopsWithinABatch()
{
    QFETCH(TaskKind, kind);
    std::stop_source source;
    int calls = 0;
    ports::StudentOptions options = smallOptions();
    options.epochs = 100000; // would run for hours
    const auto student = trainer()->train(
        taskOf(kind), examplesOf(kind, 200, 1), {}, options, pathOf("cancelled"),
        [&](const ports::TrainingProgress&) {
            ++calls;
            source.request_stop();
        },
        source.get_token());
    QVERIFY(!student);
    QVERIFY(student.error().code == ErrorCode::Cancelled);
    QCOMPARE(calls, 1);
    QVERIFY(!std::filesystem::exists(pathOf("cancelled")));
}

void TestStudents::progressRisesToOne()
{
    std::vector<double> fractions;
    double metric = -1;
    QVERIFY(trainer()->train(taskOf(TaskKind::Classification), examplesOf(TaskKind::Classification, 200, 1),
        examplesOf(TaskKind::Classification, 50, 2), smallOptions(), pathOf("progress"),
        [&](const ports::TrainingProgress& progress) {
            fractions.push_back(progress.fraction);
            metric = progress.tuningMetric;
        },
        {}));
    QVERIFY(std::is_sorted(fractions.begin(), fractions.end()));
    QCOMPARE(fractions.back(), 1.0);
    QVERIFY(fractions.size() > 20 && fractions.size() < 120);
    QVERIFY(metric > 0.9);
}

void TestStudents::nothingToLearnFromIsSaid()
{
    QFETCH(TaskKind, kind);
    for (const std::vector<Example>& examples : {std::vector<Example>(), std::vector<Example>(5)}) {
        const auto student
            = trainer()->train(taskOf(kind), examples, {}, smallOptions(), pathOf("nothing"), {}, {});
        QVERIFY(!student);
        QVERIFY(student.error().code == ErrorCode::InvalidArgument);
        QVERIFY(student.error().message.find("'t'") != std::string::npos);
    }
}

void TestStudents::unsoundOptionsAreRefused()
{
    ports::StudentOptions options = smallOptions();
    options.dimensions = 0;
    QVERIFY(train(TaskKind::Classification, "unsound", options).error().code == ErrorCode::InvalidArgument);
    options = smallOptions();
    options.featureDropout = 1;
    QVERIFY(train(TaskKind::Classification, "unsound", options).error().code == ErrorCode::InvalidArgument);
    options = smallOptions();
    options.learningRate = 1e30;
    QVERIFY(!train(TaskKind::Classification, "unsound", options));
}

void TestStudents::emptyTextsAreAnsweredWithoutConfidence()
{
    QFETCH(TaskKind, kind);
    const auto student = train(kind, "empty");
    for (const char* text : {"", " \n\t "}) {
        const auto answer = (*student)->answer(text, {});
        QVERIFY(answer);
        QCOMPARE(answer->confidence, 0.0);
    }
}

void TestStudents::hugeTextsAreAnswered()
{
    QFETCH(TaskKind, kind);
    const auto student = train(kind, "huge");
    std::string text;
    while (text.size() < (1U << 20)) {
        text += "Mr Anna joined Acme Corp, my card is lost \xFF \xF0\x9F\x98\x80. ";
    }
    const auto answer = (*student)->answer(text, {});
    QVERIFY(answer);
    QVERIFY(answer->confidence >= 0 && answer->confidence <= 1);
    QVERIFY((*student)->answer(std::string(1 << 20, 'x'), {}));
}

void TestStudents::oneClassIsAnsweredAlways()
{
    std::vector<Example> examples(20);
    for (Example& example : examples) {
        example.text = "anything";
        example.reference.labels = {"only"};
    }
    const auto student = trainer()->train(
        taskOf(TaskKind::Classification), examples, examples, smallOptions(), pathOf("one"), {}, {});
    QVERIFY(student);
    QCOMPARE((*student)->answer("something else", {})->text, std::string("only"));
}

void TestStudents::wordsSpeakForRareLabelsBesideADominantOne()
{
    Rng rng(5);
    const auto mostlyNone = [&](std::size_t count) {
        std::vector<Example> examples;
        for (std::size_t i = 0; i < count; ++i) {
            Example& example = examples.emplace_back(classified(rng));
            if (i % 20 != 0) {
                example.text = filler(rng) + " " + filler(rng);
                example.reference.labels = {"none"};
            }
        }
        return examples;
    };
    const std::vector<Example> training = mostlyNone(1200);
    const std::vector<Example> tuning = mostlyNone(400);
    const auto student = trainer()->train(
        taskOf(TaskKind::Classification), training, tuning, smallOptions(), pathOf("rare"), {}, {});
    QVERIFY(student);
    QVERIFY(meanQuality(**student, taskOf(TaskKind::Classification), examplesOf(TaskKind::Classification, 100, 6)) > 0.9);

    auto artefact = core::torch::readArtefact(pathOf("rare"), "", "student");
    QVERIFY(artefact);
    QVERIFY(artefact->contents.floats.erase("field") == 1);
    QVERIFY(core::torch::writeArtefact(pathOf("without"), artefact->contents));
    const auto without = trainer()->load(pathOf("without"), "");
    QVERIFY(without);
    const std::string undecided = "hello card or parcel today"; // certain texts leave no room for a difference
    const double alone = (*without)->answer(undecided, {})->entropy;
    QVERIFY(std::abs((*student)->answer(undecided, {})->entropy - alone) > 1e-3);

    artefact->contents.floats["field"] = {1, 2, 3};
    QVERIFY(core::torch::writeArtefact(pathOf("broken"), artefact->contents));
    const auto broken = trainer()->load(pathOf("broken"), "");
    QVERIFY(!broken && broken.error().code == ErrorCode::Corrupt);
}

void TestStudents::textsOutsideTheLabelsAreNovelAndHoldNoConfidence()
{
    const std::vector<Example> training = examplesOf(TaskKind::Classification, 600, 1);
    const std::vector<Example> tuning = examplesOf(TaskKind::Classification, 300, 2);
    const auto student = trainer()->train(
        taskOf(TaskKind::Classification), training, tuning, smallOptions(), pathOf("novel"), {}, {});
    QVERIFY(student);
    int outside = 0;
    int known = 0;
    Rng rng(3);
    for (int i = 0; i < 100; ++i) {
        const auto strange = (*student)->answer(filler(rng) + " " + filler(rng), {});
        const auto usual = (*student)->answer(classified(rng).text, {});
        QVERIFY(!strange->isNovel || strange->confidence == 0);
        outside += strange->isNovel ? 1 : 0;
        known += usual->isNovel ? 1 : 0;
    }
    QVERIFY2(outside >= 90, qPrintable(QString::number(outside)));
    QVERIFY2(known <= 8, qPrintable(QString::number(known)));
}

/// Texts and their doubles have the same n-grams, so the network is as sure of one as of the other: only a confidence
/// that was learned can tell that tuning shows one of them to be answered wrongly.
void TestStudents::confidenceIsLearnedFromWhatTuningShows()
{
    const std::vector<Example> training = examplesOf(TaskKind::Classification, 600, 1);
    for (const bool areDoublesWrong : {true, false}) {
        std::vector<Example> tuning;
        for (const Example& example : examplesOf(TaskKind::Classification, 200, 2)) {
            for (const bool isDouble : {false, true}) {
                Example shown = example;
                shown.text += isDouble ? " " + example.text + " " + example.text : "";
                if (isDouble == areDoublesWrong) {
                    shown.reference.labels = {training.front().reference.labels == shown.reference.labels
                            ? training.back().reference.labels.front() + "?"
                            : training.front().reference.labels.front()};
                }
                tuning.push_back(std::move(shown));
            }
        }
        const auto student = trainer()->train(taskOf(TaskKind::Classification), training, tuning, smallOptions(),
            pathOf(areDoublesWrong ? "doubles" : "singles"), {}, {});
        QVERIFY(student);
        double gap = 0;
        for (const Example& example : examplesOf(TaskKind::Classification, 50, 3)) {
            gap += (*student)->answer(example.text, {})->confidence
                - (*student)->answer(example.text + " " + example.text + " " + example.text, {})->confidence;
        }
        gap /= 50;
        QVERIFY2(areDoublesWrong ? gap > 0.3 : gap < -0.3, qPrintable(QString::number(gap)));
    }
}

void TestStudents::labelsUnseenInTrainingDoNotDisturbTuning()
{
    std::vector<Example> tuning = examplesOf(TaskKind::Classification, 50, 2);
    for (std::size_t i = 0; i < tuning.size(); i += 2) {
        tuning[i].reference.labels = {"never_trained"};
    }
    double metric = -1;
    const auto student = trainer()->train(taskOf(TaskKind::Classification),
        examplesOf(TaskKind::Classification, 200, 1), tuning, smallOptions(), pathOf("unseen"),
        [&](const ports::TrainingProgress& progress) { metric = progress.tuningMetric; }, {});
    QVERIFY(student);
    QVERIFY(metric > 0.45 && metric < 0.51); // the unseen half counts as wrong
}

void TestStudents::everyListedLabelCounts()
{
    std::vector<Example> examples = examplesOf(TaskKind::Classification, 200, 1);
    for (Example& example : examples) {
        example.reference.labels.push_back("second");
        example.reference.labels.push_back("second");
    }
    const auto student = trainer()->train(
        taskOf(TaskKind::Classification), examples, examples, smallOptions(), pathOf("several"), {}, {});
    QVERIFY(student);
    QCOMPARE(meanQuality(**student, taskOf(TaskKind::Classification), examples), 1.0);
}

void TestStudents::anUnwritablePathIsReported()
{
    const auto student = train(TaskKind::Classification, "absent/folder/model");
    QVERIFY(!student);
    QVERIFY(student.error().message.find("absent") != std::string::npos);
}

namespace {

/// Four classes, told apart by two sums of hidden weights of eight words out of sixty: nothing that 120 texts teach well.
class WeighedWords {
public:
    WeighedWords()
    {
        Rng rng(11);
        const std::string consonants = "bdfgklmnprstvz";
        const std::string vowels = "aeiou";
        for (int word = 0; word < 60; ++word) {
            std::string text;
            for (int syllable = 0; syllable < 3; ++syllable) {
                text += consonants[rng.below(consonants.size())];
                text += vowels[rng.below(vowels.size())];
            }
            m_words.push_back(text);
            m_weights.push_back({rng.normal(), rng.normal()});
        }
    }

    [[nodiscard]] std::vector<Example> draw(std::size_t count, double noise, std::uint64_t seed) const
    {
        Rng rng(seed);
        std::vector<Example> examples(count);
        for (Example& example : examples) {
            std::array<double, 2> sums{};
            for (int i = 0; i < 8; ++i) {
                const std::size_t word = rng.below(m_words.size());
                example.text += (i == 0 ? "" : " ") + m_words[word];
                sums[0] += m_weights[word][0];
                sums[1] += m_weights[word][1];
            }
            const std::size_t right = (sums[0] > 0 ? 2U : 0U) + (sums[1] > 0 ? 1U : 0U);
            const std::size_t shift = rng.chance(noise) ? 1 + rng.below(3) : 0;
            example.reference.labels = {"class" + std::to_string((right + shift) % 4)};
        }
        return examples;
    }

private:
    std::vector<std::string> m_words;
    std::vector<std::array<double, 2>> m_weights;
};

/// "Order 48001 is on its way." is right for the one conversation that holds the number.
Example order(std::size_t number)
{
    Example example;
    example.text = "Customer: where is my order " + std::to_string(number) + " please";
    example.reference.text = "Order " + std::to_string(number) + " is on its way.";
    return example;
}

std::vector<Example> orders(std::size_t from, std::size_t count)
{
    std::vector<Example> examples;
    for (std::size_t number = from; number < from + count; ++number) {
        examples.push_back(order(number));
    }
    return examples;
}

} // namespace

void TestStudents::aTeachersProbabilitiesBeatNoisyLabels()
{
    const WeighedWords words;
    const domain::Task task = taskOf(TaskKind::Classification);
    ports::StudentOptions options = smallOptions();
    options.distillationWeight = 0.9;
    const auto teacher
        = trainer()->train(task, words.draw(4000, 0, 1), words.draw(200, 0, 2), options, pathOf("teacher"), {}, {});
    QVERIFY(teacher);
    const std::vector<Example> hard = words.draw(120, 0.3, 3);
    std::vector<Example> soft = hard;
    for (Example& example : soft) {
        example.softTargets = (*teacher)->distributions(example.text, {});
        QCOMPARE(example.softTargets.size(), std::size_t{1});
    }
    const std::vector<Example> tuning = words.draw(100, 0, 4);
    const auto plain = trainer()->train(task, hard, tuning, options, pathOf("plain"), {}, {});
    const auto distilled = trainer()->train(task, soft, tuning, options, pathOf("distilled"), {}, {});
    QVERIFY(plain && distilled);
    const std::vector<Example> test = words.draw(1000, 0, 5);
    const double alone = meanQuality(**plain, task, test);
    const double taught = meanQuality(**distilled, task, test);
    qInfo() << "labels alone" << alone << "with the teacher's probabilities" << taught << "teacher"
            << meanQuality(**teacher, task, test);
    QVERIFY(taught > alone + 0.02);

    options.distillationWeight = 0; // labels alone, to the last bit
    const auto weightless = trainer()->train(task, soft, tuning, options, pathOf("weightless"), {}, {});
    QVERIFY(weightless);
    QCOMPARE((*weightless)->fingerprint(), (*plain)->fingerprint());
}

void TestStudents::withoutATeacherItsParametersChangeNothing()
{
    QFETCH(TaskKind, kind);
    ports::StudentOptions other = smallOptions();
    other.distillationTemperature = 7;
    other.distillationWeight = 1;
    QCOMPARE((*train(kind, "untold", other))->fingerprint(), (*train(kind, "standard"))->fingerprint());
    other.distillationTemperature = 0.5;
    const auto refused = train(kind, "refused", other);
    QVERIFY(!refused && refused.error().message.find("temperature") != std::string::npos);
}

void TestStudents::distributionsNameEveryLabelAndAgreeWithTheAnswer()
{
    const auto likeliest = [](const domain::LabelDistribution& told) {
        return std::max_element(told.begin(), told.end(),
            [](const auto& a, const auto& b) { return a.probability < b.probability; });
    };
    const auto sumOf = [](const domain::LabelDistribution& told) {
        double sum = 0;
        for (const domain::LabelProbability& entry : told) {
            sum += entry.probability;
        }
        return sum;
    };
    const auto classifier = train(TaskKind::Classification, "telling");
    QVERIFY(classifier);
    for (const Example& example : examplesOf(TaskKind::Classification, 20, 3)) {
        const auto told = (*classifier)->distributions(example.text, {});
        QCOMPARE(told.size(), std::size_t{1});
        QCOMPARE(told.front().size(), kTopics.size());
        QVERIFY(std::abs(sumOf(told.front()) - 1) < 1e-6);
        QCOMPARE(likeliest(told.front())->label, (*classifier)->answer(example.text, {})->text);
    }
    QVERIFY((*classifier)->distributions(" ", {}).empty());
    const auto tagger = train(TaskKind::Tagging, "tellingTags");
    QVERIFY(tagger);
    const Example example = examplesOf(TaskKind::Tagging, 1, 3).front();
    const auto told = (*tagger)->distributions(example.text, example.tokens);
    QCOMPARE(told.size(), example.tokens.size());
    for (const domain::LabelDistribution& ofToken : told) {
        QVERIFY(std::abs(sumOf(ofToken) - 1) < 1e-6);
    }
    QVERIFY((*train(TaskKind::Generation, "silent"))->distributions("hello", {}).empty());
}

void TestStudents::tagsAreLearntFromATeachersProbabilities()
{
    const auto teacher = train(TaskKind::Tagging, "tagTeacher");
    QVERIFY(teacher);
    std::vector<Example> examples = examplesOf(TaskKind::Tagging, 200, 1);
    for (Example& example : examples) {
        example.softTargets = (*teacher)->distributions(example.text, example.tokens);
        example.softTargets.front().clear(); // nothing told of the first token
    }
    const auto student = trainer()->train(taskOf(TaskKind::Tagging), examples, examplesOf(TaskKind::Tagging, 60, 2),
        smallOptions(), pathOf("tagStudent"), {}, {});
    QVERIFY(student);
    QVERIFY((*student)->fingerprint() != (*teacher)->fingerprint());
    QVERIFY(meanQuality(**student, taskOf(TaskKind::Tagging), examplesOf(TaskKind::Tagging, 100, 3)) > 0.9);
}

void TestStudents::whatTheTeacherSaysOfUnknownLabelsIsLeftOut()
{
    std::vector<Example> examples = examplesOf(TaskKind::Classification, 200, 1);
    for (Example& example : examples) {
        example.softTargets = {{{"never_trained", 1}}};
    }
    const auto student = trainer()->train(taskOf(TaskKind::Classification), examples,
        examplesOf(TaskKind::Classification, 60, 2), smallOptions(), pathOf("strangeTeacher"), {}, {});
    QVERIFY(student);
    QCOMPARE((*student)->fingerprint(), (*train(TaskKind::Classification, "itself"))->fingerprint());
}

void TestStudents::aReplyLosesByValuesThatTheConversationLacks()
{
    const auto student
        = trainer()->train(taskOf(TaskKind::Generation), orders(48000, 200), {}, smallOptions(), pathOf("orders"), {}, {});
    QVERIFY(student);
    const auto* ranker = dynamic_cast<const core::torch::ReplyRanker*>(student->get());
    QVERIFY(ranker != nullptr);
    QVERIFY(ranker->slotPenalty() > 0); // the stated one: there was nothing to learn it from
    const std::vector<std::string> replies{"Order 48999 is on its way.", "Order 48998 is on its way.", "It is on its way."};
    const auto off = ranker->rank(order(48999).text, replies, core::torch::SlotCheck::Off);
    const auto on = ranker->rank(order(48999).text, replies, core::torch::SlotCheck::On);
    QVERIFY(off && on);
    QCOMPARE((*off)[0], (*off)[1]); // nothing else tells the two apart
    QCOMPARE((*on)[0], (*off)[0]);
    QCOMPARE((*on)[1], (*off)[1] * std::exp(-ranker->slotPenalty()));
    QCOMPARE((*on)[2], (*off)[2]);
}

void TestStudents::theSlotPenaltyIsLearntFromTuning()
{
    const auto penaltyWith = [this](const std::vector<Example>& training, const std::vector<Example>& tuning) {
        const auto student
            = trainer()->train(taskOf(TaskKind::Generation), training, tuning, smallOptions(), pathOf("penalty"), {}, {});
        return dynamic_cast<const core::torch::ReplyRanker&>(**student).slotPenalty();
    };
    QCOMPARE(penaltyWith(orders(48000, 200), orders(49000, 120)), 0.25); // the least that tells new orders apart
    QCOMPARE(penaltyWith(examplesOf(TaskKind::Generation, 200, 1), examplesOf(TaskKind::Generation, 120, 2)), 0.0);
}

void TestStudents::aReplyThatIsNotSupportedHoldsLessConfidence()
{
    const auto logOddsOf = [](double probability) { return std::log(probability / (1 - probability)); };
    const auto student = trainer()->train(
        taskOf(TaskKind::Generation), orders(48000, 200), {}, smallOptions(), pathOf("cautious"), {}, {});
    QVERIFY(student);
    auto artefact = core::torch::readArtefact(pathOf("cautious"), "", "student");
    QVERIFY(artefact);
    std::vector<float>& weights = artefact->contents.floats.at("confidence");
    QCOMPARE(weights.size(), std::size_t{6}); // the weight of unsupported values, then the bias
    weights[4] = 0;
    QVERIFY(core::torch::writeArtefact(pathOf("careless"), artefact->contents));
    const auto careless = trainer()->load(pathOf("careless"), "");
    QVERIFY(careless);
    const std::string text = order(52345).text; // no reply that was learnt is about it
    const auto cautious = (*student)->answer(text, {});
    QCOMPARE(cautious->text, (*careless)->answer(text, {})->text);
    const double gap = logOddsOf((*careless)->answer(text, {})->confidence) - logOddsOf(cautious->confidence);
    QVERIFY2(std::abs(gap - 2) < 1e-3, qPrintable(QString::number(gap)));
}

void TestStudents::aReplyStudentFromBeforeSlotChecksHasNone()
{
    const auto student = trainer()->train(
        taskOf(TaskKind::Generation), orders(48000, 200), {}, smallOptions(), pathOf("newer"), {}, {});
    QVERIFY(student);
    auto artefact = core::torch::readArtefact(pathOf("newer"), "", "student");
    QVERIFY(artefact);
    QVERIFY(artefact->contents.floats.erase("slot_penalty") == 1);
    artefact->contents.floats.at("confidence") = {1, 0, 0, 0, 0};
    QVERIFY(core::torch::writeArtefact(pathOf("older"), artefact->contents));
    const auto older = trainer()->load(pathOf("older"), "");
    QVERIFY2(older, older ? "" : older.error().message.c_str());
    QCOMPARE(dynamic_cast<const core::torch::ReplyRanker&>(**older).slotPenalty(), 0.0);
    const std::string text = order(52345).text;
    QVERIFY((*older)->answer(text, {})->confidence > (*student)->answer(text, {})->confidence);
}

QTEST_GUILESS_MAIN(TestStudents)
#include "tst_students.moc"
