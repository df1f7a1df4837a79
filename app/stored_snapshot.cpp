#include "app/stored_snapshot.h"

#include "app/bypass_desk.h"
#include "app/gateway_desk.h"
#include "app/loop_scheduler.h"
#include "app/served_certificates.h"

#include <algorithm>
#include <utility>

namespace app {

using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

constexpr int kRunsShown = 20;

template <typename Value>
void take(Result<Value> read, Value& into, std::vector<std::string>& problems)
{
    if (read) {
        into = std::move(*read);
    } else {
        problems.push_back(read.error().message);
    }
}

template <typename Item>
std::string nameOf(const std::vector<Item>& items, const std::string& id)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
    return found == items.end() ? id : found->name;
}

void readPolicy(const db::Stores& stores, ports::ConsoleSnapshot& snapshot)
{
    take(stores.policies->active(), snapshot.policy, snapshot.problems);
    if (snapshot.policy) {
        take(stores.policies->certificates({}, {}), snapshot.certificates, snapshot.problems);
        snapshot.certificates = servedCertificates(snapshot.certificates, *snapshot.policy);
        snapshot.students = studentStates(*snapshot.policy);
    }
}

void readGateway(const db::Stores& stores, const std::filesystem::path& workspace, const ports::SecretStore& secrets,
    ports::ConsoleSnapshot& snapshot)
{
    const std::filesystem::path file = workspace / "gateway.json";
    const Result<GatewayConfiguration> configuration
        = std::filesystem::exists(file) ? readGatewayConfiguration(file) : GatewayConfiguration{};
    snapshot.gateway = stoppedGateway(stores, snapshot.at, configuration, secrets);
}

void readInForce(const db::Stores& stores, ports::ConsoleSnapshot& snapshot)
{
    if (const auto alarms = stores.monitors->openAlarms()) {
        for (const ports::AlarmRow& alarm : *alarms) {
            snapshot.problems.push_back(alarmProblem(alarm, snapshot.tasks, snapshot.tiers));
        }
    }
    snapshot.bypasses = storedBypasses(*stores.settings);
    std::erase_if(snapshot.bypasses, [&](const ports::BypassState& bypass) { return bypass.until <= snapshot.at; });
    for (const ports::BypassState& bypass : snapshot.bypasses) {
        snapshot.problems.push_back(toText(bypass) + ".");
    }
}

} // namespace

std::string alarmProblem(const ports::AlarmRow& alarm, const std::vector<domain::Task>& tasks,
    const std::vector<domain::Tier>& tiers)
{
    const std::string kind = alarm.kind == ports::AlarmKind::Watch ? "Watch" : "Alarm";
    return kind + ", " + nameOf(tasks, alarm.taskId) + ", " + nameOf(tiers, alarm.tierId) + ": " + alarm.message;
}

core::TimePoint newestRecordAt(const ports::RequestHistory& requests)
{
    const Result<ports::RequestPage> newest = requests.page({}, {}, std::nullopt, 1);
    return newest && !newest->rows.empty() ? newest->rows.front().at : core::TimePoint{};
}

ports::ConsoleSnapshot readStoredSnapshot(const db::Stores& stores, const std::filesystem::path& workspace,
    core::TimePoint now, const ports::SecretStore& secrets)
{
    ports::ConsoleSnapshot snapshot;
    snapshot.at = now;
    snapshot.workspace.path = workspace.string();
    snapshot.workspace.name = workspace.filename().string();
    take(stores.portfolio->tasks(), snapshot.tasks, snapshot.problems);
    take(stores.portfolio->tiers(), snapshot.tiers, snapshot.problems);
    take(stores.runs->runs(kRunsShown), snapshot.runs, snapshot.problems);
    take(stores.shadows->plans(), snapshot.shadowPlans, snapshot.problems);
    std::erase_if(snapshot.shadowPlans, [](const auto& plan) { return plan.second == domain::ShadowPlan{}; });
    snapshot.loopSchedule = storedLoopSchedule(*stores.settings);
    snapshot.lastRecordAt = newestRecordAt(*stores.requests);
    readPolicy(stores, snapshot);
    readInForce(stores, snapshot);
    readGateway(stores, workspace, secrets, snapshot);
    return snapshot;
}

} // namespace app
