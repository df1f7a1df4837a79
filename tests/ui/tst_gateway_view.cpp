#include <QTest>

#include "fake_services.h"
#include "core/base/hash.h"
#include "ui/main_window.h"
#include "ui/models/gateway_models.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>

#include <cmath>
#include <mutex>

namespace ports = core::ports;
using ui::models::ViewId;

namespace {

/// The fake engine with a gateway that does what it is told.
class GatewayConsole final : public ports::ConsoleService {
public:
    explicit GatewayConsole(std::shared_ptr<fake::Console> console)
        : m_console(std::move(console))
    {
        ports::EndpointState small;
        small.endpoint.tierId = "small";
        small.endpoint.baseUrl = "http://127.0.0.1:8000/v1";
        small.answers = 1'234;
        small.p50Ms = 212.0;
        small.p95Ms = 480.0;
        small.rateLimits = {500, 482, 30'000, 29'900, 0, {}};
        ports::EndpointState large;
        large.endpoint.tierId = "large";
        large.endpoint.baseUrl = "https://api.example.com/v1";
        large.endpoint.secretName = "LARGE_KEY";
        large.isCircuitOpen = true;
        large.failures = 5;
        large.lastError = "the server answered with status 503";
        large.lastErrorAt = fake::referenceTime();
        m_gateway.endpoints = {small, large};
        ports::ClientKeyState file;
        file.key.id = "of-file";
        file.isOfFile = true;
        m_gateway.keys = {file};
    }

    std::shared_ptr<const ports::ConsoleSnapshot> snapshot() const override
    {
        const std::scoped_lock lock(m_mutex);
        auto next = std::make_shared<ports::ConsoleSnapshot>(*m_console->snapshot());
        next->gateway = m_gateway;
        next->revision = next->revision * 1'000 + m_changes;
        next->workspace.isAttached = isAttached;
        return next;
    }
    core::Result<ports::CommandReceipt> execute(const ports::ConsoleCommand& command) override
    {
        const std::scoped_lock lock(m_mutex);
        executed.push_back(command);
        ++m_changes;
        if (refusal) {
            return core::fail(*refusal);
        }
        if (const auto* gateway = std::get_if<ports::SwitchGateway>(&command)) {
            m_gateway.isRunning = gateway->isOn;
            m_gateway.port = gateway->isOn ? gateway->port : m_gateway.port;
            return ports::CommandReceipt{"The gateway answers", {}};
        }
        if (const auto* key = std::get_if<ports::AddClientKey>(&command)) {
            m_gateway.keys.push_back({key->key, {}, {}, false});
        }
        if (const auto* revoked = std::get_if<ports::RevokeClientKey>(&command)) {
            for (ports::ClientKeyState& row : m_gateway.keys) {
                row.key.isRevoked = row.key.isRevoked || row.key.id == revoked->keyId;
            }
        }
        return ports::CommandReceipt{"Done as told", {}};
    }
    core::Result<ports::RiskLevelPreview> previewRiskLevel(const std::string& task, double alpha) const override
    {
        return m_console->previewRiskLevel(task, alpha);
    }
    core::Result<ports::PolicyPreview> previewPolicy(const ports::PolicyDraft& draft) const override
    {
        return m_console->previewPolicy(draft);
    }
    void setProblem(const std::string& problem)
    {
        const std::scoped_lock lock(m_mutex);
        m_gateway.problem = problem;
    }
    template <typename Command>
    [[nodiscard]] std::optional<Command> last() const
    {
        const std::scoped_lock lock(m_mutex);
        for (auto command = executed.rbegin(); command != executed.rend(); ++command) {
            if (const auto* found = std::get_if<Command>(&*command)) {
                return *found;
            }
        }
        return std::nullopt;
    }

