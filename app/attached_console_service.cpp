#include "app/attached_console_service.h"

#include "app/console_wire.h"
#include "app/control_channel.h"

#include <poll.h>

#include <utility>
#include <variant>

namespace app {

using core::Result;
namespace ports = core::ports;

namespace {

constexpr std::chrono::milliseconds kPollEvery{250};
constexpr std::chrono::seconds kSnapshotPatience{5};
constexpr std::chrono::seconds kCommandPatience{120};
constexpr std::chrono::hours kStudyPatience{12}; // asks the last tier for one answer after the other

Result<std::optional<ports::ConsoleSnapshot>> fetch(
    const std::filesystem::path& workspace, std::uint64_t known)
{
    const Result<std::string> reply
        = control::ask(workspace, wire::snapshotRequest(known), kSnapshotPatience);
    return reply ? wire::snapshotReply(*reply) : core::fail(reply.error());
}

} // namespace

Result<std::unique_ptr<AttachedConsoleService>> AttachedConsoleService::attach(
    std::filesystem::path workspace)
{
    Result<std::optional<ports::ConsoleSnapshot>> first = fetch(workspace, 0);
    if (!first) {
        return core::fail(first.error());
    }
    return std::unique_ptr<AttachedConsoleService>(
        new AttachedConsoleService(std::move(workspace), first->value_or(ports::ConsoleSnapshot{})));
}

AttachedConsoleService::AttachedConsoleService(std::filesystem::path workspace, ports::ConsoleSnapshot first)
    : m_workspace(std::move(workspace))
{
    publish(std::move(first), {});
    m_thread = std::thread([this] { pollLoop(); });
}

AttachedConsoleService::~AttachedConsoleService()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void AttachedConsoleService::pollLoop()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, kPollEvery, [this] { return m_isStopping; })) {
        lock.unlock();
        poll();
        lock.lock();
    }
}

void AttachedConsoleService::poll()
{
    const std::lock_guard fetching(m_pollMutex);
    Result<std::optional<ports::ConsoleSnapshot>> next = fetch(m_workspace, m_owners.revision);
    const std::string problem = next ? std::string()
                                     : "The process that runs this workspace is gone (" + next.error().message
            + "); what is shown is out of date.";
    m_isConnected = problem.empty();
    if ((next && *next) || problem != m_problem) {
        publish(next && *next ? std::move(**next) : m_owners, problem);
    }
}

void AttachedConsoleService::publish(ports::ConsoleSnapshot snapshot, const std::string& problem)
{
    m_owners = std::move(snapshot);
    m_problem = problem;
    auto shown = std::make_shared<ports::ConsoleSnapshot>(m_owners);
    shown->revision = ++m_revision;
    shown->workspace.isAttached = true;
    if (!problem.empty()) {
        shown->problems.push_back(problem);
        m_owners.revision = 0; // a new owner counts anew: take whatever it says first
    }
    const std::lock_guard lock(m_mutex);
    m_snapshot = std::move(shown);
}

std::shared_ptr<const ports::ConsoleSnapshot> AttachedConsoleService::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

/// The owner goes on with what it was asked when this is interrupted.
Result<std::string> AttachedConsoleService::askPatiently(const std::string& request) const
{
    const Result<control::Descriptor> socket = control::connectTo(m_workspace);
    if (!socket) {
        return core::fail(socket.error());
    }
    if (const Result<void> sent = control::sendMessage(socket->get(), request, kCommandPatience); !sent) {
        return core::fail(sent.error());
    }
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(kStudyPatience);
    while (!m_isInterrupted && std::chrono::steady_clock::now() < until) {
        pollfd reply{socket->get(), POLLIN, 0};
        if (::poll(&reply, 1, static_cast<int>(kPollEvery.count())) > 0) {
            return control::receiveMessage(socket->get(), kCommandPatience);
        }
    }
    return core::fail(core::ErrorCode::TimedOut, "no reply yet");
}

Result<ports::CommandReceipt> AttachedConsoleService::execute(const ports::ConsoleCommand& command)
{
    const bool isStudy = std::holds_alternative<ports::StartStudy>(command);
    const Result<std::string> reply = isStudy
        ? askPatiently(wire::executeRequest(command))
        : control::ask(m_workspace, wire::executeRequest(command), kCommandPatience);
    if (!reply && reply.error().code == core::ErrorCode::TimedOut) {
        return core::fail(core::ErrorCode::TimedOut,
            "the process that runs this workspace has not answered yet and may still be doing it; look before you try "
            "again");
    }
    if (!reply) {
        return core::fail(reply.error());
    }
    Result<ports::CommandReceipt> receipt = wire::receiptReply(*reply);
    if (receipt) {
        poll();
    }
    return receipt;
}

Result<ports::RiskLevelPreview> AttachedConsoleService::previewRiskLevel(
    const std::string& taskId, double alpha) const
{
    const Result<std::string> reply
        = control::ask(m_workspace, wire::previewRequest(taskId, alpha), kCommandPatience);
    return reply ? wire::previewReply(*reply) : core::fail(reply.error());
}

Result<ports::PolicyPreview> AttachedConsoleService::previewPolicy(const ports::PolicyDraft& draft) const
{
    const Result<std::string> reply
        = control::ask(m_workspace, wire::policyPreviewRequest(draft), kCommandPatience);
    return reply ? wire::policyPreviewReply(*reply) : core::fail(reply.error());
}

Result<core::domain::RouteExplanation> AttachedConsoleService::explainRoute(const std::string& queryId) const
{
    const Result<std::string> reply
        = control::ask(m_workspace, wire::explanationRequest(queryId), kCommandPatience);
    return reply ? wire::explanationReply(*reply) : core::fail(reply.error());
}

} // namespace app
