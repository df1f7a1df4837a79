#include "app/portfolio_desk.h"

#include <algorithm>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

/// What is wrong with a task; empty when nothing is.
std::string problemOf(const domain::Task& task)
{
    if (!domain::isValidTaskId(task.id) || task.id == domain::kNoTask) {
        return "the id '" + task.id + "' may have 1 to 64 characters out of a-z, 0-9, _ / . -, and begins with a letter or digit";
    }
    if (task.name.empty()) {
        return "the task needs a name";
    }
    const auto isShare = [](double value) { return value > 0 && value < 1; };
    if (!(task.answerFloor > 0 && task.answerFloor <= 1)) {
        return "the quality target lies above 0 and is at most 1";
    }
    if (!isShare(task.alpha) || !isShare(task.delta)) {
        return "risk level and confidence lie between 0 and 100%";
    }
    if (!(task.auditRate >= 0 && task.auditRate <= 1)) {
        return "the audit rate lies between 0 and 100%";
    }
    return {};
}

} // namespace

Result<ports::CommandReceipt> PortfolioDesk::run(const ports::SaveTask& command)
{
    if (const std::string problem = problemOf(command.task); !problem.empty()) {
        return core::fail(ErrorCode::InvalidArgument, problem);
    }
    const auto state = m_host.engine().servingState();
    const bool isKnown = state->tasks.contains(command.task.id);
    if (command.isNew && isKnown) {
        return core::fail(ErrorCode::AlreadyExists, "there is a task '" + command.task.id + "' already; give another id");
    }
    if (!command.isNew && !isKnown) {
        return core::fail(ErrorCode::NotFound, "no task '" + command.task.id + "' in this workspace");
    }
    if (const Result<void> saved = m_host.stores().portfolio->saveTask(command.task); !saved) {
        return core::fail(saved.error());
    }
    if (const Result<void> loaded = m_host.reload(); !loaded) {
        return core::fail(loaded.error());
    }
    return ports::CommandReceipt{"Task " + command.task.name + (command.isNew ? " is served as model routenlp/" + command.task.id : " is saved"),
        command.task.id};
}

Result<ports::CommandReceipt> PortfolioDesk::run(const ports::ArrangeTier& command)
{
    if (command.name.empty()) {
        return core::fail(ErrorCode::InvalidArgument, "a tier needs a name");
    }
    Result<std::vector<domain::Tier>> tiers = m_host.stores().portfolio->tiers();
    if (!tiers) {
        return core::fail(tiers.error());
    }
    const auto found = std::find_if(
        tiers->begin(), tiers->end(), [&](const domain::Tier& tier) { return tier.id == command.tierId; });
    if (found == tiers->end()) {
        return core::fail(ErrorCode::NotFound, "no tier '" + command.tierId + "' in this workspace");
    }
    if (command.place < 0 || command.place >= static_cast<int>(tiers->size())) {
        return core::fail(ErrorCode::InvalidArgument,
            "the cascade has places 1 to " + std::to_string(tiers->size()));
    }
    domain::Tier moved = *found;
    moved.name = command.name;
    const bool isLast = command.place + 1 == static_cast<int>(tiers->size());
    if (isLast && moved.provider == domain::TierProvider::Student) {
        return core::fail(ErrorCode::InvalidArgument,
            "the last place always answers, and a student may not; put a model there that serves every task");
    }
    tiers->erase(found);
    tiers->insert(tiers->begin() + command.place, moved);
    if (tiers->back().provider == domain::TierProvider::Student) {
        return core::fail(ErrorCode::InvalidArgument,
            "then a student would be last, which always answers; move another tier there first");
    }
    for (std::size_t place = 0; place < tiers->size(); ++place) {
        domain::Tier& tier = (*tiers)[place];
        tier.rank = static_cast<int>(place);
        if (const Result<void> saved = m_host.stores().portfolio->saveTier(tier); !saved) {
            return core::fail(saved.error());
        }
    }
    if (const Result<void> loaded = m_host.reload(); !loaded) {
        return core::fail(loaded.error());
    }
    return ports::CommandReceipt{moved.name + " is asked in place " + std::to_string(command.place + 1) + " of "
            + std::to_string(tiers->size()),
        moved.id};
}

Result<ports::CommandReceipt> PortfolioDesk::run(const ports::StoreSecret& command)
{
    if (command.name.empty()) {
        return core::fail(ErrorCode::InvalidArgument, "a key needs a name to be found by");
    }
    const auto isPrintable = [](char c) { return c > 0x20 && c < 0x7f; };
    if (!std::all_of(command.value.begin(), command.value.end(), isPrintable)) {
        return core::fail(ErrorCode::InvalidArgument, "a key has neither spaces nor accents; paste it again");
    }
    if (m_secrets == nullptr) {
        return core::fail(ErrorCode::Unsupported,
            "this process keeps no keys; set the environment variable " + ports::environmentVariableFor(command.name)
                + " where it is started");
    }
    if (const Result<void> kept = m_secrets->setSecret(command.name, command.value); !kept) {
        return core::fail(kept.error());
    }
    return ports::CommandReceipt{command.value.empty() ? "The key " + command.name + " is gone from the keyring"
                                                       : "The key " + command.name + " is in the keyring",
        {}};
}

} // namespace app