    bool isAttached = false;
    std::optional<core::Error> refusal;
    std::vector<ports::ConsoleCommand> executed;

private:
    std::shared_ptr<fake::Console> m_console;
    mutable std::mutex m_mutex;
    ports::GatewayState m_gateway;
    std::uint64_t m_changes = 0;
};

struct Bench {
    explicit Bench(const QString& language = {}, const std::string& problem = {})
        : services(fake::makeServices())
        , console(std::make_shared<GatewayConsole>(services.console))
    {
        console->setProblem(problem);
        ui::WindowServices all = services.window();
        all.console = console;
        ui::WindowOptions options;
        options.language = language;
        options.view = ViewId::Portfolio;
        options.theme = QStringLiteral("light");
        options.size = QSize(1280, 800);
        window = std::make_unique<ui::MainWindow>(std::move(all), options);
        window->show();
        isReady = QTest::qWaitFor([this] { return window->isLoaded() && child<QPushButton>("gatewaySwitch") != nullptr; });
    }
    template <typename T>
    [[nodiscard]] T* child(const char* name) const
    {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    void click(const char* name) const
    {
        auto* button = child<QPushButton>(name);
        QTRY_VERIFY(button->isEnabled()); // a command that still runs disables it
        QTest::mouseClick(button, Qt::LeftButton);
    }

    fake::Services services;
    std::shared_ptr<GatewayConsole> console;
    std::unique_ptr<ui::MainWindow> window;
    bool isReady = false;
};

QString cell(const QTableView& table, int row, const char* column)
{
    for (int i = 0; i < table.model()->columnCount(); ++i) {
        if (table.model()->headerData(i, Qt::Horizontal).toString() == QLatin1String(column)) {
            return table.model()->index(row, i).data().toString();
        }
    }
    return QStringLiteral("no such column");
}

} // namespace

/// The gateway's part of Portfolio, and how a window that runs one is closed.
class TestGatewayView final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theGatewayIsStartedAndStopped();
    void whyItIsOffIsGermanInAGermanWindow();
    void aRefusalIsShownAndNothingChanges();
    void theSnippetIsWhatAClientNeeds();
    void serversAreShownWithTheirHealth();
    void aConnectionIsTested();
    void aServerIsAdded();
    void aKeyGoesToTheKeyringBeforeItsServerIsSaved();
    void aTunedModelIsComparedOnceItsCostIsKnown();
    void whatIsNoPriceIsNotSaved_data();
    void whatIsNoPriceIsNotSaved();
    void aServerIsRemovedOnceItsNameIsTyped();
    void aKeyIsShownOnceAndOnlyItsHashIsSent();
    void aKeyIsRevokedAfterAQuestion();
    void closingAsksWhatBecomesOfTheGateway();
    void closingAnAttachedWindowAsksNothing();
};

