#include "fake_services.h"

#include "ui/inspector/attempt_section.h"
#include "ui/inspector/explanation_section.h"
#include "ui/inspector/request_inspector.h"
#include "ui/models/strings.h"
#include "ui/widgets/effect_bar.h"
#include "ui/widgets/tier_curves.h"

#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <limits>
#include <mutex>
#include <thread>

using core::Result;
using core::domain::RouteExplanation;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

RouteExplanation explanation()
{
    RouteExplanation made;
    made.routerVersion = "router-shared-1";
    made.encoder = "use-lite";
    made.difficulty = 0.42;
    made.familiarity = 0.2;
    made.noveltyFloor = 0.3;
    made.isNovel = true;
    made.novelThisWeek = 34;
    made.tiers = {{"student", 0.5, 0.4, kNan, 0.45, 0.58}, {"large", 0.9, 0.95, kNan, 0.9, 0.97}};
    made.neighbours = {{"cs_intent", "where is my refund", 0.87, {0.0, 1.0}}};
    made.words = {{"refund", -0.21}, {"please", 0.034}};
    return made;
}

QStringList texts(const QWidget& widget)
{
    QStringList all;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        all += label->text();
    }
    return all;
}

/// Explains when it is let to, and says from which thread it was asked.
class SlowConsole final : public core::ports::ConsoleService {
public:
    explicit SlowConsole(std::shared_ptr<core::ports::ConsoleService> inner)
        : m_inner(std::move(inner))
    {
    }
    std::shared_ptr<const core::ports::ConsoleSnapshot> snapshot() const override { return m_inner->snapshot(); }
    Result<core::ports::CommandReceipt> execute(const core::ports::ConsoleCommand& command) override
    {
        return m_inner->execute(command);
    }
    Result<core::ports::RiskLevelPreview> previewRiskLevel(const std::string& taskId, double alpha) const override
    {
        return m_inner->previewRiskLevel(taskId, alpha);
    }
    Result<core::ports::PolicyPreview> previewPolicy(const core::ports::PolicyDraft& draft) const override
    {
        return m_inner->previewPolicy(draft);
    }
    Result<RouteExplanation> explainRoute(const std::string&) const override
    {
        std::unique_lock lock(m_mutex);
        m_askedFrom = std::this_thread::get_id();
        m_wake.wait(lock, [this] { return m_mayAnswer; });
        return isFailing ? Result<RouteExplanation>(core::fail(core::ErrorCode::NotFound, "no router was in force"))
                         : explanation();
    }
    void letAnswer()
    {
        const std::lock_guard lock(m_mutex);
        m_mayAnswer = true;
        m_wake.notify_all();
    }
    [[nodiscard]] std::thread::id askedFrom() const
    {
        const std::lock_guard lock(m_mutex);
        return m_askedFrom;
    }
    bool isFailing = false;

private:
    std::shared_ptr<core::ports::ConsoleService> m_inner;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_wake;
    mutable std::thread::id m_askedFrom;
    bool m_mayAnswer = false;
};

} // namespace

class TestExplanation final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingThatWasFoundIsShown();
    void curvesLeaveOutWhatIsSwitchedOff();
    void nothingFoundIsSaid();
    void theInspectorAsksOffTheGuiThread();
    void aRefusalIsShownInWords();
    void anAttemptShowsWhatItsScoreWasMadeOf();
    void whatToldNothingShowsNothing();
};

void TestExplanation::everythingThatWasFoundIsShown()
{
    QWidget parent;
    const ui::models::Catalogue catalogue(fake::makeServices().console->snapshot());
    const QWidget* section = ui::inspector::makeExplanationSection(
        explanation(), catalogue, ui::models::Formats(), &parent);
    const QString all = texts(*section).join(QLatin1Char('\n'));
    for (const char* needed : {"router-shared-1", "use-lite", "0.42", "refund", "please", "where is my refund", "34",
             "87%", "scored 0.00", "scored 1.00"}) {
        QVERIFY2(all.contains(QString::fromUtf8(needed)), needed);
    }
    QVERIFY(all.contains(QStringLiteral("−21.0 pt")));
    QVERIFY(all.contains(QStringLiteral("+3.4 pt")));
    QCOMPARE(section->findChildren<ui::widgets::EffectBar*>().size(), 2);
    for (const auto* bar : section->findChildren<ui::widgets::EffectBar*>()) {
        QVERIFY(!bar->accessibleName().isEmpty());
    }
}

