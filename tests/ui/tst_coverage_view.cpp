// The Coverage view with data, through the real window.
#include <QTest>

#include "fake_coverage.h"
#include "fake_services.h"
#include "ui/main_window.h"
#include "ui/models/coverage_models.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/window_actions.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>

using ui::models::ViewId;
namespace ports = core::ports;

namespace {

constexpr int kPatienceMs = 10'000;

/// The fakes' console with evidence of its own.
class Console final : public ports::ConsoleService {
public:
    explicit Console(std::shared_ptr<fake::Console> inner)
        : m_inner(std::move(inner))
    {
    }
    std::shared_ptr<const ports::ConsoleSnapshot> snapshot() const override
    {
        const std::scoped_lock lock(m_mutex);
        auto shown = std::make_shared<ports::ConsoleSnapshot>(*m_inner->snapshot());
        shown->revision += 1'000 * (m_changes + 1);
        shown->evidence = m_evidence;
        shown->shadowPlans = m_plans;
        return shown;
    }
    core::Result<ports::CommandReceipt> execute(const ports::ConsoleCommand& command) override
    {
        const std::scoped_lock lock(m_mutex);
        executed.push_back(command);
        if (const auto* set = std::get_if<ports::SetShadowPlan>(&command)) {
            m_plans[set->taskId] = set->plan;
            ++m_changes;
        }
        return ports::CommandReceipt{"done", {}};
    }
    core::Result<ports::RiskLevelPreview> previewRiskLevel(const std::string& task, double alpha) const override
    {
        return m_inner->previewRiskLevel(task, alpha);
    }
    core::Result<ports::PolicyPreview> previewPolicy(const ports::PolicyDraft& draft) const override
    {
        return m_inner->previewPolicy(draft);
    }
    void setEvidence(std::vector<ports::EvidenceProgress> evidence)
    {
        const std::scoped_lock lock(m_mutex);
        m_evidence = std::move(evidence);
        ++m_changes;
    }
    template <typename Command>
    [[nodiscard]] std::optional<Command> last() const
    {
        const std::scoped_lock lock(m_mutex);
        std::optional<Command> found;
        for (const ports::ConsoleCommand& command : executed) {
            if (const auto* wanted = std::get_if<Command>(&command)) {
                found = *wanted;
            }
        }
        return found;
    }
    std::vector<ports::ConsoleCommand> executed;

private:
    std::shared_ptr<fake::Console> m_inner;
    mutable std::mutex m_mutex;
    std::vector<ports::EvidenceProgress> m_evidence;
    std::map<std::string, core::domain::ShadowPlan> m_plans;
    std::uint64_t m_changes = 0;
};

struct Bench {
    Bench()
        : services(fake::makeServices())
        , coverage(std::make_shared<fake::Coverage>())
        , console(std::make_shared<Console>(services.console))
    {
    }
    void open(QSize size = {1280, 800}, const QString& language = {})
    {
        ui::WindowServices all = services.window();
        all.coverage = coverage;
        all.console = console;
        ui::WindowOptions options;
        options.view = ViewId::Coverage;
        options.size = size;
        options.language = language;
        window = std::make_unique<ui::MainWindow>(all, options);
        window->show();
        QVERIFY(QTest::qWaitFor([this] { return window->isLoaded(); }, kPatienceMs));
    }
    template <typename T>
    [[nodiscard]] T* child(const char* name) const
    {
        return window->findChild<T*>(QString::fromLatin1(name));
    }

