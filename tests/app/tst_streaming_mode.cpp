#include "app/attached_console_service.h"
#include "app/control_server.h"
#include "app/environment_secrets.h"
#include "app/gateway_desk.h"
#include "app/in_process_console_service.h"

#include "tests/core/gateway_bench.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

namespace domain = core::domain;
namespace ports = core::ports;
using domain::CertificateScope;
using domain::StreamingMode;

namespace {

constexpr const char* kTask = "cs_intent";

/// A workspace whose gateway asks one server for both of its tiers; its file streams the router's choice.
class Served {
public:
    explicit Served(const QTemporaryDir& directory)
        : workspace(directory.path().toStdString() + "/w")
    {
        for (const char* model : {"small-model", "large-model"}) {
            upstream.say(model, gatewaytest::eventStream("an answer", -0.1, true));
        }
        open();
    }
    ~Served() { close(); }
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;

    void open()
    {
        app::EngineHostOptions options;
        options.workspace = workspace;
        options.createsIfMissing = true;
        auto opened = app::EngineHost::open(std::move(options));
        if (!opened) {
            qFatal("%s", opened.error().message.c_str());
        }
        m_host = std::move(*opened);
        if (m_host->stores().portfolio->tasks()->empty()) {
            QVERIFY(m_host->stores().portfolio->saveTask(*domain::presetTask(kTask)));
            QVERIFY(m_host->reload());
            writeConfiguration();
        }
        app::GatewayDeskOptions desk;
        desk.file = workspace / "gateway.json";
        m_desk = std::make_unique<app::GatewayDesk>(*m_host, m_secrets, std::move(desk));
        service = std::make_unique<app::InProcessConsoleService>(*m_host, nullptr, m_desk.get());
    }
    void close()
    {
        service.reset();
        m_desk.reset();
        m_host.reset();
    }
    [[nodiscard]] bool start() const
    {
        const core::Result<void> started = m_desk->start();
        if (!started) {
            qWarning("%s", started.error().message.c_str());
        }
        return started.has_value();
    }
    /// How the next request for a stream is recorded: at the last tier a cascade is "LastTier", the router's choice is
    /// "Uncertified".
    [[nodiscard]] std::optional<CertificateScope> scopeOfNextStream() const
    {
        const std::string body
            = R"({"model":"routenlp/cs_intent","stream":true,"messages":[{"role":"user","content":"my card is lost"}]})";
        const std::string url = m_desk->baseUrl();
        const int socket
            = gatewaytest::connectTo(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
        gatewaytest::sendAll(socket, "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                                     "Content-Length: "
                + std::to_string(body.size()) + "\r\n\r\n" + body);
        const gatewaytest::Answer answer = gatewaytest::Bench::read(socket);
        if (!m_host->stores().decisions->flush()) {
            return std::nullopt;
        }
        const auto record = m_host->stores().requests->find(answer.header("x-routenlp-decision"));
        return record && *record ? std::optional((*record)->scope) : std::nullopt;
    }
    [[nodiscard]] ports::TaskStreaming shown(const ports::ConsoleService& console) const
    {
        const auto snapshot = console.snapshot(); // which holds what is found in it
        const auto& streaming = snapshot->gateway.streaming;
        const auto found = streaming.find(kTask);
        return found == streaming.end() ? ports::TaskStreaming{} : found->second;
    }

    const std::filesystem::path workspace;
    gatewaytest::Upstream upstream;
    std::unique_ptr<app::InProcessConsoleService> service;

private:
    void writeConfiguration() const
    {
        nlohmann::json endpoints = nlohmann::json::array();
        for (const char* tier : {"small", "large"}) {
            endpoints.push_back({{"tier", tier}, {"model", std::string(tier) + "-model"}, {"max_retries", 0},
                {"base_url", "http://127.0.0.1:" + std::to_string(upstream.port()) + "/v1"},
                {"input_cost_per_token", 1e-6}, {"output_cost_per_token", 1e-6}});
        }
        std::ofstream(workspace / "gateway.json") << nlohmann::json{
            {"port", 0}, {"endpoints", endpoints}, {"tasks", {{kTask, {{"streaming", "router"}}}}}};
    }

    app::EnvironmentSecrets m_secrets;
    std::unique_ptr<app::EngineHost> m_host;
    std::unique_ptr<app::GatewayDesk> m_desk;
};

} // namespace

/// How streamed answers of a task are sent: chosen by the operator, on a real workspace with a gateway.
class TestStreamingMode final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void aChoiceActsOnTheNextRequestAndWinsOverTheFile()
    {
        const Served served(*m_directory);
        QVERIFY(served.start());
        QVERIFY((served.shown(*served.service) == ports::TaskStreaming{StreamingMode::RouterChoice, true}));
        QCOMPARE(served.scopeOfNextStream(), std::optional(CertificateScope::Uncertified));
        const auto receipt = served.service->execute(ports::SetStreamingMode{kTask, StreamingMode::Hold});
        QVERIFY2(receipt, receipt ? "" : receipt.error().message.c_str());
        QCOMPARE(served.scopeOfNextStream(), std::optional(CertificateScope::LastTier));
        QVERIFY((served.shown(*served.service) == ports::TaskStreaming{StreamingMode::Hold, false}));
        const auto unknown = served.service->execute(ports::SetStreamingMode{"no_task", StreamingMode::Hold});
        QVERIFY(!unknown && unknown.error().code == core::ErrorCode::NotFound);
    }

    void aChoiceOutlivesTheProcess()
    {
        Served served(*m_directory);
        // Made while nothing serves:
        QVERIFY(served.service->execute(ports::SetStreamingMode{kTask, StreamingMode::Hold}));
        QVERIFY((served.shown(*served.service) == ports::TaskStreaming{StreamingMode::Hold, false}));
        served.close();
        served.open();
        QVERIFY((served.shown(*served.service) == ports::TaskStreaming{StreamingMode::Hold, false}));
        QVERIFY(served.start());
        QCOMPARE(served.scopeOfNextStream(), std::optional(CertificateScope::LastTier));
    }

    void anAttachedConsoleChoosesForTheOwner()
    {
        const Served served(*m_directory);
        QVERIFY(served.start());
        const auto server = app::ControlServer::start(served.workspace, *served.service);
        const auto attached = app::AttachedConsoleService::attach(served.workspace);
        QVERIFY(server && attached);
        QVERIFY((*attached)->execute(ports::SetStreamingMode{kTask, StreamingMode::Hold}));
        QCOMPARE(served.scopeOfNextStream(), std::optional(CertificateScope::LastTier));
        QTRY_VERIFY((served.shown(**attached) == ports::TaskStreaming{StreamingMode::Hold, false}));
        QVERIFY((*attached)->execute(ports::SetStreamingMode{kTask, StreamingMode::RouterChoice}));
        QCOMPARE(served.scopeOfNextStream(), std::optional(CertificateScope::Uncertified));
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestStreamingMode)
#include "tst_streaming_mode.moc"