void TestExplanation::curvesLeaveOutWhatIsSwitchedOff()
{
    QWidget parent;
    const QWidget* section = ui::inspector::makeExplanationSection(
        explanation(), ui::models::Catalogue(), ui::models::Formats(), &parent);
    const auto* curves = section->findChild<ui::widgets::TierCurves*>();
    QVERIFY(curves != nullptr);
    const QString described = curves->accessibleDescription();
    QVERIFY(described.contains(QStringLiteral("Heads")));
    QVERIFY(described.contains(QStringLiteral("0.97")));
    QVERIFY(!described.contains(QStringLiteral("Mean of the task"))); // unknown for every tier
}

void TestExplanation::nothingFoundIsSaid()
{
    QWidget parent;
    RouteExplanation bare = explanation();
    bare.words.clear();
    bare.neighbours.clear();
    bare.encoder = "none";
    const QString all
        = texts(*ui::inspector::makeExplanationSection(
            bare, ui::models::Catalogue(), ui::models::Formats(), &parent)).join(QLatin1Char('\n'));
    QVERIFY(all.contains(QStringLiteral("No single word")));
    QVERIFY(!all.contains(QStringLiteral("Nearest")));
    QVERIFY(!all.contains(QStringLiteral("encoder")));
}

void TestExplanation::theInspectorAsksOffTheGuiThread()
{
    const fake::Services fakes = fake::makeServices();
    ui::WindowServices services = fakes.window();
    const auto console = std::make_shared<SlowConsole>(services.console);
    services.console = console;
    const QTemporaryDir folder;
    ui::models::Settings settings(folder.filePath(QStringLiteral("console.ini")));
    ui::models::ConsoleContext context(services, settings);
    ui::inspector::RequestInspector inspector(context);
    inspector.resize(400, 900);
    inspector.show();
    inspector.showRequest(ui::models::toQt(fakes.requests->records().back().id));
    QTRY_VERIFY(texts(inspector).contains(QStringLiteral("Working it out…")));
    console->letAnswer();
    QTRY_VERIFY(inspector.findChild<ui::widgets::TierCurves*>() != nullptr);
    QVERIFY(console->askedFrom() != std::this_thread::get_id());
}

void TestExplanation::aRefusalIsShownInWords()
{
    const fake::Services fakes = fake::makeServices();
    ui::WindowServices services = fakes.window();
    const auto console = std::make_shared<SlowConsole>(services.console);
    console->isFailing = true;
    console->letAnswer();
    services.console = console;
    const QTemporaryDir folder;
    ui::models::Settings settings(folder.filePath(QStringLiteral("console.ini")));
    ui::models::ConsoleContext context(services, settings);
    ui::inspector::RequestInspector inspector(context);
    inspector.showRequest(ui::models::toQt(fakes.requests->records().back().id));
    QTRY_VERIFY(texts(inspector).join(QLatin1Char('\n')).contains(QStringLiteral("No router was in force.")));
}

void TestExplanation::anAttemptShowsWhatItsScoreWasMadeOf()
{
    QWidget parent;
    core::domain::QueryRecord record;
    core::domain::Attempt attempt;
    attempt.tierId = "student";
    attempt.score = 0.62;
    attempt.threshold = 0.6;
    attempt.scoreSignals = {0.91, 0.91, 12, 0.7, 0.95, 0.234, 0.55, kNan};
    record.attempts = {attempt};
    const ui::models::Formats formats{QLocale(QLocale::English)};
    const auto textOf = [&] {
        const QWidget* section = ui::inspector::makeAttemptSection(record, ui::models::Catalogue(), formats, &parent);
        const auto* label = section->findChild<QLabel*>(QStringLiteral("scoreSignals"));
        return label == nullptr ? QString() : label->text();
    };
    const QString learned = textOf();
    for (const char* needed : {"token probability 0.910", "least likely token 0.234", "margin 0.550", "length 12 tokens",
             "router 0.700", "0.910 without"}) {
        QVERIFY2(learned.contains(QString::fromUtf8(needed)), qPrintable(learned));
    }
    QVERIFY(!learned.contains(QStringLiteral("entropy"))); // unknown
    record.attempts.front().score = 0.91; // as the server told it
    QVERIFY(!textOf().contains(QStringLiteral("without")));
}

void TestExplanation::whatToldNothingShowsNothing()
{
    QWidget parent;
    core::domain::QueryRecord record;
    core::domain::Attempt attempt;
    attempt.score = 0.7;
    record.attempts = {attempt};
    const QWidget* section
        = ui::inspector::makeAttemptSection(record, ui::models::Catalogue(), ui::models::Formats(), &parent);
    QVERIFY(section->findChild<QLabel*>(QStringLiteral("scoreSignals")) == nullptr);
}

QTEST_MAIN(TestExplanation)
#include "tst_explanation.moc"