    fake::Services services;
    std::shared_ptr<fake::Coverage> coverage;
    std::shared_ptr<Console> console;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace

class TestCoverageView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTierIsShownWithItsPromiseAndItsFigures();
    void aNarrowWindowLeavesColumnsOut();
    void probationIsOneClick();
    void recalibratingIsADraftThatCanBeApplied();
    void theFailuresOfATierAreOneClickAway();
    void anAlarmIsAcknowledged();
    void theAlarmThatWasChosenIsAcknowledged();
    void theWayToACertificateIsShownWithoutOne();
    void theOperatorSetsWhatRunsBesideTheTraffic();
    void theOperatorsWordCertifies();
    void thePaletteCertifiesTheFirstTaskThatIsReady();
    void theWayToACertificateIsGermanInAGermanWindow();
    void aReportThatFailsIsSaid();
};

void TestCoverageView::aTierIsShownWithItsPromiseAndItsFigures()
{
    Bench bench;
    ports::CoverageReport report;
    report.tiers = {fake::certifiedTier()};
    bench.coverage->set(report);
    bench.open();
    auto* table = bench.child<QTableView>("coverageTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QString line;
    for (int column = 0; column < table->model()->columnCount(); ++column) {
        line += table->model()->index(0, column).data().toString() + QLatin1Char('|');
    }
    QVERIFY2(line.contains(QStringLiteral("No alarm")), qPrintable(line));
    QVERIFY2(line.contains(QStringLiteral("12 / 400")), qPrintable(line));
    QVERIFY2(line.contains(QStringLiteral("1.2")) && line.contains(QStringLiteral("6.0")), qPrintable(line));
    QTRY_VERIFY(bench.child<QLabel>("promise")->text().contains(QStringLiteral("at most 5% miss the target")));
    const QString plan = bench.child<QLabel>("samplePlan")->text();
    QVERIFY2(plan.contains(QStringLiteral("466 judged answers")), qPrintable(plan));
    QVERIFY2(plan.contains(QStringLiteral("7 open")), qPrintable(plan));
    QVERIFY2(plan.contains(QStringLiteral("13 of the newest")), qPrintable(plan));
}

void TestCoverageView::aNarrowWindowLeavesColumnsOut()
{
    using ui::models::CoverageModel;
    for (const bool isNarrow : {false, true}) {
        Bench bench;
        ports::CoverageReport report;
        report.tiers = {fake::certifiedTier()};
        if (isNarrow) {
            report.tiers.front().monitor->failures = 120'000;
            report.tiers.front().monitor->audits = 4'000'000;
        }
        bench.coverage->set(report);
        bench.open(isNarrow ? QSize(1120, 720) : QSize(1280, 800), isNarrow ? QStringLiteral("de") : QStringLiteral("en"));
        auto* table = bench.child<QTableView>("coverageTable");
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTRY_COMPARE(table->isColumnHidden(CoverageModel::Evidence), isNarrow);
        QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
        QVERIFY(!table->isColumnHidden(CoverageModel::Failures) && !table->isColumnHidden(CoverageModel::Calibrated));
        const QString tip = table->model()->index(0, CoverageModel::Failures).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(isNarrow ? QStringLiteral("120.000 / 4.000.000") : QStringLiteral("12 / 400"))
                && tip.contains(isNarrow ? QStringLiteral("0,70") : QStringLiteral("0.70")),
            qPrintable(tip));
    }
}

void TestCoverageView::probationIsOneClick()
{
    Bench bench;
    ports::CoverageReport report;
    report.tiers = {fake::certifiedTier()};
    bench.coverage->set(report);
    bench.open();
    auto* probation = bench.child<QPushButton>("startProbation");
    QTRY_VERIFY(probation->isEnabled());
    probation->click();
    QTRY_VERIFY(bench.console->last<ports::StartProbation>());
    QCOMPARE(bench.console->last<ports::StartProbation>()->tierId, std::string("student"));
    report.tiers.front().isAccepting = false;
    report.tiers.front().monitor->isAlarm = true;
    bench.coverage->set(report);
    QTRY_COMPARE_WITH_TIMEOUT(
        bench.child<QTableView>("coverageTable")->model()->index(0, 2).data().toString(), QStringLiteral("Probation"), 6000);
    QVERIFY(!probation->isEnabled());
}

void TestCoverageView::recalibratingIsADraftThatCanBeApplied()
{
    Bench bench;
    ports::CoverageReport report;
    report.tiers = {fake::certifiedTier()};
    bench.coverage->set(report);
    bench.open();
    auto* recalibrate = bench.child<QPushButton>("recalibrate");
    QTRY_VERIFY(recalibrate->isEnabled() && recalibrate->isVisible());
    recalibrate->click();
    QVERIFY(bench.window->currentView() == ViewId::Policy);
    auto* apply = bench.child<QPushButton>("riskApply");
    auto* changes = bench.child<QLabel>("policyDiff");
    QTRY_VERIFY(changes->isVisible() && changes->text().contains(QStringLiteral("certified anew")));
    bench.child<QLineEdit>("riskReason")->setText(QStringLiteral("fresh answers"));
    QTRY_VERIFY2(apply->isEnabled(), qPrintable(apply->toolTip()));
    apply->click();
    QTRY_VERIFY(bench.console->last<ports::ApplyPolicyDraft>());
    const ports::PolicyDraft draft = bench.console->last<ports::ApplyPolicyDraft>()->draft;
    QVERIFY(draft.recalibrates);
    QCOMPARE(draft.taskId, report.tiers.front().certificate.taskId);
}

void TestCoverageView::theFailuresOfATierAreOneClickAway()
{
    Bench bench;
    ports::CoverageReport report;
    report.tiers = {fake::certifiedTier()};
    bench.coverage->set(report);
    bench.open();
    auto* failures = bench.child<QPushButton>("seeFailures");
    QTRY_VERIFY(failures->isEnabled() && failures->isVisible());
    failures->click();
    QVERIFY(bench.window->currentView() == ViewId::Clusters);
    QCOMPARE(bench.window->context().taskId(), report.tiers.front().certificate.taskId);
}

void TestCoverageView::anAlarmIsAcknowledged()
{
    Bench bench;
    ports::CoverageReport report;
    report.tiers = {fake::certifiedTier()};
    report.alarms = {{"alarm-1", fake::referenceTime(), "cs_intent", "student", ports::AlarmKind::Alarm,
        "The failure rate of accepted answers exceeds 5%.", false}};
    bench.coverage->set(report);
    bench.open();
    auto* acknowledge = bench.child<QPushButton>("acknowledgeAlarm");
    QTRY_VERIFY(acknowledge->isVisible() && acknowledge->isEnabled());
    acknowledge->click();
    QTRY_VERIFY(bench.console->last<ports::AcknowledgeAlarm>());
    QCOMPARE(bench.console->last<ports::AcknowledgeAlarm>()->alarmId, std::string("alarm-1"));
    report.alarms.front().isAcknowledged = true;
    bench.coverage->set(report);
    QTRY_VERIFY_WITH_TIMEOUT(!acknowledge->isEnabled(), 6000);
    auto* automatic = bench.child<QCheckBox>("automaticProbation");
    QVERIFY(automatic->isChecked());
    automatic->click();
    QTRY_VERIFY(bench.console->last<ports::SetAlarmResponse>());
    QVERIFY(!bench.console->last<ports::SetAlarmResponse>()->isAutomatic);
}

/// Alarms are listed newest first, so that one more moves every row.
void TestCoverageView::theAlarmThatWasChosenIsAcknowledged()
{
    Bench bench;
    const auto alarm = [](const std::string& id, int minute) {
        return ports::AlarmRow{id, fake::referenceTime() + std::chrono::minutes(minute), "cs_intent", "student",
            ports::AlarmKind::Alarm, "Alarm " + id + " rang.", false};
    };
    ports::CoverageReport report;
    report.tiers = {fake::certifiedTier()};
    report.alarms = {alarm("b", 2), alarm("a", 1)};
    bench.coverage->set(report);
    bench.open();
    auto* table = bench.child<QTableView>("alarmTable");
    QTRY_VERIFY(table->isVisible() && table->model()->rowCount() == 2);
    auto* acknowledge = bench.child<QPushButton>("acknowledgeAlarm");
    const int message = table->model()->columnCount() - 1;
    const auto chosen = [&] { return table->currentIndex().siblingAtColumn(message).data().toString(); };
    QCOMPARE(chosen(), QStringLiteral("Alarm b rang."));
    table->scrollTo(table->model()->index(1, 0));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(1, 0)).center());
    QCOMPARE(chosen(), QStringLiteral("Alarm a rang."));

    report.alarms = {alarm("c", 3), alarm("b", 2), alarm("a", 1)};
    bench.coverage->set(report);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 3, 6000);
    QTRY_COMPARE(chosen(), QStringLiteral("Alarm a rang."));
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
    QTRY_VERIFY(acknowledge->isEnabled());
    QTest::mouseClick(acknowledge, Qt::LeftButton);
    QTRY_VERIFY(bench.console->last<ports::AcknowledgeAlarm>());
    QCOMPARE(bench.console->last<ports::AcknowledgeAlarm>()->alarmId, std::string("a"));

    report.alarms = {alarm("c", 3)}; // the chosen one is listed no more
    bench.coverage->set(report);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, 6000);
    QTRY_VERIFY(!acknowledge->isEnabled());
}

