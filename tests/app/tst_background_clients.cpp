#include "app/environment_secrets.h"
#include "app/gateway_desk.h"
#include "tests/app/completion_reply.h"
#include "tests/app/recorded_workspace.h"
#include "tests/core/gateway_upstream.h"

#include <QElapsedTimer>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace {

using namespace core;
namespace domain = core::domain;
using recorded::kTask;

constexpr const char* kInstruction = "Reply with one label.";

nlohmann::json endpoint(const char* tier, const char* model, std::uint16_t port, bool isPriced = true)
{
    nlohmann::json entry{{"tier", tier}, {"model", model}, {"max_retries", 0},
        {"base_url", "http://127.0.0.1:" + std::to_string(port) + "/v1"}};
    if (isPriced) {
        entry["input_cost_per_token"] = 1e-6;
        entry["output_cost_per_token"] = 2e-6;
    }
    return entry;
}

/// A workspace whose tiers are model servers behind a running gateway.
class Served : public recorded::Workspace {
public:
    explicit Served(bool isSmallPriced = true)
    {
        upstream.say("small-model", completion("small-model", "refund"));
        upstream.say("large-model", completion("large-model", "refund"));
        domain::Task task = domain::presetTask(kTask).value();
        task.auditRate = 1;
        if (!host->stores().portfolio->saveTask(task)) {
            qFatal("the task was not saved");
        }
        const std::string file = directory.path().toStdString() + "/gateway.json";
        const nlohmann::json configuration{{"address", "127.0.0.1"},
            {"endpoints",
                {endpoint("small", "small-model", upstream.port(), isSmallPriced),
                    endpoint("large", "large-model", upstream.port())}}};
        std::ofstream(file) << configuration;
        desk = std::make_unique<app::GatewayDesk>(
            *host, secrets, app::GatewayDeskOptions{file, std::uint16_t{0}, {}});
        if (const auto started = desk->start(); !started) {
            qFatal("%s", started.error().message.c_str());
        }
    }
    ~Served()
    {
        upstream.release();
        desk.reset();
    }

    /// What the gateway says to a client with instructions of its own.
    [[nodiscard]] std::string chat(const std::string& text) const
    {
        const nlohmann::json body{{"model", std::string("routenlp/") + kTask},
            {"messages",
                {{{"role", "system"}, {"content", kInstruction}}, {{"role", "user"}, {"content", text}}}}};
        const std::string bytes = body.dump();
        const std::string url = desk->baseUrl();
        const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.find(':', 7) + 1)));
        const int socket = gatewaytest::connectTo(port);
        gatewaytest::sendAll(socket,
            "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: "
            "close\r\nContent-Length: "
                + std::to_string(bytes.size()) + "\r\n\r\n" + bytes);
        std::string answer = gatewaytest::receiveAll(socket);
        ::close(socket);
        return answer;
    }
    [[nodiscard]] std::vector<ports::ShadowRow> rows() const
    {
        std::vector<ports::ShadowRow> all;
        const auto bases = host->stores().shadows->bases(kTask).value();
        for (const std::string& basis : bases) {
            auto some = host->stores().shadows->rows({kTask, basis, {}}).value();
            std::ranges::move(some, std::back_inserter(all));
        }
        return all;
    }

    app::EnvironmentSecrets secrets;
    gatewaytest::Upstream upstream;
    std::unique_ptr<app::GatewayDesk> desk;
};

} // namespace

/// Model servers are asked beside the traffic, by production wiring: a gateway that runs.
class TestBackgroundClients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aModelServerRunsInShadowAndIsJudged();
    void itIsAskedWhatTheClientAsked();
    void theLoopAndStudiesCanAskTheLastTier();
    void aTierWithoutAPriceIsNotAsked();
    void aServerThatIsRemovedIsNotAskedAnyMore();
    void aCallUnderWayDoesNotHoldUpTheEnd();
};

