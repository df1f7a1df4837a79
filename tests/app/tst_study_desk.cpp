#include "app/in_process_console_service.h"
#include "core/domain/split.h"
#include "core/engine/engine_query.h"
#include "db/retention.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

namespace domain = core::domain;
namespace ports = core::ports;

namespace {

constexpr int kQueries = 60;

domain::Tier recordedTier(const std::string& id, int rank)
{
    domain::Tier tier;
    tier.id = id;
    tier.name = id;
    tier.model = id;
    tier.rank = rank;
    tier.provider = domain::TierProvider::Recording;
    return tier;
}

/// Answers, and has the program end while it is asked for the third time.
class EndsTheProgram final : public ports::ModelClient {
public:
    explicit EndsTheProgram(ports::ConsoleService& service)
        : m_service(service)
    {
    }
    core::Result<ports::ModelAnswer> complete(const ports::ModelRequest& request) const override
    {
        if (++m_calls == 3) {
            m_service.interrupt();
        }
        ports::ModelAnswer answer;
        answer.text = "large says " + request.text;
        return answer;
    }

private:
    ports::ConsoleService& m_service;
    mutable int m_calls = 0;
};

} // namespace

/// Blind studies on a real workspace: two recorded tiers, records as the engine writes them.
class TestStudyDesk final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        app::EngineHostOptions options;
        options.workspace = m_directory->path().toStdString() + "/w";
        options.createsIfMissing = true;
        auto host = app::EngineHost::open(std::move(options));
        QVERIFY(host);
        m_host = std::move(*host);
        QVERIFY(m_host->stores().portfolio->saveTask(*domain::presetTask("cs_intent")));
        QVERIFY(m_host->stores().portfolio->saveTier(recordedTier("small", 0)));
        QVERIFY(m_host->stores().portfolio->saveTier(recordedTier("large", 1)));
        QVERIFY(m_host->reload());
        m_service = std::make_unique<app::InProcessConsoleService>(*m_host, nullptr);
        for (int i = 0; i < kQueries; ++i) {
            record(i);
        }
        QVERIFY(m_host->stores().decisions->flush());
    }
    void cleanup()
    {
        m_service.reset();
        m_host.reset();
    }

    void aStudyPairsWhatWasSentWithWhatTheLastTierSays()
    {
        const auto receipt = start(20, 5);
        QVERIFY2(receipt, receipt ? "" : receipt.error().message.c_str());
        const auto studies = m_host->stores().studies->studies();
        QVERIFY(studies);
        QCOMPARE(studies->size(), std::size_t(1));
        const domain::Study& study = studies->front();
        QCOMPARE(study.id, receipt->reference);
        QCOMPARE(study.population, std::int64_t(kQueries) * 3 / 4);
        QCOMPARE(study.lastTierSent, std::int64_t(kQueries) / 4);
        QCOMPARE(study.pairs + study.withoutAnswer, 20);
        QVERIFY(study.withoutAnswer > 0); // every tenth text is unknown to the recording
        const auto pairs = m_host->stores().studies->pairs(study.id);
        QVERIFY(pairs);
        QCOMPARE(static_cast<std::int64_t>(pairs->size()), study.pairs);
        std::set<std::string> distinct;
        for (const domain::StudyPair& pair : *pairs) {
            QCOMPARE(pair.routedTierId, std::string("small"));
            QCOMPARE(pair.routedAnswer, "small says " + pair.text);
            QCOMPARE(pair.lastTierAnswer, "large says " + pair.text);
            distinct.insert(pair.queryId);
        }
        QCOMPARE(distinct.size(), pairs->size());
    }

    void judgementsAreKeptAndSayingItAgainReplaces()
    {
        const auto receipt = start(20, 5);
        QVERIFY(receipt);
        const std::string study = receipt->reference;
        QVERIFY(m_service->execute(ports::JudgePair{study, 0, "ann", domain::StudyVerdict::LastTierBetter}));
        QVERIFY(m_service->execute(ports::JudgePair{study, 0, "ann", domain::StudyVerdict::Tie}));
        QVERIFY(m_service->execute(ports::JudgePair{study, 0, "bob", domain::StudyVerdict::RoutedBetter}));
        const auto judgements = m_host->stores().studies->judgements(study);
        QVERIFY(judgements);
        QCOMPARE(judgements->size(), std::size_t(2));
        const auto bad = m_service->execute(ports::JudgePair{study, 999, "ann", domain::StudyVerdict::Tie});
        QVERIFY(!bad && bad.error().code == core::ErrorCode::NotFound);
        const auto nobody = m_service->execute(ports::JudgePair{study, 0, "", domain::StudyVerdict::Tie});
        QVERIFY(!nobody && nobody.error().code == core::ErrorCode::InvalidArgument);
        QVERIFY(m_service->execute(ports::WithdrawPairJudgement{study, 0, "ann"}));
        const auto left = m_host->stores().studies->judgements(study);
        QVERIFY(left && left->size() == 1 && left->front().reviewer == "bob");
        const auto twice = m_service->execute(ports::WithdrawPairJudgement{study, 0, "ann"});
        QVERIFY(!twice && twice.error().code == core::ErrorCode::NotFound);
    }

    void aJudgementIsTakenBackAndItsAnswerWaitsAgain()
    {
        domain::QueryRecord drawn;
        drawn.id = "drawn";
        drawn.at = m_host->clock().now();
        drawn.taskId = "cs_intent";
        drawn.text = "Where is my card?";
        drawn.isAuditSelected = true;
        drawn.auditProbability = 0.5;
        domain::Attempt sent;
        sent.tierId = "small";
        sent.answer = "card_arrival";
        drawn.attempts = {sent};
        QVERIFY(m_host->stores().decisions->append(drawn));
        QVERIFY(m_host->stores().decisions->flush());
        QVERIFY(m_service->execute(ports::JudgeAnswer{"drawn", 0.25, {}, {}, "ann"}));
        QVERIFY(m_service->execute(ports::JudgeAnswer{"drawn", 1, {}, {}, "ann"}));
        QVERIFY(m_service->execute(ports::WithdrawJudgement{"drawn", "ann"}));
        const auto older = m_host->stores().requests->outcomes("drawn");
        QVERIFY(older && older->size() == 1 && older->front().quality == 0.25); // what was said before stands again
        QVERIFY(m_service->execute(ports::WithdrawJudgement{"drawn", "ann"}));
        QVERIFY(m_host->stores().requests->outcomes("drawn")->empty());
        QCOMPARE(*m_host->stores().reviews->count({}, 10), std::int64_t(1));
        const auto nothing = m_service->execute(ports::WithdrawJudgement{"drawn", "ann"});
        QVERIFY(!nothing && nothing.error().code == core::ErrorCode::NotFound);
    }

    void aStudyThatIsBrokenOffKeepsWhatIsPaidFor()
    {
        m_host->shadowRunner().setEndpointClients({{"large", std::make_shared<EndsTheProgram>(*m_service)}});
        const auto receipt = start(20, 5);
        QVERIFY2(receipt, receipt ? "" : receipt.error().message.c_str());
        const auto studies = m_host->stores().studies->studies();
        QVERIFY(studies && studies->size() == 1);
        QCOMPARE(studies->front().pairs, std::int64_t(3));
        QCOMPARE(studies->front().calls, std::int64_t(3));
        QVERIFY2(receipt->message.find("it ended early") != std::string::npos, receipt->message.c_str());
        QVERIFY(start(20, 6)); // the next one is drawn as a whole
    }

    void whatCannotBeDrawnIsRefusedWithAReason()
    {
        const auto empty = m_service->execute(ports::StartStudy{
            {core::fromMicroseconds(0), core::fromMicroseconds(1)}, {}, 10, 1});
        QVERIFY(!empty && empty.error().code == core::ErrorCode::NotFound);
        QVERIFY(!start(0, 1));
        m_host->catalog()->clear(); // the last tier can be asked about nothing
        const auto silent = start(10, 1);
        QVERIFY(!silent && silent.error().code == core::ErrorCode::Unavailable);
        QVERIFY(m_host->stores().studies->studies()->empty());
    }

    void anErasedPersonIsGoneFromStudiesToo()
    {
        const auto receipt = start(kQueries, 5);
        QVERIFY(receipt);
        m_service.reset();
        m_host.reset();
        auto workspace = db::Workspace::openOwner(m_directory->path().toStdString() + "/w", {});
        QVERIFY(workspace);
        QVERIFY(db::eraseEndUser(**workspace, "person-1"));
        const db::Stores stores = db::openStores(**workspace);
        const auto pairs = stores.studies->pairs(receipt->reference);
        QVERIFY(pairs && !pairs->empty());
        int erased = 0;
        for (const domain::StudyPair& pair : *pairs) {
            QCOMPARE(pair.text.empty(), pair.lastTierAnswer.empty());
            erased += pair.text.empty() ? 1 : 0;
        }
        QVERIFY(erased > 0 && erased < static_cast<int>(pairs->size()));
    }

