#include "app/comparison_estimate.h"
#include "app/environment_secrets.h"
#include "app/gateway_desk.h"
#include "app/in_process_console_service.h"
#include "core/domain/split.h"
#include "tests/app/completion_reply.h"
#include "tests/app/recorded_workspace.h"
#include "tests/core/gateway_upstream.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace {

using namespace core;
namespace domain = core::domain;
using recorded::kTask;

constexpr int kPatienceMs = 60'000;
constexpr int kTexts = 900; ///< imported; a tenth of them is of the gate split

nlohmann::json endpoint(const char* tier, const char* model, std::uint16_t port)
{
    return {{"tier", tier}, {"model", model}, {"max_retries", 0},
        {"base_url", "http://127.0.0.1:" + std::to_string(port) + "/v1"}, {"input_cost_per_token", 1e-6},
        {"output_cost_per_token", 2e-6}};
}

std::string textNumber(int number)
{
    return "please return order number " + std::to_string(number);
}

/// Two model servers behind a running gateway, and labelled texts. "small-model" and "tuned-model" say what they are told.
class Served : public recorded::Workspace {
public:
    Served(const char* smallSays, const char* tunedSays)
    {
        upstream.say("small-model", completion("small-model", smallSays));
        upstream.say("tuned-model", completion("tuned-model", tunedSays));
        upstream.say("large-model", completion("large-model", "refund"));
        const domain::Task task = domain::presetTask(kTask).value();
        std::vector<domain::Example> examples;
        for (int i = 0; i < kTexts; ++i) {
            domain::Example example;
            example.id = "e" + std::to_string(i);
            example.taskId = kTask;
            example.text = textNumber(i);
            example.reference.labels = {"refund"};
            examples.push_back(std::move(example));
        }
        if (!host->stores().portfolio->saveTask(task) || !host->stores().examples->import(examples)) {
            qFatal("task or texts were not saved");
        }
        const std::string file = directory.path().toStdString() + "/gateway.json";
        const nlohmann::json configuration{{"address", "127.0.0.1"},
            {"endpoints",
                {endpoint("small", "small-model", upstream.port()), endpoint("large", "large-model", upstream.port())}}};
        std::ofstream(file) << configuration;
        desk = std::make_unique<app::GatewayDesk>(*host, secrets, app::GatewayDeskOptions{file, std::uint16_t{0}, {}});
        if (const auto started = desk->start(); !started) {
            qFatal("%s", started.error().message.c_str());
        }
        service = std::make_unique<app::InProcessConsoleService>(*host, nullptr, desk.get());
    }
    ~Served()
    {
        upstream.release();
        service.reset();
        desk.reset();
    }

    /// At half the price of "small-model".
    [[nodiscard]] static domain::TunedModel tuned()
    {
        domain::TunedModel tuned;
        tuned.tierId = "small";
        tuned.model = "tuned-model";
        tuned.prices = {500'000, 1'000'000};
        tuned.budget = domain::Money{1'000'000'000};
        return tuned;
    }
    [[nodiscard]] std::int64_t gateTexts() const
    {
        return std::ssize(host->stores().examples->examples(kTask, domain::DataSplit::Gate).value());
    }
    /// The finished run of a comparison.
    domain::Run compared(const domain::TunedModel& model)
    {
        const auto receipt = service->execute(ports::CompareTunedModel{model});
        if (!receipt) {
            qFatal("%s", receipt.error().message.c_str());
        }
        const auto run = [&] { return host->stores().runs->run(receipt->reference).value().value(); };
        (void)QTest::qWaitFor([&] { return run().isFinal(); }, kPatienceMs);
        return run();
    }
    [[nodiscard]] ports::LoopReport report(const std::string& runId) const
    {
        return host->stores().loops->report(runId).value();
    }
    [[nodiscard]] domain::Tier tier(const std::string& id) const
    {
        const auto tiers = host->stores().portfolio->tiers().value();
        return *std::ranges::find(tiers, id, &domain::Tier::id);
    }
    void chat(const std::string& text) const
    {
        const nlohmann::json body{
            {"model", std::string("routenlp/") + kTask}, {"messages", {{{"role", "user"}, {"content", text}}}}};
        const std::string bytes = body.dump();
        const std::string url = desk->baseUrl();
        const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.find(':', 7) + 1)));
        const int socket = gatewaytest::connectTo(port);
        gatewaytest::sendAll(socket,
            "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: "
            "close\r\nContent-Length: "
                + std::to_string(bytes.size()) + "\r\n\r\n" + bytes);
        const std::string answer = gatewaytest::receiveAll(socket);
        ::close(socket);
        QVERIFY2(answer.starts_with("HTTP/1.1 200"), answer.c_str());
    }
    /// So many queries with texts of the gate split that nobody labelled.
    void chatOnGateTexts(int count) const
    {
        int asked = 0;
        for (int i = kTexts; asked < count; ++i) {
            if (domain::identityOf(textNumber(i), host->splitKey()).split == domain::DataSplit::Gate) {
                chat(textNumber(i));
                ++asked;
            }
        }
        host->shadowRunner().drain();
    }

    app::EnvironmentSecrets secrets;
    gatewaytest::Upstream upstream;
    std::unique_ptr<app::GatewayDesk> desk;
    std::unique_ptr<app::InProcessConsoleService> service;
};

} // namespace

