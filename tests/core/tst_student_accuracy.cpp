#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/conformal/confidence_learning.h"
#include "core/conformal/reliability.h"
#include "core/datasets/labelled_file.h"
#include "core/domain/split.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/student_trainer.h"

#include <map>
#include <memory>

using namespace core;

namespace {

std::unique_ptr<ports::StudentTrainer> trainer()
{
    return core::torch::makeStudentTrainer(
        [](const domain::Task& judged, const std::string& answer, const domain::Example& example) {
            return evaluation::answerQuality(judged, answer, example.reference);
        });
}

QString dataFile(const char* name)
{
    return QStringLiteral(ROUTENLP_SHARED_DIR "/data/") + QString::fromLatin1(name);
}

} // namespace

/// Real data; skipped where it is absent.
class TestStudentAccuracy final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void banking77ReachesNinetyTwoPercent();
    void theLearnedConfidenceTellsRightFromWrongBetterThanTheNetworksMargin();
};

void TestStudentAccuracy::banking77ReachesNinetyTwoPercent()
{
    const QString file = dataFile("cs_intent_banking77.jsonl.gz");
    if (!QFileInfo::exists(file)) {
        QSKIP(qPrintable("the data set is absent: " + file));
    }
    std::vector<domain::Example> training;
    std::vector<domain::Example> test;
    QVERIFY(datasets::readLabelledFile(file.toStdString(), {}, [&](domain::Example example) {
        (example.isTest ? test : training).push_back(std::move(example));
        return true;
    }));
    const domain::Task task = domain::presetTask("cs_intent").value();
    const QTemporaryDir folder;
    const auto student
        = trainer()->train(task, training, {}, {}, folder.filePath("model").toStdString(), {}, {});
    QVERIFY2(student, student ? "" : student.error().message.c_str());
    double right = 0;
    for (const domain::Example& example : test) {
        right
            += evaluation::answerQuality(task, (*student)->answer(example.text, {})->text, example.reference);
    }
    const double accuracy = right / static_cast<double>(test.size());
    qInfo() << "BANKING77 test accuracy" << accuracy;
    QVERIFY(accuracy >= 0.92);
}

/// Nine of ten clauses are of one class, and rare classes are favoured: the answer's own probability says little of them.
void TestStudentAccuracy::theLearnedConfidenceTellsRightFromWrongBetterThanTheNetworksMargin()
{
    const QString file = dataFile("legal_risk_tos_unfair.jsonl.gz");
    if (!QFileInfo::exists(file)) {
        QSKIP(qPrintable("the data set is absent: " + file));
    }
    std::map<domain::DataSplit, std::vector<domain::Example>> parts; // of the train split, as a workspace would part it
    QVERIFY(datasets::readLabelledFile(file.toStdString(), {}, [&](domain::Example example) {
        if (!example.isTest) {
            parts[domain::identityOf(example.text, "key").split].push_back(std::move(example));
        }
        return true;
    }));
    const std::vector<domain::Example>& tuning = parts[domain::DataSplit::Tuning];
    std::vector<domain::Example> judged = parts[domain::DataSplit::Calibration];
    judged.insert(judged.end(), parts[domain::DataSplit::Gate].begin(), parts[domain::DataSplit::Gate].end());
    QVERIFY(tuning.size() > 1'000 && judged.size() > 3'000);
    const domain::Task task = domain::presetTask("legal_risk").value();
    ports::StudentOptions options;
    options.members = 1;
    const QTemporaryDir folder;
    const auto student = trainer()->train(task, parts[domain::DataSplit::Training], tuning, options,
        folder.filePath("model").toStdString(), {}, {});
    QVERIFY2(student, student ? "" : student.error().message.c_str());
    std::vector<conformal::ScoredOutcome> byMargin; // between the two likeliest classes, as the network gives them
    std::vector<conformal::ScoredOutcome> learned;
    for (const domain::Example& example : judged) {
        const auto answer = (*student)->answer(example.text, {});
        const bool isRight = evaluation::answerQuality(task, answer->text, example.reference) >= task.answerFloor;
        byMargin.push_back({answer->margin, isRight});
        learned.push_back({answer->confidence, isRight});
    }
    const double before = conformal::areaUnderRoc(byMargin);
    const double after = conformal::areaUnderRoc(learned);
    const double error = conformal::reliabilityDiagram(learned).expectedCalibrationError;
    qInfo() << "right ranked above wrong" << before << "->" << after << "calibration error" << error;
    QVERIFY(after > before + 0.02);
    QVERIFY(error < 0.03);
}

QTEST_GUILESS_MAIN(TestStudentAccuracy)
#include "tst_student_accuracy.moc"
