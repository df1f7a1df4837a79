#include "app/gateway_host.h"
#include "app/in_process_console_service.h"
#include "app/run_archive.h"
#include "core/ports/secret_store.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <map>

namespace domain = core::domain;
namespace ports = core::ports;

namespace {

domain::Tier tierOf(const std::string& id, int rank, domain::TierProvider provider)
{
    domain::Tier tier;
    tier.id = id;
    tier.name = id;
    tier.model = id;
    tier.rank = rank;
    tier.provider = provider;
    return tier;
}

class MemorySecrets final : public ports::SecretStore {
public:
    core::Result<std::optional<std::string>> secret(const std::string& name) const override
    {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    }
    core::Result<void> setSecret(const std::string& name, const std::string& value) override
    {
        values[name] = value;
        return {};
    }
    std::map<std::string, std::string> values;
};

} // namespace

/// Tasks, tiers and keys on a real workspace.
class TestPortfolioDesk final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        app::EngineHostOptions options;
        options.workspace = path();
        options.createsIfMissing = true;
        auto host = app::EngineHost::open(std::move(options));
        QVERIFY(host);
        m_host = std::move(*host);
        ports::PortfolioStore& portfolio = *m_host->stores().portfolio;
        QVERIFY(portfolio.saveTier(tierOf("student", 0, domain::TierProvider::Student)));
        QVERIFY(portfolio.saveTier(tierOf("small", 1, domain::TierProvider::Recording)));
        QVERIFY(portfolio.saveTier(tierOf("large", 2, domain::TierProvider::Recording)));
        QVERIFY(m_host->reload());
        m_service = std::make_unique<app::InProcessConsoleService>(*m_host, nullptr);
    }
    void cleanup()
    {
        m_service.reset();
        m_host.reset();
    }

    void pricesThatAnOperatorSetSurviveTheGatewaysFile()
    {
        domain::Tier ofFile = tierOf("remote", 3, domain::TierProvider::Endpoint);
        ofFile.model = "m";
        ofFile.prices = {5, 10};
        const auto stored = [this] { return m_host->stores().portfolio->tiers()->back(); };
        QVERIFY(app::saveGatewayTiers(*m_host, {ofFile}));
        QCOMPARE(stored().prices.inputPicoUsd.value(), std::int64_t(5));
        QVERIFY(m_service->execute(ports::SetTierPrice{"remote", {7, 11}, "invoice"}));
        const std::string version = stored().priceVersionId;
        QVERIFY(app::saveGatewayTiers(*m_host, {ofFile})); // the next start, the file as it was
        QCOMPARE(stored().priceVersionId, version);
        ofFile.prices = {}; // a file without prices takes none away
        QVERIFY(app::saveGatewayTiers(*m_host, {ofFile}));
        QCOMPARE(stored().prices.inputPicoUsd.value(), std::int64_t(7));
        ofFile.prices = {6, 10}; // the file has changed since
        QVERIFY(app::saveGatewayTiers(*m_host, {ofFile}));
        QCOMPARE(stored().prices.inputPicoUsd.value(), std::int64_t(6));
    }

    void aNameThatAnOperatorGaveSurvivesTheGatewaysFile()
    {
        domain::Tier ofFile = tierOf("remote", 3, domain::TierProvider::Endpoint);
        ofFile.model = "m";
        QVERIFY(app::saveGatewayTiers(*m_host, {ofFile}));
        domain::Tier renamed = m_host->stores().portfolio->tiers()->back();
        renamed.name = "Remote, rented";
        QVERIFY(m_host->stores().portfolio->saveTier(renamed));
        QVERIFY(app::saveGatewayTiers(*m_host, {ofFile})); // the next start, the file as it was
        QCOMPARE(m_host->stores().portfolio->tiers()->back().name, std::string("Remote, rented"));
    }

    void anOperatorsOwnTaskIsServedAtOnce()
    {
        domain::Task task;
        task.id = "ticket_triage";
        task.name = "Ticket triage";
        task.answerFloor = 0.9;
        const auto receipt = m_service->execute(ports::SaveTask{task, true});
        QVERIFY2(receipt, receipt ? "" : receipt.error().message.c_str());
        QVERIFY(receipt->message.find("routenlp/ticket_triage") != std::string::npos);
        QCOMPARE(m_host->engine().servingState()->tasks.at("ticket_triage").task.answerFloor, 0.9);
        QCOMPARE(m_service->snapshot()->tasks.size(), std::size_t(1));
        const auto again = m_service->execute(ports::SaveTask{task, true});
        QVERIFY(!again && again.error().code == core::ErrorCode::AlreadyExists);
        task.name = "Triage";
        QVERIFY(m_service->execute(ports::SaveTask{task, false}));
        QCOMPARE(m_service->snapshot()->tasks.front().name, std::string("Triage"));
    }

    void badTasksAreRefused_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("floor");
        QTest::addColumn<double>("alpha");
        QTest::newRow("id") << "Big Task" << 0.9 << 0.05;
        QTest::newRow("reserved") << "none" << 0.9 << 0.05;
        QTest::newRow("floor") << "ok" << 1.5 << 0.05;
        QTest::newRow("alpha") << "ok" << 0.9 << 0.0;
        QTest::newRow("not a number") << "ok" << 0.9 << std::nan("");
    }
    void badTasksAreRefused()
    {
        QFETCH(QString, id);
        QFETCH(double, floor);
        QFETCH(double, alpha);
        domain::Task task;
        task.id = id.toStdString();
        task.name = "Task";
        task.answerFloor = floor;
        task.alpha = alpha;
        const auto refused = m_service->execute(ports::SaveTask{task, true});
        QVERIFY(!refused && refused.error().code == core::ErrorCode::InvalidArgument);
        QVERIFY(m_host->stores().portfolio->tasks()->empty());
    }

    void tiersAreRenamedAndMovedButAStudentIsNeverLast()
    {
        QVERIFY(m_service->execute(ports::ArrangeTier{"large", "Large", 1}));
        const auto tiers = *m_host->stores().portfolio->tiers();
        QCOMPARE(tiers[1].id, std::string("large"));
        QCOMPARE(tiers[1].name, std::string("Large"));
        QCOMPARE(tiers[2].id, std::string("small"));
        QCOMPARE(m_host->engine().servingState()->tiersByRank.back().id, std::string("small"));
        const auto last = m_service->execute(ports::ArrangeTier{"student", "student", 2});
        QVERIFY(!last && last.error().code == core::ErrorCode::InvalidArgument);
        QVERIFY(!m_service->execute(ports::ArrangeTier{"small", "small", 3}));
        QVERIFY(!m_service->execute(ports::ArrangeTier{"nosuch", "x", 0}));
        QCOMPARE(m_host->stores().portfolio->tiers()->front().id, std::string("student")); // nothing moved
    }

    void aKeyGoesToTheKeyringAndNowhereElse()
    {
        const std::string secret = "sk-very-secret-0123456789";
        const auto refused = m_service->execute(ports::StoreSecret{"MY_KEY", secret}); // no keyring here
        QVERIFY(!refused && refused.error().code == core::ErrorCode::Unsupported);
        const auto elsewhere = m_service->execute(ports::StoreSecret{"my-own.key", secret});
        QVERIFY(!elsewhere && elsewhere.error().message.find("environment variable MY_OWN_KEY ") != std::string::npos);
        MemorySecrets keyring;
        m_service->setSecrets(&keyring);
        const auto broken = m_service->execute(ports::StoreSecret{"MY_KEY", secret + "\n"}); // no header takes it
        QVERIFY(!broken && broken.error().code == core::ErrorCode::InvalidArgument);
        const auto kept = m_service->execute(ports::StoreSecret{"MY_KEY", secret});
        QVERIFY(kept);
        QVERIFY(kept->message.find(secret) == std::string::npos);
        QCOMPARE(keyring.values.at("MY_KEY"), secret);
        m_service.reset();
        m_host.reset(); // everything is on disk
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path())) {
            if (entry.is_regular_file()) {
                std::ifstream stream(entry.path(), std::ios::binary);
                const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
                QVERIFY2(bytes.find(secret) == std::string::npos, entry.path().c_str());
            }
        }
    }

    void aClusterIsSplitByItsWordsAndUndoJoinsIt()
    {
        domain::Task task = *domain::presetTask("cs_intent");
        QVERIFY(m_service->execute(ports::SaveTask{task, true}));
        ports::ClusterSubject cluster{{}, "cs_intent", {}};
        for (int i = 0; i < 20; ++i) {
            domain::QueryRecord record;
            record.id = "query-" + std::to_string(i);
            record.at = m_host->clock().now();
            record.taskId = "cs_intent";
            record.text = i < 12 ? "my invoice shows a wrong amount, invoice number " + std::to_string(i)
                                 : "the parcel never arrived, where is the parcel " + std::to_string(i);
            domain::Attempt attempt;
            attempt.tierId = "large";
            attempt.answer = "x";
            record.attempts = {attempt};
            QVERIFY(m_host->stores().decisions->append(record));
            cluster.members.push_back(record.id);
        }
        QVERIFY(m_host->stores().decisions->flush());
        const auto split = m_service->execute(ports::SplitCluster{cluster});
        QVERIFY2(split, split ? "" : split.error().message.c_str());
        QVERIFY2(split->message.starts_with("8 of 20"), split->message.c_str());
        QVERIFY(!m_host->stores().clusterBook->newestEdit()->empty());
        QVERIFY(m_service->execute(ports::UndoClusterEdit{}));
        cluster.members.resize(3);
        const auto small = m_service->execute(ports::SplitCluster{cluster});
        QVERIFY(!small && small.error().code == core::ErrorCode::InvalidArgument);
    }

private:
    [[nodiscard]] std::filesystem::path path() const { return m_directory->path().toStdString() + "/w"; }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<app::EngineHost> m_host;
    std::unique_ptr<app::InProcessConsoleService> m_service;
};

QTEST_GUILESS_MAIN(TestPortfolioDesk)
#include "tst_portfolio_desk.moc"
