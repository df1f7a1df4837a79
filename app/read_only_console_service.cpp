#include "app/read_only_console_service.h"

#include "app/served_certificates.h"

namespace app {

using core::ErrorCode;
using core::Result;
namespace ports = core::ports;

namespace {

constexpr int kRunsShown = 20;
constexpr const char* kReadOnly
    = "the workspace is open read-only because another process owns it; make the change there, or close that process";

template <typename Value>
void take(Result<Value> read, Value& into, std::vector<std::string>& problems)
{
    if (read) {
        into = std::move(*read);
    } else {
        problems.push_back(read.error().message);
    }
}

} // namespace

ReadOnlyConsoleService::ReadOnlyConsoleService(const db::Stores& stores, std::filesystem::path workspace)
{
    auto snapshot = std::make_shared<ports::ConsoleSnapshot>();
    snapshot->revision = 1;
    snapshot->at = core::SystemClock().now();
    snapshot->workspace.path = workspace.string();
    snapshot->workspace.name = workspace.filename().string();
    snapshot->workspace.isReadOnly = true;
    snapshot->workspace.isAttached = true;
    take(stores.portfolio->tasks(), snapshot->tasks, snapshot->problems);
    take(stores.portfolio->tiers(), snapshot->tiers, snapshot->problems);
    take(stores.policies->active(), snapshot->policy, snapshot->problems);
    take(stores.runs->runs(kRunsShown), snapshot->runs, snapshot->problems);
    if (snapshot->policy) {
        take(stores.policies->certificates({}, {}), snapshot->certificates, snapshot->problems);
        snapshot->certificates = servedCertificates(snapshot->certificates, *snapshot->policy);
        snapshot->students = studentStates(*snapshot->policy);
    }
    m_snapshot = std::move(snapshot);
}

std::shared_ptr<const ports::ConsoleSnapshot> ReadOnlyConsoleService::snapshot() const
{
    return m_snapshot;
}

Result<ports::CommandReceipt> ReadOnlyConsoleService::execute(const ports::ConsoleCommand&)
{
    return core::fail(ErrorCode::PermissionDenied, kReadOnly);
}

Result<ports::RiskLevelPreview> ReadOnlyConsoleService::previewRiskLevel(const std::string&, double) const
{
    return core::fail(ErrorCode::PermissionDenied, kReadOnly);
}

Result<ports::PolicyPreview> ReadOnlyConsoleService::previewPolicy(const ports::PolicyDraft&) const
{
    return core::fail(ErrorCode::PermissionDenied, kReadOnly);
}

} // namespace app