void TestCoverageView::theWayToACertificateIsShownWithoutOne()
{
    Bench bench;
    bench.console->setEvidence({{"cs_intent", "student", 31, 45, 20, 1, false, true, "agreement with Large",
        std::nullopt, 2.0, "31 of 45 judged for a certificate of 5%."}});
    bench.open();
    QTRY_VERIFY(bench.child<QProgressBar>("evidenceBar") != nullptr);
    auto* bar = bench.child<QProgressBar>("evidenceBar");
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(bar->value(), 31);
    QCOMPARE(bar->maximum(), 45);
    const QString sentence = bench.child<QLabel>("evidenceSentence")->text();
    QVERIFY2(sentence.contains(QStringLiteral("31 of 45 judged")), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("agreement with Large")), qPrintable(sentence));
    QVERIFY(!bench.child<QTableView>("coverageTable")->isVisible());
    bench.console->setEvidence({{"cs_intent", "student", 44, 45, 22, 1, false, true, "agreement with Large",
        std::nullopt, 0.1, "44 of 45 judged for a certificate of 5%."}});
    QTRY_COMPARE_WITH_TIMEOUT(bar->value(), 44, 6000);
}

void TestCoverageView::theOperatorSetsWhatRunsBesideTheTraffic()
{
    Bench bench;
    bench.open();
    auto* share = bench.child<QSpinBox>("shadowShare");
    auto* apply = bench.child<QPushButton>("shadowApply");
    auto* task = bench.child<QComboBox>("shadowTask");
    QTRY_VERIFY(share != nullptr && share->isVisible() && task->count() > 1);
    QVERIFY(!apply->isEnabled());
    task->setCurrentIndex(1);
    share->setValue(30);
    bench.child<QSpinBox>("shadowReview")->setValue(10);
    QVERIFY(apply->isEnabled());
    apply->click();
    QTRY_VERIFY(bench.console->last<ports::SetShadowPlan>());
    const auto set = bench.console->last<ports::SetShadowPlan>();
    QCOMPARE(set->taskId, task->itemData(1).toString().toStdString());
    QCOMPARE(set->plan.share, 0.3);
    QCOMPARE(set->plan.reviewShare, 0.1);
    QVERIFY(set->plan.isForCertification && set->plan.isAutomatic);
    QVERIFY(!apply->isEnabled());
}

