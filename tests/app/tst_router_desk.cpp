#include "app/engine_host.h"
#include "app/in_process_console_service.h"
#include "app/model_loaders.h"
#include "app/workspace_import.h"
#include "core/base/hash.h"
#include "core/base/atomic_file.h"
#include "core/torch/router_trainer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <fstream>
#include <thread>

using namespace core;

namespace {

/// Two recorded tiers; words say whether the small one fails.
void writeRecording(const std::filesystem::path& path)
{
    std::ofstream file(path);
    for (int i = 0; i < 300; ++i) {
        const bool isHard = i % 2 == 0;
        file << R"({"id":")" << i << R"(","task":"bank","text":"explain the )" << (isHard ? "treaty" : "balance")
             << " of case " << i << R"(","responses":{"small":{"text":"a","quality":)" << (isHard ? 0 : 1)
             << R"(,"prompt_tokens":9,"completion_tokens":2},"large":{"text":"b","quality":1,"prompt_tokens":9,)"
             << R"("completion_tokens":2}}})" << '\n';
    }
}

} // namespace

class TestRouterDesk final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void switchingUnderTrafficDropsNoRequest();
    void aDecisionIsExplainedByTheRouterThatMadeIt();
    void whatCannotBeExplainedSaysWhy();

private:
    /// An artefact as a run would have left it.
    std::string addRouter(std::uint64_t seed)
    {
        ports::RouterTrainingSet set;
        set.tierIds = {"small", "large"};
        set.answerFloors = {{"bank", 0.5}};
        for (int i = 0; i < 200; ++i) {
            const bool isHard = i % 2 == 0;
            set.training.push_back({"bank",
                std::string("explain the ") + (isHard ? "treaty" : "balance") + " of case "
                    + std::to_string(i + static_cast<int>(seed)),
                {isHard ? 0.0 : 1.0, 1.0}});
        }
        ports::RouterOptions options;
        options.seed = seed;
        domain::Artefact artefact;
        artefact.kind = "router";
        artefact.id = "router-shared-" + std::to_string(seed);
        artefact.path = "models/" + artefact.id + ".bin";
        const std::filesystem::path path = m_host->workspace() / artefact.path;
        std::filesystem::create_directories(path.parent_path());
        const auto router = core::torch::makeRouterTrainer()->train(set, options, path, {}, {});
        Q_ASSERT(router);
        artefact.sha256 = (*router)->fingerprint();
        const auto stored = m_host->stores().runs->addArtefact(artefact);
        Q_ASSERT(stored);
        return artefact.id;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<app::EngineHost> m_host;
    std::unique_ptr<app::InProcessConsoleService> m_service;
};

void TestRouterDesk::init()
{
    m_service.reset();
    m_host.reset();
    m_directory = std::make_unique<QTemporaryDir>();
    const std::filesystem::path base = m_directory->path().toStdString();
    app::EngineHostOptions options;
    options.workspace = base / "w";
    options.createsIfMissing = true;
    options.loaders = app::makeModelLoaders();
    auto host = app::EngineHost::open(std::move(options));
    QVERIFY2(host, host ? "" : host.error().message.c_str());
    m_host = std::move(*host);
    writeRecording(base / "r.jsonl");
    app::ImportOptions import;
    import.file = base / "r.jsonl";
    const auto imported = app::importFile(*m_host, import);
    QVERIFY2(imported, imported ? "" : imported.error().message.c_str());
    const auto stored = m_host->stores().examples->forEach([&](const domain::StoredExample& example) {
        m_host->catalog()->add(example.example, example.identity.hash);
        return true;
    });
    QVERIFY(stored);
    m_service = std::make_unique<app::InProcessConsoleService>(*m_host, nullptr);
}

void TestRouterDesk::switchingUnderTrafficDropsNoRequest()
{
    const std::vector<std::string> routers{addRouter(1), addRouter(2)};
    QVERIFY(m_service->execute(ports::UseRouter{routers[0], {}, "start"}));
    std::atomic<int> answered = 0;
    std::atomic<int> failed = 0;
    std::atomic<int> mixed = 0;
    std::vector<std::jthread> clients;
    for (int client = 0; client < 3; ++client) {
        clients.emplace_back([&, client](const std::stop_token& stop) {
            for (int i = client; !stop.stop_requested(); i = (i + 3) % 300) {
                engine::EngineQuery query;
                query.taskId = "bank";
                query.text = std::string("explain the ") + (i % 2 == 0 ? "treaty" : "balance") + " of case "
                    + std::to_string(i);
                const auto answer = m_host->engine().answer(query);
                ++(answer ? answered : failed);
                // the router that is named is one of the two, and its prediction came with it
                mixed += answer
                        && (answer->record.prediction.tiers.size() != 2
                            || std::find(routers.begin(), routers.end(), answer->record.routerVersion) == routers.end())
                    ? 1
                    : 0;
            }
        });
    }
    for (int turn = 1; turn <= 12; ++turn) {
        const int before = answered;
        const auto used = m_service->execute(ports::UseRouter{routers[turn % 2], "bank", "turn"});
        QVERIFY2(used, used ? "" : used.error().message.c_str());
        QTRY_VERIFY(answered > before + 20);
    }
    clients.clear(); // stops and joins
    QCOMPARE(failed.load(), 0);
    QCOMPARE(mixed.load(), 0);
    QVERIFY(m_host->stores().decisions->flush());
    const auto state = m_host->engine().servingState();
    QCOMPARE(state->tasks.at("bank").policy.routerVersion, routers[0]);
    const auto count = m_host->stores().requests->count({}, 1'000'000);
    QVERIFY(count);
    QCOMPARE(*count, static_cast<std::int64_t>(answered));
}

void TestRouterDesk::aDecisionIsExplainedByTheRouterThatMadeIt()
{
    const std::string first = addRouter(1);
    const std::string second = addRouter(2);
    QVERIFY(m_service->execute(ports::UseRouter{first, {}, {}}));
    engine::EngineQuery query;
    query.taskId = "bank";
    query.text = "explain the treaty of case 4";
    const auto answer = m_host->engine().answer(query);
    QVERIFY(answer);
    QVERIFY(m_host->stores().decisions->flush());
    QVERIFY(m_service->execute(ports::UseRouter{second, {}, {}}));
    const auto explanation = m_service->explainRoute(answer->record.id);
    QVERIFY2(explanation, explanation ? "" : explanation.error().message.c_str());
    QCOMPARE(explanation->routerVersion, first);
    QCOMPARE(explanation->words.front().word, std::string("treaty"));
    QCOMPARE(explanation->tiers.size(), std::size_t{2});
    QCOMPARE(explanation->tiers[0].meetsTargetProbability, answer->record.prediction.tiers[0].meetsTargetProbability);
    QVERIFY(!explanation->neighbours.empty());
}

void TestRouterDesk::whatCannotBeExplainedSaysWhy()
{
    QVERIFY(m_service->explainRoute("nobody").error().code == ErrorCode::NotFound);
    engine::EngineQuery query;
    query.taskId = "bank";
    query.text = "explain the treaty of case 4";
    const auto answer = m_host->engine().answer(query);
    QVERIFY(answer);
    QVERIFY(m_host->stores().decisions->flush());
    const auto unrouted = m_service->explainRoute(answer->record.id);
    QVERIFY(unrouted.error().message.find("no router was in force") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestRouterDesk)
#include "tst_router_desk.moc"