void TestBackgroundClients::aModelServerRunsInShadowAndIsJudged()
{
    const Served served;
    domain::ShadowPlan plan;
    plan.share = 1;
    QVERIFY(served.host->setShadowPlan(kTask, plan).has_value());
    constexpr int kAsked = 40; // some of them of the splits that certificates are made of
    int answered = 0;
    for (int i = 0; i < kAsked; ++i) {
        answered += served.chat("please handle refund number " + std::to_string(i)).starts_with("HTTP/1.1 200") ? 1 : 0;
    }
    QCOMPARE(answered, kAsked);
    served.host->shadowRunner().drain();
    QVERIFY2(served.host->shadowRunner().status().lastError.empty(),
        served.host->shadowRunner().status().lastError.c_str());
    const auto rows = served.rows();
    QVERIFY(!rows.empty());
    QVERIFY(served.upstream.calls() > kAsked); // "large" answered each of them, "small" some beside that
    for (const ports::ShadowRow& row : rows) {
        const auto small = std::ranges::find_if(row.record.answers,
            [](const domain::ShadowAnswer& answer) { return answer.attempt.tierId == "small"; });
        QVERIFY(small != row.record.answers.end());
        QVERIFY2(small->attempt.result == domain::AttemptResult::Shadow, small->attempt.errorText.c_str());
        QCOMPARE(small->meetsTarget, std::optional(true)); // it agrees with the last tier
        QCOMPARE(small->attempt.cost.value().nanoUsd, std::int64_t{10 * 1'000 + 2 * 2'000});
    }
}

void TestBackgroundClients::itIsAskedWhatTheClientAsked()
{
    const Served served;
    domain::ShadowPlan plan;
    plan.share = 1;
    plan.isForCertification = false; // of any text but the test split's
    QVERIFY(served.host->setShadowPlan(kTask, plan).has_value());
    std::string asked;
    for (int i = 0; i < 8 && asked.find("\"small-model\"") == std::string::npos; ++i) {
        QVERIFY(served.chat("please handle refund number " + std::to_string(i)).starts_with("HTTP/1.1 200"));
        served.host->shadowRunner().drain();
        asked = served.upstream.lastRequest(); // the traffic went to "large" before
    }
    QVERIFY2(asked.find("\"small-model\"") != std::string::npos && asked.find(kInstruction) != std::string::npos,
        asked.c_str());
}

void TestBackgroundClients::theLoopAndStudiesCanAskTheLastTier()
{
    const Served served;
    const auto state = served.host->engine().servingState();
    QVERIFY(!state->clients.contains("large")); // the traffic goes through the gateway's own connections
    const auto client = served.host->shadowRunner().clientOf(*state, "large");
    QVERIFY(client != nullptr);
    const auto answer = client->complete({kTask, "please handle refund", "hash"});
    QVERIFY2(answer.has_value(), answer ? "" : answer.error().message.c_str());
    QCOMPARE(answer->text, std::string("refund"));
    QCOMPARE(answer->usage.promptTokens, std::int64_t{10});
}

void TestBackgroundClients::aTierWithoutAPriceIsNotAsked()
{
    const Served served(false);
    const auto state = served.host->engine().servingState();
    QVERIFY(served.host->shadowRunner().clientOf(*state, "small") == nullptr);
    QVERIFY(served.host->shadowRunner().clientOf(*state, "large") != nullptr);
}

void TestBackgroundClients::aServerThatIsRemovedIsNotAskedAnyMore()
{
    const Served served;
    QVERIFY(served.desk->run(ports::RemoveEndpoint{"small"}).has_value());
    const auto state = served.host->engine().servingState();
    QVERIFY(served.host->shadowRunner().clientOf(*state, "small") == nullptr);
    QVERIFY(served.desk->run(ports::SwitchGateway{false, "127.0.0.1", 0}).has_value());
    QVERIFY(served.host->shadowRunner().clientOf(*state, "large") == nullptr);
}

void TestBackgroundClients::aCallUnderWayDoesNotHoldUpTheEnd()
{
    Served served;
    domain::ShadowPlan plan;
    plan.share = 1;
    plan.isForCertification = false;
    QVERIFY(served.host->setShadowPlan(kTask, plan).has_value());
    served.upstream.stall("small-model");
    const int before = served.upstream.calls();
    for (int i = 0; i < 8 && served.upstream.calls() < before + i + 1; ++i) { // until one is drawn: some texts are of the test split
        QVERIFY(served.chat("please handle refund number " + std::to_string(i)).starts_with("HTTP/1.1 200"));
        QTest::qWait(50);
    }
    QElapsedTimer timer;
    timer.start();
    served.desk.reset();
    served.host.reset();
    QVERIFY2(timer.elapsed() < 30'000, "waits for a server that does not answer"); // its own limit is a minute
}

QTEST_GUILESS_MAIN(TestBackgroundClients)
#include "tst_background_clients.moc"