void TestCoverageView::theOperatorsWordCertifies()
{
    Bench bench;
    bench.console->setEvidence({{"cs_intent", "student", 50, 45, 20, 1, true, false, "agreement with Large",
        std::nullopt, std::nullopt, "50 of 45 judged; ready, waiting for your word."}});
    bench.open();
    QTRY_VERIFY(bench.child<QPushButton>("certifyNow") != nullptr);
    auto* certify = bench.child<QPushButton>("certifyNow");
    QTRY_VERIFY(certify->isVisible() && certify->isEnabled());
    certify->click();
    QTRY_VERIFY(bench.console->last<ports::CertifyFromShadow>());
    QCOMPARE(bench.console->last<ports::CertifyFromShadow>()->taskId, std::string("cs_intent"));
}

void TestCoverageView::thePaletteCertifiesTheFirstTaskThatIsReady()
{
    Bench bench;
    bench.console->setEvidence({{"cs_intent", "student", 20, 45, 20, 1, false, false, "agreement with Large",
                                    std::nullopt, std::nullopt, "20 of 45 judged."},
        {"fin_ner", "student", 50, 45, 20, 1, true, false, "agreement with Large", std::nullopt, std::nullopt,
            "50 of 45 judged; ready, waiting for your word."}});
    bench.open();
    const auto ready = [&] {
        const auto buttons = bench.window->findChildren<QPushButton*>(QStringLiteral("certifyNow"));
        return std::ranges::count_if(
            buttons, [](const QPushButton* button) { return button->isVisible() && button->isEnabled(); });
    };
    QTRY_COMPARE(ready(), qsizetype{1});
    bench.window->actions().palette->trigger();
    auto* palette = bench.child<ui::shell::CommandPalette>("commandPalette");
    QTRY_VERIFY(palette->isVisible());
    QTest::keyClicks(palette->findChild<QLineEdit*>(), QStringLiteral("Certify now"));
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(bench.console->last<ports::CertifyFromShadow>());
    QCOMPARE(bench.console->last<ports::CertifyFromShadow>()->taskId, std::string("fin_ner"));
}

void TestCoverageView::theWayToACertificateIsGermanInAGermanWindow()
{
    Bench bench;
    bench.console->setEvidence({{"cs_intent", "student", 31, 45, 20, 1, false, true, "agreement with Large",
        std::nullopt, 2.0,
        "31 of 45 judged for a certificate of 5% (20 more answers judged for tuning), 2 days at the present pace."}});
    bench.open({1280, 800}, QStringLiteral("de"));
    QTRY_VERIFY(bench.child<QLabel>("evidenceSentence") != nullptr);
    const QString sentence = bench.child<QLabel>("evidenceSentence")->text();
    QVERIFY2(sentence.startsWith(QStringLiteral("31 von 45 für ein Zertifikat")), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("Übereinstimmung mit Large")), qPrintable(sentence));
}

void TestCoverageView::aReportThatFailsIsSaid()
{
    Bench bench;
    bench.coverage->setFailing();
    bench.open();
    const auto labels = bench.window->findChildren<QLabel*>();
    QTRY_VERIFY(std::any_of(labels.begin(), labels.end(),
        [](const QLabel* label) { return label->isVisible() && label->text().contains(QStringLiteral("The disk is gone.")); }));
}

QTEST_MAIN(TestCoverageView)
#include "tst_coverage_view.moc"
