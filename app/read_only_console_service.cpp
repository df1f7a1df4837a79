#include "app/read_only_console_service.h"

#include "app/stored_snapshot.h"

#include <chrono>
#include <utility>

namespace app {

using core::ErrorCode;
using core::Result;
namespace ports = core::ports;

namespace {

constexpr std::chrono::milliseconds kLookEvery{250};
constexpr int kLooksUntilStoredIsReadAgain = 8;
constexpr const char* kReadOnly
    = "this window only looks at the workspace; make the change in the program that owns it, or open it without "
      "--read-only";
constexpr const char* kNobodyAnswers
    = "this is worked out by the program that owns the workspace, and none is running; open it without --read-only";

} // namespace

ReadOnlyConsoleService::ReadOnlyConsoleService(
    const db::Stores& stores, std::filesystem::path workspace, const ports::SecretStore& secrets)
    : m_stores(stores)
    , m_workspace(std::move(workspace))
    , m_secrets(secrets)
{
    if (Result<std::unique_ptr<AttachedConsoleService>> owner = AttachedConsoleService::attach(m_workspace)) {
        m_owner = std::move(*owner);
        showOwner();
    } else {
        showStored();
    }
    m_thread = std::thread([this] { watch(); });
}

ReadOnlyConsoleService::~ReadOnlyConsoleService()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void ReadOnlyConsoleService::watch()
{
    int looks = 0;
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, kLookEvery, [this] { return m_isStopping; })) {
        std::shared_ptr<AttachedConsoleService> gone;
        if (m_owner != nullptr && !m_owner->isConnected()) {
            gone = std::exchange(m_owner, nullptr);
            looks = kLooksUntilStoredIsReadAgain - 1; // what its owner left behind is read at once
        }
        const bool hasOwner = m_owner != nullptr;
        lock.unlock();
        gone.reset(); // outside the lock: it may wait for a request that is under way
        if (hasOwner) {
            showOwner();
        } else if (++looks >= kLooksUntilStoredIsReadAgain) {
            looks = 0;
            if (Result<std::unique_ptr<AttachedConsoleService>> found = AttachedConsoleService::attach(m_workspace)) {
                const std::lock_guard change(m_mutex);
                m_owner = std::move(*found);
            } else {
                showStored();
            }
        }
        lock.lock();
    }
}

void ReadOnlyConsoleService::showOwner()
{
    std::shared_ptr<const ports::ConsoleSnapshot> owners = owner()->snapshot();
    if (owners == m_ownersShown) {
        return;
    }
    m_ownersShown = owners;
    publish(*owners);
}

void ReadOnlyConsoleService::showStored()
{
    publish(readStoredSnapshot(m_stores, m_workspace, m_clock.now(), m_secrets));
}

void ReadOnlyConsoleService::publish(ports::ConsoleSnapshot snapshot)
{
    snapshot.workspace.isReadOnly = true;
    const std::lock_guard lock(m_mutex);
    snapshot.revision = ++m_revision;
    m_snapshot = std::make_shared<const ports::ConsoleSnapshot>(std::move(snapshot));
}

std::shared_ptr<const AttachedConsoleService> ReadOnlyConsoleService::owner() const
{
    const std::lock_guard lock(m_mutex);
    return m_owner;
}

std::shared_ptr<const ports::ConsoleSnapshot> ReadOnlyConsoleService::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

Result<ports::CommandReceipt> ReadOnlyConsoleService::execute(const ports::ConsoleCommand&)
{
    return core::fail(ErrorCode::PermissionDenied, kReadOnly);
}

Result<ports::RiskLevelPreview> ReadOnlyConsoleService::previewRiskLevel(const std::string& taskId, double alpha) const
{
    const auto answering = owner();
    return answering != nullptr ? answering->previewRiskLevel(taskId, alpha)
                                : core::fail(ErrorCode::PermissionDenied, kNobodyAnswers);
}

Result<ports::PolicyPreview> ReadOnlyConsoleService::previewPolicy(const ports::PolicyDraft& draft) const
{
    const auto answering = owner();
    return answering != nullptr ? answering->previewPolicy(draft)
                                : core::fail(ErrorCode::PermissionDenied, kNobodyAnswers);
}

Result<core::domain::RouteExplanation> ReadOnlyConsoleService::explainRoute(const std::string& queryId) const
{
    const auto answering = owner();
    return answering != nullptr ? answering->explainRoute(queryId)
                                : core::fail(ErrorCode::PermissionDenied, kNobodyAnswers);
}

} // namespace app