void TestGatewayView::theGatewayIsStartedAndStopped()
{
    Bench bench;
    QVERIFY(bench.isReady);
    QVERIFY(bench.child<QLabel>("gatewayState")->text().startsWith(QLatin1String("Off")));
    bench.child<QSpinBox>("gatewayPort")->setValue(9'000);
    bench.click("gatewaySwitch");
    QTRY_VERIFY(bench.console->last<ports::SwitchGateway>());
    QCOMPARE(bench.console->last<ports::SwitchGateway>()->port, std::uint16_t{9'000});
    QVERIFY(bench.console->last<ports::SwitchGateway>()->isOn);
    QTRY_COMPARE(bench.child<QPushButton>("gatewaySwitch")->text(), QStringLiteral("Stop"));
    QVERIFY(bench.child<QLabel>("gatewayState")->text().contains(QLatin1String("http://127.0.0.1:9000/v1")));
    QVERIFY(!bench.child<QLineEdit>("gatewayAddress")->isEnabled());
    bench.click("gatewaySwitch");
    QTRY_VERIFY(!bench.console->last<ports::SwitchGateway>()->isOn);
    QTRY_COMPARE(bench.child<QPushButton>("gatewaySwitch")->text(), QStringLiteral("Start"));
}

void TestGatewayView::whyItIsOffIsGermanInAGermanWindow()
{
    const Bench bench(QStringLiteral("de"),
        "cannot listen on 127.0.0.1:8088: Address already in use; choose another port or end the program that holds it");
    QVERIFY(bench.isReady);
    const QString state = bench.child<QLabel>("gatewayState")->text();
    QVERIFY2(state.startsWith(QStringLiteral("Aus: an 127.0.0.1:8088 ist nicht zu lauschen")), qPrintable(state));
}

void TestGatewayView::aRefusalIsShownAndNothingChanges()
{
    Bench bench;
    QVERIFY(bench.isReady);
    bench.console->refusal = core::Error{core::ErrorCode::Unavailable, "port 8088 is taken"};
    bench.click("gatewaySwitch");
    const auto isShown = [&] {
        for (const QLabel* label : bench.window->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(QLatin1String("Port 8088 is taken."))) {
                return true;
            }
        }
        return false;
    };
    QTRY_VERIFY(isShown());
    QCOMPARE(bench.child<QPushButton>("gatewaySwitch")->text(), QStringLiteral("Start"));
}

void TestGatewayView::theSnippetIsWhatAClientNeeds()
{
    Bench bench;
    QVERIFY(bench.isReady);
    auto* library = bench.child<QComboBox>("snippetLibrary");
    auto* model = bench.child<QComboBox>("snippetModel");
    model->setCurrentText(QStringLiteral("routenlp/cs_intent"));
    for (int i = 0; i < library->count(); ++i) {
        library->setCurrentIndex(i);
        const QString text = bench.child<QPlainTextEdit>("snippet")->toPlainText();
        QVERIFY2(text.contains(QLatin1String("http://127.0.0.1:8088/v1")), qPrintable(text));
        QVERIFY2(text.contains(QLatin1String("routenlp/cs_intent")), qPrintable(text));
        QVERIFY2(text.contains(QLatin1String("ROUTENLP_API_KEY")), qPrintable(text)); // there is a key
        bench.click("copySnippet");
        QCOMPARE(QApplication::clipboard()->text(), text);
    }
    QVERIFY(!ui::models::connectSnippet(ui::models::ClientLibrary::Curl, QStringLiteral("u"), QStringLiteral("m"), false)
                 .contains(QLatin1String("Authorization")));
}

void TestGatewayView::serversAreShownWithTheirHealth()
{
    Bench bench;
    QVERIFY(bench.isReady);
    bench.click("gatewaySwitch");
    const auto* table = bench.child<QTableView>("endpointTable");
    QTRY_COMPARE(cell(*table, 0, "State"), QStringLiteral("answers"));
    QCOMPARE(cell(*table, 0, "Answers"), QStringLiteral("1,234"));
    QVERIFY(cell(*table, 0, "p50").contains(QLatin1String("212")));
    QCOMPARE(cell(*table, 1, "State"), QStringLiteral("circuit open"));
    QVERIFY(cell(*table, 1, "Last error").contains(QLatin1String("503")));
    QCOMPARE(cell(*table, 1, "Key"), QStringLiteral("LARGE_KEY"));
    QCOMPARE(cell(*table, 0, "Rate limit"), QStringLiteral("482 of 500 requests left"));
    QCOMPARE(cell(*table, 1, "Rate limit"), ui::models::Formats::dash());
}

void TestGatewayView::aConnectionIsTested()
{
    Bench bench;
    QVERIFY(bench.isReady);
    QVERIFY(!bench.child<QPushButton>("testEndpoint")->isEnabled()); // nothing is selected
    bench.child<QTableView>("endpointTable")->selectRow(1);
    bench.click("testEndpoint");
    QTRY_VERIFY(bench.console->last<ports::TestEndpoint>());
    QCOMPARE(bench.console->last<ports::TestEndpoint>()->endpoint.baseUrl, std::string("https://api.example.com/v1"));
    QTRY_VERIFY(bench.child<QPushButton>("testEndpoint")->isEnabled());
}

void TestGatewayView::aServerIsAdded()
{
    Bench bench;
    QVERIFY(bench.isReady);
    bench.click("addEndpoint");
    QVERIFY(bench.child<QDialog>("endpointDialog"));
    QVERIFY(!bench.child<QPushButton>("endpointSave")->isEnabled());
    QVERIFY(!bench.child<QPushButton>("endpointSave")->toolTip().isEmpty());
    QTest::keyClicks(bench.child<QLineEdit>("endpointTier"), QStringLiteral("mid"));
    QTest::keyClicks(bench.child<QLineEdit>("endpointUrl"), QStringLiteral("http://127.0.0.1:11434/v1"));
    QTest::keyClicks(bench.child<QLineEdit>("endpointModel"), QStringLiteral("llama"));
    QTest::keyClicks(bench.child<QLineEdit>("endpointInput"), QStringLiteral("0.15"));
    bench.child<QCheckBox>("endpointLogprobs")->setChecked(true);
    bench.console->refusal = core::Error{core::ErrorCode::InvalidArgument, "no such place"};
    bench.click("endpointSave");
    QTRY_VERIFY(bench.console->last<ports::SaveEndpoint>());
    QTRY_VERIFY(bench.child<QPushButton>("endpointSave")->isEnabled()); // the dialog stays and says why
    bench.console->refusal.reset();
    bench.click("endpointSave");
    QTRY_VERIFY(!bench.child<QDialog>("endpointDialog"));
    const auto saved = bench.console->last<ports::SaveEndpoint>();
    QCOMPARE(saved->endpoint.tierId, std::string("mid"));
    QCOMPARE(saved->model, std::string("llama"));
    QCOMPARE(saved->prices.inputPicoUsd, std::optional<std::int64_t>(150'000));
    QVERIFY(!saved->prices.outputPicoUsd); // unknown, never zero
    QVERIFY(saved->endpoint.providesLogprobs);
}

void TestGatewayView::aKeyGoesToTheKeyringBeforeItsServerIsSaved()
{
    Bench bench;
    QVERIFY(bench.isReady);
    bench.child<QTableView>("endpointTable")->selectRow(1);
    bench.click("editEndpoint");
    auto* source = bench.child<QComboBox>("endpointKeySource");
    auto* name = bench.child<QLineEdit>("endpointKey");
    auto* secret = bench.child<QLineEdit>("endpointSecret");
    QCOMPARE(name->text(), QStringLiteral("LARGE_KEY")); // of the environment
    QVERIFY(!secret->isVisible());
    source->setCurrentIndex(2);
    QVERIFY(secret->isVisible());
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    bench.child<QLineEdit>("endpointModel")->setText(QStringLiteral("gpt"));
    name->clear();
    QVERIFY(!bench.child<QPushButton>("endpointSave")->isEnabled()); // a key without a name is never found again
    QTest::keyClicks(name, QStringLiteral("openai"));
    QTest::keyClicks(secret, QStringLiteral("sk-0123456789"));
    QVERIFY(!bench.child<QPushButton>("endpointTest")->isEnabled()); // the keyring does not have it yet
    bench.console->refusal = core::Error{core::ErrorCode::Unavailable, "no desktop keyring answers here"};
    bench.click("endpointSave");
    QTRY_VERIFY(bench.child<QPushButton>("endpointSave")->isEnabled());
    QVERIFY(bench.console->last<ports::StoreSecret>() && !bench.console->last<ports::SaveEndpoint>());
    bench.console->refusal.reset();
    bench.click("endpointSave");
    QTRY_VERIFY(!bench.child<QDialog>("endpointDialog"));
    QVERIFY(*bench.console->last<ports::StoreSecret>() == (ports::StoreSecret{"openai", "sk-0123456789"}));
    QCOMPARE(bench.console->last<ports::SaveEndpoint>()->endpoint.secretName, std::string("keyring:openai"));
}

void TestGatewayView::aTunedModelIsComparedOnceItsCostIsKnown()
{
    Bench bench;
    QVERIFY(bench.isReady);
    QVERIFY(!bench.child<QPushButton>("compareTunedModel")->isEnabled()); // of which tier?
    bench.child<QTableView>("endpointTable")->selectRow(0);
    bench.click("compareTunedModel");
    auto* start = bench.child<QPushButton>("tunedCompare");
    auto* budget = bench.child<QDoubleSpinBox>("tunedBudget");
    QVERIFY(!start->isEnabled() && !start->toolTip().isEmpty());
    QVERIFY(!bench.child<QLineEdit>("tunedKey")->isEnabled()); // of the tier's own server it is known
    bench.child<QLineEdit>("tunedModel")->setText(QStringLiteral("ft:small:2"));
    QVERIFY(!start->isEnabled()); // without prices nothing can be booked
    QTest::keyClicks(bench.child<QLineEdit>("tunedInput"), QStringLiteral("0.3"));
    QTest::keyClicks(bench.child<QLineEdit>("tunedOutput"), QStringLiteral("1.2"));
    QTRY_VERIFY(start->isEnabled());
    auto* estimate = bench.child<QLabel>("tunedEstimate");
    QVERIFY2(estimate->text().contains(QStringLiteral("400")) && estimate->text().contains(QStringLiteral("small-model")),
        qPrintable(estimate->text()));
    QVERIFY(std::abs(budget->value() - 0.06) < 1e-9); // half as much again as $0.04
    budget->setValue(0);
    QVERIFY(!start->isEnabled()); // a comparison without a limit is none
    budget->setValue(0.5);
    bench.console->refusal = core::Error{core::ErrorCode::Unavailable, "the tuned model's server cannot be asked from here"};
    bench.click("tunedCompare");
    QTRY_VERIFY(start->isEnabled()); // the dialog stays and says why
    QVERIFY(bench.child<QDialog>("tunedModelDialog"));
    bench.console->refusal.reset();
    bench.click("tunedCompare");
    QTRY_VERIFY(!bench.child<QDialog>("tunedModelDialog"));
    const auto asked = bench.console->last<ports::CompareTunedModel>();
    QVERIFY(asked.has_value());
    QCOMPARE(asked->model.tierId, std::string("small"));
    QCOMPARE(asked->model.model, std::string("ft:small:2"));
    QCOMPARE(asked->model.prices.inputPicoUsd, std::optional<std::int64_t>(300'000));
    QCOMPARE(asked->model.budget.nanoUsd, std::int64_t{500'000'000});
    QVERIFY(asked->model.baseUrl.empty() && asked->model.taskId.empty());
}

void TestGatewayView::whatIsNoPriceIsNotSaved_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qint64>("pico"); // -1: no price
    QTest::newRow("half an exponent") << QString() << QStringLiteral("1e") << qint64{-1};
    QTest::newRow("a point") << QString() << QStringLiteral(".") << qint64{-1};
    QTest::newRow("a comma") << QString() << QStringLiteral("0,15") << qint64{-1};
    QTest::newRow("negative") << QString() << QStringLiteral("-1") << qint64{-1};
    QTest::newRow("too small to be kept") << QString() << QStringLiteral("0.0000001") << qint64{-1};
    QTest::newRow("a price") << QString() << QStringLiteral("0.15") << qint64{150'000};
    QTest::newRow("free") << QString() << QStringLiteral("0") << qint64{0};
    QTest::newRow("a German price") << QStringLiteral("de") << QStringLiteral("0,15") << qint64{150'000};
    QTest::newRow("a point in German") << QStringLiteral("de") << QStringLiteral("1.234") << qint64{-1};
}

void TestGatewayView::whatIsNoPriceIsNotSaved()
{
    QFETCH(const QString, language);
    QFETCH(const QString, typed);
    QFETCH(const qint64, pico);
    Bench bench(language);
    QVERIFY(bench.isReady);
    bench.click("addEndpoint");
    bench.child<QLineEdit>("endpointTier")->setText(QStringLiteral("mid"));
    bench.child<QLineEdit>("endpointUrl")->setText(QStringLiteral("http://127.0.0.1:11434/v1"));
    bench.child<QLineEdit>("endpointModel")->setText(QStringLiteral("llama"));
    QTest::keyClicks(bench.child<QLineEdit>("endpointInput"), typed);
    const auto* problem = bench.child<QLabel>("endpointInputProblem");
    QCOMPARE(problem->isVisible(), pico < 0);
    QCOMPARE(bench.child<QPushButton>("endpointSave")->isEnabled(), pico >= 0);
    if (pico >= 0) {
        bench.click("endpointSave");
        QTRY_VERIFY(bench.console->last<ports::SaveEndpoint>());
        QCOMPARE(bench.console->last<ports::SaveEndpoint>()->prices.inputPicoUsd, std::optional<std::int64_t>(pico));
    }
}

void TestGatewayView::aServerIsRemovedOnceItsNameIsTyped()
{
    Bench bench;
    QVERIFY(bench.isReady);
    bench.child<QTableView>("endpointTable")->selectRow(1);
    bench.click("removeEndpoint");
    auto* confirm = bench.child<QPushButton>("confirmRemoveEndpoint");
    QVERIFY(confirm != nullptr && !confirm->isEnabled() && !confirm->toolTip().isEmpty());
    auto* name = bench.child<QLineEdit>("confirmName");
    QTest::keyClicks(name, QStringLiteral("larg"));
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(bench.child<QDialog>("typedConfirmation")->isVisible());
    QTest::keyClicks(name, QStringLiteral("e"));
    bench.click("confirmRemoveEndpoint");
    QTRY_VERIFY(bench.console->last<ports::RemoveEndpoint>());
    QCOMPARE(bench.console->last<ports::RemoveEndpoint>()->tierId, std::string("large"));
}

void TestGatewayView::aKeyIsShownOnceAndOnlyItsHashIsSent()
{
    Bench bench;
    QVERIFY(bench.isReady);
    bench.click("addKey");
    QVERIFY(!bench.child<QPushButton>("makeKey")->isEnabled());
    QVERIFY(!bench.child<QPushButton>("makeKey")->toolTip().isEmpty());
    QTest::keyClicks(bench.child<QLineEdit>("keyId"), QStringLiteral("bot"));
    bench.child<QCheckBox>("keyTask.cs_intent")->setChecked(true);
    QVERIFY(!bench.child<QCheckBox>("keyMetrics")->isChecked());
    bench.child<QCheckBox>("keyMetrics")->setChecked(true);
    bench.child<QSpinBox>("keyRequests")->setValue(600);
    bench.child<QDoubleSpinBox>("keyDaily")->setValue(2.5);
    bench.click("makeKey");
    auto* secret = bench.child<QLineEdit>("keySecret");
    QTRY_VERIFY(secret->text().size() > 60);
    const core::domain::ClientKey key = bench.console->last<ports::AddClientKey>()->key;
    QCOMPARE(key.sha256, core::sha256Hex(secret->text().toStdString()));
    QCOMPARE(key.tasks, std::vector<std::string>{"cs_intent"});
    QCOMPARE(key.requestsPerMinute, std::optional<std::int64_t>(600));
    QVERIFY(!key.tokensPerMinute);
    QVERIFY(key.mayReadMetrics);
    QCOMPARE(key.dailyBudget->nanoUsd, std::int64_t{2'500'000'000});
    bench.click("copyKey");
    QCOMPARE(QApplication::clipboard()->text(), secret->text());
    bench.child<QDialog>("clientKeyDialog")->accept();
    QTRY_COMPARE(cell(*bench.child<QTableView>("keyTable"), 1, "Key"), QStringLiteral("bot"));
    QCOMPARE(cell(*bench.child<QTableView>("keyTable"), 1, "Tasks"), QStringLiteral("cs_intent; /metrics"));
    QCOMPARE(cell(*bench.child<QTableView>("keyTable"), 0, "Tasks"), QStringLiteral("all, and models by name"));
}

void TestGatewayView::aKeyIsRevokedAfterAQuestion()
{
    Bench bench;
    QVERIFY(bench.isReady);
    auto* table = bench.child<QTableView>("keyTable");
    table->selectRow(0);
    QVERIFY(!bench.child<QPushButton>("revokeKey")->isEnabled()); // it stands in the file
    bench.console->execute(ports::AddClientKey{{"bot", "bot", "ab", {}, {}, {}, {}, {}, false}});
    QTRY_COMPARE(table->model()->rowCount(), 2);
    table->selectRow(1);
    bench.click("revokeKey");
    QTRY_VERIFY(bench.child<QPushButton>("confirmRevokeKey"));
    QVERIFY(!bench.child<QPushButton>("confirmRevokeKey")->isEnabled()); // its name is not typed yet
    QTest::keyClicks(bench.child<QLineEdit>("confirmName"), QStringLiteral("bot"));
    bench.click("confirmRevokeKey");
    QTRY_VERIFY(bench.console->last<ports::RevokeClientKey>());
    QTRY_COMPARE(cell(*table, 1, "State"), QStringLiteral("revoked"));
}

void TestGatewayView::closingAsksWhatBecomesOfTheGateway()
{
    Bench bench;
    QVERIFY(bench.isReady);
    bench.click("gatewaySwitch");
    QTRY_COMPARE(bench.child<QPushButton>("gatewaySwitch")->text(), QStringLiteral("Stop"));
    const QSignalSpy keeping(bench.window.get(), &ui::MainWindow::keepServingRequested);
    bench.window->close();
    QVERIFY(bench.window->isVisible());
    QTRY_VERIFY(bench.child<QMessageBox>("closeQuestion"));
    bench.child<QMessageBox>("closeQuestion")->reject();
    QTRY_VERIFY(!bench.child<QMessageBox>("closeQuestion"));
    QVERIFY(bench.window->isVisible());
    bench.window->close();
    QTRY_VERIFY(bench.child<QPushButton>("keepServing"));
    bench.click("keepServing");
    QTRY_VERIFY(!bench.window->isVisible());
    QCOMPARE(keeping.count(), 1);
    bench.window->show(); // from the background: the next close asks again
    bench.window->close();
    QVERIFY(bench.window->isVisible());
    bench.window->closeWithoutAsking();
    QVERIFY(!bench.window->isVisible());

    Bench second;
    second.click("gatewaySwitch");
    QTRY_COMPARE(second.child<QPushButton>("gatewaySwitch")->text(), QStringLiteral("Stop"));
    const QSignalSpy kept(second.window.get(), &ui::MainWindow::keepServingRequested);
    second.window->close();
    QTRY_VERIFY(second.child<QPushButton>("drainAndStop"));
    second.click("drainAndStop");
    QTRY_VERIFY(!second.window->isVisible());
    QCOMPARE(kept.count(), 0);
}

void TestGatewayView::closingAnAttachedWindowAsksNothing()
{
    Bench bench;
    QVERIFY(bench.isReady);
    bench.console->isAttached = true;
    bench.click("gatewaySwitch");
    QTRY_COMPARE(bench.child<QPushButton>("gatewaySwitch")->text(), QStringLiteral("Stop"));
    bench.window->close();
    QVERIFY(!bench.window->isVisible());
}

QTEST_MAIN(TestGatewayView)
#include "tst_gateway_view.moc"
