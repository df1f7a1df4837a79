#include "fake_window.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using fake::Bench;
using ui::models::ViewId;

namespace {

/// The view with a study of six pairs drawn, the first one in front.
void drawStudy(const Bench& bench)
{
    QTest::mouseClick(bench.child<QToolButton>("studyTab"), Qt::LeftButton);
    QTest::mouseClick(bench.child<QPushButton>("newStudy"), Qt::LeftButton);
    auto* start = bench.child<QPushButton>("startStudy");
    QVERIFY(start->isVisible() && start->isEnabled());
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_COMPARE(bench.child<QPlainTextEdit>("studyRequest")->toPlainText(), QStringLiteral("Question 0"));
}

} // namespace

class TestStudyView final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsMeasuredBeforeAnybodyJudged()
    {
        const Bench bench({}, ViewId::Review);
        drawStudy(bench);
        QCOMPARE(bench.child<QLabel>("equalOrBetter")->text(), QStringLiteral("not measured"));
        QCOMPARE(bench.child<QLabel>("studyKappa")->text(), QStringLiteral("not measured"));
    }

    void keysJudgeBlindPairsAndTheResultFollows()
    {
        const Bench bench({}, ViewId::Review);
        drawStudy(bench);
        auto* request = bench.child<QPlainTextEdit>("studyRequest");
        request->setFocus();
        // the routed answer is on the left in even pairs: 1, 3 and 2 are better, better, equal
        QCOMPARE(bench.child<QPlainTextEdit>("studyLeft")->toPlainText(), QStringLiteral("Routed answer"));
        QTest::keyClick(request, Qt::Key_1);
        QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question 1"));
        QCOMPARE(bench.child<QPlainTextEdit>("studyLeft")->toPlainText(), QStringLiteral("Answer of the last tier"));
        QTest::keyClick(request, Qt::Key_3);
        QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question 2"));
        QTest::keyClick(request, Qt::Key_2);
        QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question 3"));
        QTest::keyClick(request, Qt::Key_1); // the last tier's is on the left here: worse
        QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question 4"));
        QCOMPARE(bench.child<QLabel>("studyCounts")->text(), QStringLiteral("2 · 1 · 1"));
        QVERIFY(bench.child<QLabel>("equalOrBetter")->text().startsWith(QLatin1String("75.0% (")));
    }

    void backShowsWhatWasSaidAndTheNewerWordCounts()
    {
        const Bench bench({}, ViewId::Review);
        drawStudy(bench);
        auto* request = bench.child<QPlainTextEdit>("studyRequest");
        request->setFocus();
        QTest::keyClick(request, Qt::Key_1);
        QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question 1"));
        QTest::mouseClick(bench.child<QPushButton>("studyBack"), Qt::LeftButton);
        QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question 0"));
        QVERIFY(bench.child<QPushButton>("verdict1")->isChecked()); // what was said is shown
        QTest::keyClick(request, Qt::Key_3);
        QTRY_COMPARE(bench.child<QLabel>("studyCounts")->text(), QStringLiteral("0 · 0 · 1"));
    }

    void undoTakesTheLastVerdictBack()
    {
        const Bench bench({}, ViewId::Review);
        drawStudy(bench);
        auto* request = bench.child<QPlainTextEdit>("studyRequest");
        auto* undo = bench.child<QPushButton>("studyUndo");
        QVERIFY(!undo->isEnabled() && !undo->toolTip().isEmpty()); // nothing was said yet
        QCOMPARE(bench.child<QLabel>("studyPublished")->text(), QStringLiteral("published: 74.5%"));
        request->setFocus();
        for (int i = 1; i <= 2; ++i) {
            QTest::keyClick(request, Qt::Key_2);
            QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question %1").arg(i));
        }
        QTest::keyClick(request, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question 1"));
        QVERIFY(!bench.child<QPushButton>("verdict2")->isChecked());
        QCOMPARE(bench.child<QLabel>("studyCounts")->text(), QStringLiteral("0 · 1 · 0"));
        QTest::mouseClick(undo, Qt::LeftButton);
        QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question 0"));
        QCOMPARE(bench.child<QLabel>("equalOrBetter")->text(), QStringLiteral("not measured"));
    }

    void aSecondReviewerMakesAgreementMeasurable()
    {
        const Bench bench({}, ViewId::Review);
        drawStudy(bench);
        auto* request = bench.child<QPlainTextEdit>("studyRequest");
        auto* reviewer = bench.child<QLineEdit>("studyReviewer");
        for (const QString& name : {QStringLiteral("ann"), QStringLiteral("bob")}) {
            reviewer->setText(name);
            Q_EMIT reviewer->editingFinished();
            for (int i = 0; i < 3; ++i) {
                QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question %1").arg(i));
                QTest::keyClick(request, name == QLatin1String("ann") || i < 2 ? Qt::Key_1 : Qt::Key_2);
            }
            QTRY_COMPARE(request->toPlainText(), QStringLiteral("Question 3"));
        }
        QTRY_COMPARE(bench.child<QLabel>("studyKappa")->text(), QStringLiteral("0.50, n = 3"));
    }
};

QTEST_MAIN(TestStudyView)
#include "tst_study_view.moc"
