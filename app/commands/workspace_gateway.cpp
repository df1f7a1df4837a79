#include "app/commands/workspace_gateway.h"

#include "app/student_task_classifier.h"
#include "core/torch/student_trainer.h"

namespace app::commands {

namespace {

double labelQuality(
    const core::domain::Task&, const std::string& answer, const core::domain::Example& example)
{
    return answer == example.reference.labels.front() ? 1.0 : 0.0;
}

GatewayDeskOptions deskOptions(EngineHost& host, const core::ports::StudentTrainer& trainer,
    const std::filesystem::path& file, std::optional<std::uint16_t> port)
{
    GatewayDeskOptions options;
    options.file = file.empty() ? host.workspace() / "gateway.json" : file;
    options.port = port;
    options.makeClassifier = [&host, &trainer]() -> std::unique_ptr<core::ports::TaskClassifier> {
        return std::make_unique<StudentTaskClassifier>(
            *host.stores().examples, trainer, host.workspace() / "models");
    };
    return options;
}

} // namespace

WorkspaceGateway::WorkspaceGateway(EngineHost& host, const core::ports::SecretStore& secrets,
    const std::filesystem::path& file, std::optional<std::uint16_t> port)
    : m_trainer(core::torch::makeStudentTrainer(&labelQuality))
    , m_desk(host, secrets, deskOptions(host, *m_trainer, file, port))
{
}

} // namespace app::commands