/// A tuned model on its way into the place of a tier's model, by production wiring: a gateway that runs.
class TestTunedModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gateTextsGoToBothModelsAndAreBooked();
    void theEstimateIsKnownBeforehand();
    void aWorseModelNeverTakesThePlace();
    void theBudgetHolds();
    void afterShadowItTakesThePlaceAndCanBeTakenBack();
    void whatCannotBeComparedIsRefused();
    void anotherModelInTheTierEndsTheShadow();
};

void TestTunedModels::gateTextsGoToBothModelsAndAreBooked()
{
    Served served("fee", "refund");
    QVERIFY(served.gateTexts() >= 50);
    const int before = served.upstream.calls();
    const domain::Run run = served.compared(Served::tuned());
    QVERIFY2(run.state == domain::RunState::Succeeded, run.errorMessage.c_str());
    QCOMPARE(served.upstream.calls() - before, static_cast<int>(2 * served.gateTexts()));
    const ports::LoopReport report = served.report(run.id);
    QCOMPARE(report.stages.size(), std::size_t{2});
    QCOMPARE(report.decisions.size(), std::size_t{1});
    const domain::LoopDecision& decision = report.decisions.front().decision;
    QVERIFY2(decision.outcome == domain::LoopOutcome::Waiting, decision.reason.c_str());
    QCOMPARE(decision.gateTexts, served.gateTexts());
    const auto answers = served.host->stores().comparisons->answers(run.id, kTask).value();
    QCOMPARE(std::ssize(answers), 2 * served.gateTexts());
    // 10 tokens in and 2 out of either, at $1 and $2 a million, and at half of that
    QCOMPARE(decision.championCost.nanoUsd, served.gateTexts() * 14'000);
    QCOMPARE(decision.challengerCost.nanoUsd, served.gateTexts() * 7'000);
    const auto spend = served.host->stores().loops->trainingSpend(
        {TimePoint{}, served.host->clock().now() + std::chrono::hours(1)}, kTask);
    QCOMPARE(spend->size(), std::size_t{1});
    QCOMPARE(spend->front().calls, 2 * served.gateTexts());
    QCOMPARE(spend->front().spend.nanoUsd, served.gateTexts() * 21'000);
    QVERIFY(served.tier("small").model == "small-model"); // nothing is promoted by itself
}

void TestTunedModels::theEstimateIsKnownBeforehand()
{
    Served served("fee", "refund");
    const int before = served.upstream.calls();
    domain::TunedModel tuned = Served::tuned();
    tuned.texts = 20;
    const auto preview = app::comparisonPreview(served.host->stores(), tuned);
    QVERIFY2(preview.has_value(), preview ? "" : preview.error().message.c_str());
    QCOMPARE(preview->tasks, std::int64_t{1});
    QCOMPARE(preview->texts, std::int64_t{20});
    QCOMPARE(preview->champion, std::string("small-model"));
    QVERIFY(preview->championCost.nanoUsd > 0 && preview->challengerCost < preview->championCost);
    QCOMPARE(served.upstream.calls(), before); // asks nobody
    tuned.taskId = "no such task";
    QVERIFY(!app::comparisonPreview(served.host->stores(), tuned));
}

void TestTunedModels::aWorseModelNeverTakesThePlace()
{
    Served served("refund", "fee");
    const domain::Run run = served.compared(Served::tuned());
    QVERIFY2(run.state == domain::RunState::Succeeded, run.errorMessage.c_str());
    QVERIFY(served.report(run.id).decisions.front().decision.outcome == domain::LoopOutcome::Discarded);
    QVERIFY(!served.service->execute(ports::ShadowChallenger{run.id, kTask, true, 1}));
    const auto promoted = served.service->execute(ports::PromoteChallenger{run.id, kTask, "all the same"});
    QVERIFY(!promoted && promoted.error().code == ErrorCode::Conflict);
    QVERIFY(served.tier("small").model == "small-model");
}

void TestTunedModels::theBudgetHolds()
{
    Served served("fee", "refund");
    domain::TunedModel tuned = Served::tuned();
    tuned.budget = domain::Money{10 * 21'000};
    const domain::Run run = served.compared(tuned);
    QVERIFY2(run.state == domain::RunState::Succeeded, run.errorMessage.c_str());
    const auto answers = served.host->stores().comparisons->answers(run.id, kTask).value();
    QCOMPARE(answers.size(), std::size_t{20});
    QVERIFY(served.report(run.id).decisions.front().decision.outcome == domain::LoopOutcome::NotEnoughData);
}

void TestTunedModels::afterShadowItTakesThePlaceAndCanBeTakenBack()
{
    Served served("fee", "refund");
    const domain::Run run = served.compared(Served::tuned());
    const auto early = served.service->execute(ports::PromoteChallenger{run.id, kTask, {}});
    QVERIFY(!early && early.error().code == ErrorCode::InvalidArgument); // nothing was compared beside the traffic
    QVERIFY2(early.error().message.find("beside the traffic") != std::string::npos, early.error().message.c_str());

    const auto begun = served.service->execute(ports::ShadowChallenger{run.id, kTask, true, 1});
    QVERIFY2(begun.has_value(), begun ? "" : begun.error().message.c_str());
    constexpr int kAsked = 55;
    served.chatOnGateTexts(kAsked);
    const std::string lastError = served.host->shadowRunner().status().lastError;
    const ports::LoopReport compared = served.report(run.id);
    QCOMPARE(compared.trials.size(), std::size_t{1});
    QVERIFY2(compared.trials.front().compared == kAsked, lastError.c_str());
    const auto& metrics = compared.trials.front().metrics;
    const auto quality = std::ranges::find(metrics, domain::kGateTierQuality, &domain::GateMetric::name);
    QVERIFY(quality != metrics.end());
    QCOMPARE(quality->champion, 0.0); // "fee", where the last tier says "refund"
    QCOMPARE(quality->challenger, 1.0);
    QCOMPARE(quality->n, std::int64_t{kAsked});

    const auto promoted = served.service->execute(ports::PromoteChallenger{run.id, kTask, {}});
    QVERIFY2(promoted.has_value(), promoted ? "" : promoted.error().message.c_str());
    QCOMPARE(served.tier("small").model, std::string("tuned-model"));
    QCOMPARE(served.tier("small").prices.inputPicoUsd.value(), std::int64_t{500'000});
    QCOMPARE(served.desk->savedEndpoint("small")->model, std::string("tuned-model"));
    const ports::LoopReport after = served.report(run.id);
    QVERIFY(after.decisions.front().decision.outcome == domain::LoopOutcome::Promoted);
    QVERIFY(after.trials.front().trial.state == domain::TrialState::Promoted);
    QVERIFY(served.host->stores().trials->running()->empty());
    QVERIFY(served.host->stores().loops->decisions(kTask)->empty()); // no student's

    const auto back = served.service->execute(ports::TakeBackTunedModel{run.id});
    QVERIFY2(back.has_value(), back ? "" : back.error().message.c_str());
    QCOMPARE(served.tier("small").model, std::string("small-model"));
    QCOMPARE(served.tier("small").prices.inputPicoUsd.value(), std::int64_t{1'000'000});
    QVERIFY(!served.service->execute(ports::TakeBackTunedModel{run.id})); // once
}

void TestTunedModels::whatCannotBeComparedIsRefused()
{
    Served served("fee", "refund");
    const auto refused = [&](const domain::TunedModel& model) {
        return !served.service->execute(ports::CompareTunedModel{model}).has_value();
    };
    domain::TunedModel tuned = Served::tuned();
    tuned.tierId = "no such tier";
    QVERIFY(refused(tuned));
    tuned = Served::tuned();
    tuned.model = "small-model"; // is there already
    QVERIFY(refused(tuned));
    tuned = Served::tuned();
    tuned.taskId = "no such task";
    QVERIFY(refused(tuned));
    tuned = Served::tuned();
    tuned.teacherRunId = "no such run";
    QVERIFY(refused(tuned));
    tuned = Served::tuned();
    tuned.baseUrl = "http://127.0.0.1:9/v1";
    tuned.secretName = "ROUTENLP_TEST_NO_SUCH_KEY";
    QVERIFY(refused(tuned));
    QVERIFY(!served.service->execute(ports::TakeBackTunedModel{"no such run"}));
    QVERIFY(served.desk->run(ports::SwitchGateway{false, "127.0.0.1", 0}).has_value());
    const auto without = served.service->execute(ports::CompareTunedModel{Served::tuned()});
    QVERIFY(!without && without.error().code == ErrorCode::Unavailable);
}

void TestTunedModels::anotherModelInTheTierEndsTheShadow()
{
    Served served("fee", "refund");
    const domain::Run run = served.compared(Served::tuned());
    QVERIFY(served.service->execute(ports::ShadowChallenger{run.id, kTask, true, 1}).has_value());
    QCOMPARE(served.host->stores().trials->running()->size(), std::size_t{1});
    ports::SaveEndpoint other = served.desk->savedEndpoint("small").value();
    other.model = "other-model";
    QVERIFY(served.service->execute(other).has_value());
    QVERIFY(served.host->reload().has_value());
    QVERIFY(served.host->stores().trials->running()->empty());
    QVERIFY(served.report(run.id).trials.front().trial.state == domain::TrialState::Stopped);
    const auto promoted = served.service->execute(ports::PromoteChallenger{run.id, kTask, "why not"});
    QVERIFY(!promoted && promoted.error().code == ErrorCode::Conflict);
}

QTEST_GUILESS_MAIN(TestTunedModels)
#include "tst_tuned_models.moc"
