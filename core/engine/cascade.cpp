#include "core/engine/cascade.h"

#include <chrono>
#include <utility>

namespace core::engine {

namespace {

/// True when the tier's answer was accepted.
bool tryTier(QuerySession& session, const std::string& tierId)
{
    const auto client = session.state->clients.find(tierId);
    if (session.tier(tierId) == nullptr || client == session.state->clients.end()) {
        session.fail(tierId, "tier '" + tierId + "' is not connected");
        return false;
    }
    const auto start = std::chrono::steady_clock::now();
    Result<ports::ModelAnswer> answer = client->second->complete(session.request);
    session.modelWallMs += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    if (!answer) {
        session.fail(tierId, answer.error().message);
        return false;
    }
    return session.judge(tierId, std::move(*answer)) == domain::AttemptResult::Accepted;
}

} // namespace

void runCascade(QuerySession& session)
{
    for (const std::string& tierId : session.plan) {
        if (tryTier(session, tierId)) {
            return;
        }
    }
}

} // namespace core::engine