private:
    void record(int i)
    {
        domain::QueryRecord record;
        record.id = "query-" + std::to_string(i);
        record.at = m_host->clock().now() - std::chrono::seconds(kQueries - i);
        record.taskId = "cs_intent";
        record.source = "test";
        record.endUserId = "person-" + std::to_string(i % 3);
        record.text = "question " + std::to_string(i);
        record.textHash = domain::identityOf(record.text, m_host->splitKey()).hash;
        const std::string tier = i % 4 == 0 ? "large" : "small";
        domain::Attempt attempt;
        attempt.tierId = tier;
        attempt.model = tier;
        attempt.answer = tier + " says " + record.text;
        record.attempts.push_back(attempt);
        QVERIFY(m_host->stores().decisions->append(record));
        if (i % 10 != 1) {
            domain::Example example;
            example.taskId = record.taskId;
            example.text = record.text;
            example.responses["large"].text = "large says " + record.text;
            m_host->catalog()->add(example, record.textHash);
        }
    }

    core::Result<ports::CommandReceipt> start(std::int64_t pairs, std::uint64_t seed)
    {
        const core::TimePoint now = m_host->clock().now();
        return m_service->execute(ports::StartStudy{
            {now - std::chrono::hours(1), now + std::chrono::hours(1)}, "cs_intent", pairs, seed});
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<app::EngineHost> m_host;
    std::unique_ptr<app::InProcessConsoleService> m_service;
};

QTEST_GUILESS_MAIN(TestStudyDesk)
#include "tst_study_desk.moc"
