#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/datasets/labelled_file.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/student_trainer.h"

using namespace core;

/// Real data: what a student reaches on the test split when it has learnt from the whole train split.
class TestStudentAccuracy final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void banking77ReachesNinetyTwoPercent();
};

void TestStudentAccuracy::banking77ReachesNinetyTwoPercent()
{
    const QString file = QStringLiteral(ROUTENLP_SHARED_DIR "/data/cs_intent_banking77.jsonl.gz");
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
    const auto trainer = core::torch::makeStudentTrainer(
        [](const domain::Task& judged, const std::string& answer, const domain::Example& example) {
            return evaluation::answerQuality(judged, answer, example.reference);
        });
    const QTemporaryDir folder;
    const auto student
        = trainer->train(task, training, {}, {}, folder.filePath("model").toStdString(), {}, {});
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

QTEST_GUILESS_MAIN(TestStudentAccuracy)
#include "tst_student_accuracy.moc"
