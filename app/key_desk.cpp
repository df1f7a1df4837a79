#include "app/key_desk.h"

#include <algorithm>

namespace app {

using core::ErrorCode;
using core::Result;
namespace ports = core::ports;
namespace domain = core::domain;

namespace {

bool isKeyId(const std::string& id)
{
    constexpr const char* kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789_.-";
    return !id.empty() && id.size() <= 64 && id.find_first_not_of(kAllowed) == std::string::npos;
}

bool isNegative(const std::optional<std::int64_t>& value)
{
    return value && *value < 0;
}

Result<void> checkKey(const domain::ClientKey& key)
{
    const bool isHash
        = key.sha256.size() == 64 && key.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!isKeyId(key.id) || !isHash) {
        return core::fail(ErrorCode::InvalidArgument,
            "a key needs an id of 1 to 64 characters from [a-z0-9_.-] and the SHA-256 of its secret");
    }
    const bool isBudgetNegative = (key.dailyBudget && key.dailyBudget->nanoUsd < 0)
        || (key.monthlyBudget && key.monthlyBudget->nanoUsd < 0);
    if (isBudgetNegative || isNegative(key.requestsPerMinute) || isNegative(key.tokensPerMinute)) {
        return core::fail(ErrorCode::InvalidArgument, "limits and budgets of a key are not negative");
    }
    return {};
}

} // namespace

Result<ports::CommandReceipt> KeyDesk::run(const ports::AddClientKey& command)
{
    const domain::ClientKey& key = command.key;
    if (Result<void> checked = checkKey(key); !checked) {
        return core::fail(checked.error());
    }
    const Result<std::vector<domain::ClientKey>> known = m_keys.clientKeys();
    if (!known) {
        return core::fail(known.error());
    }
    const bool isTaken = std::any_of(
        known->begin(), known->end(), [&](const domain::ClientKey& other) { return other.id == key.id; });
    if (isTaken) {
        return core::fail(
            ErrorCode::AlreadyExists, "there is a key '" + key.id + "' already; choose another id");
    }
    if (Result<void> saved = m_keys.saveClientKey(key); !saved) {
        return core::fail(saved.error());
    }
    return ports::CommandReceipt{"Key '" + key.id + "' may use the gateway", key.id};
}

Result<ports::CommandReceipt> KeyDesk::run(const ports::RevokeClientKey& command)
{
    Result<std::vector<domain::ClientKey>> known = m_keys.clientKeys();
    if (!known) {
        return core::fail(known.error());
    }
    for (domain::ClientKey& key : *known) {
        if (key.id == command.keyId) {
            key.isRevoked = true;
            const Result<void> saved = m_keys.saveClientKey(key);
            return saved ? Result<ports::CommandReceipt>(
                       ports::CommandReceipt{"Key '" + key.id + "' is revoked", key.id})
                         : core::fail(saved.error());
        }
    }
    return core::fail(ErrorCode::NotFound, "no key '" + command.keyId + "' in this workspace");
}

} // namespace app
