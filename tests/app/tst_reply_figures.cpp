#include <QFileInfo>
#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "app/benches/labelled_data.h"
#include "app/benches/student_figures.h"
#include "core/base/rng.h"

using namespace app::benches;

/// Real data; skipped where it is absent.
class TestReplyFigures final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void slotChecksArePartOfWhatStarRepliesAreMeasuredBy();
};

/// As `routenlp bench student` does it: the penalty comes from a tenth of the training lines, never from the test lines.
void TestReplyFigures::slotChecksArePartOfWhatStarRepliesAreMeasuredBy()
{
    const QString file = QStringLiteral(ROUTENLP_SHARED_DIR "/data/cs_response_star.jsonl.gz");
    if (!QFileInfo::exists(file)) {
        QSKIP(qPrintable("the data set is absent: " + file));
    }
    const auto data = readLabelledData(file.toStdString());
    QVERIFY2(data, data ? "" : data.error().message.c_str());
    const core::ports::StudentOptions options;
    std::vector<core::domain::Example> training = data->training;
    core::Rng(options.seed).shuffle(std::span(training));
    const std::vector<core::domain::Example> tuning(
        training.end() - static_cast<std::ptrdiff_t>(training.size() / 10), training.end());
    training.resize(training.size() - tuning.size());
    const auto student = trainStudent(data->task, training, tuning, options);
    QVERIFY2(student, student ? "" : student.error().message.c_str());
    const auto measured = measureStudent(**student, *data, options.seed);
    QVERIFY2(measured, measured ? "" : measured.error().message.c_str());
    const auto figure = [&](const char* name) { return measured->figures.at(name).get<double>(); };
    qInfo() << "STAR hit@1 of 100" << figure("hit_at_1_of_100") << "without slot checks"
            << figure("hit_at_1_without_slot_checks") << "penalty" << figure("slot_penalty") << "times TF-IDF's"
            << figure("over_best_tfidf") << "answers with unsupported values" << figure("answers_with_unsupported_values")
            << "references with such" << figure("references_with_unsupported_values");
    for (const StudentFloor& floor : studentFloors(data->name)) {
        QVERIFY2(figure(floor.figure.c_str()) >= floor.least, floor.figure.c_str());
    }
}

QTEST_GUILESS_MAIN(TestReplyFigures)
#include "tst_reply_figures.moc"
