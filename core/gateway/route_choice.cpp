#include "core/gateway/route_choice.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace core::gateway {

namespace {

using engine::QuerySession;

bool canAnswer(
    const QuerySession& session, const LivePortfolio& portfolio, const domain::Tier& tier, bool needsEndpoint)
{
    const bool isPriced = tier.prices.inputPicoUsd && tier.prices.outputPicoUsd;
    const bool isLocal = session.state->clients.contains(tier.id);
    return isPriced && (portfolio.byTier(tier.id) != nullptr || (isLocal && !needsEndpoint));
}

/// Tiers from `first` upwards in rank.
std::vector<std::string> tiersFrom(const QuerySession& session, const std::string& first)
{
    std::vector<std::string> tiers;
    for (const domain::Tier& tier : session.state->tiersByRank) {
        if (tier.id == first || !tiers.empty()) {
            tiers.push_back(tier.id);
        }
    }
    return tiers;
}

double expectedLatencyMs(const QuerySession& session, const std::string& tierId)
{
    const std::vector<domain::TierPrediction>& tiers = session.record.prediction.tiers;
    const auto found = std::find_if(tiers.begin(), tiers.end(),
        [&](const domain::TierPrediction& tier) { return tier.tierId == tierId; });
    return found == tiers.end() ? 0.0 : found->expectedLatencyMs;
}

/// A certificate is made on what the tiers before its own escalate: without one of them none covers what is accepted
/// later (METHODS, section 1).
template <typename Condition>
void leaveOut(QuerySession& session, const Condition& isLeftOut)
{
    if (std::erase_if(session.plan, isLeftOut) > 0) {
        session.scope = domain::CertificateScope::Uncertified;
    }
}

/// Tiers of the plan that cannot answer; one that can takes the place of a plan of nothing else.
template <typename Condition>
void leaveOutUnanswering(QuerySession& session, const Condition& answers)
{
    leaveOut(session, [&](const std::string& tierId) {
        const domain::Tier* tier = session.tier(tierId);
        return tier == nullptr || !answers(*tier);
    });
    const std::vector<domain::Tier>& tiers = session.state->tiersByRank;
    const auto highest = std::find_if(tiers.rbegin(), tiers.rend(), answers);
    if (session.plan.empty() && highest != tiers.rend()) {
        session.plan = {highest->id};
        session.scope = domain::CertificateScope::Uncertified;
    }
}

void leaveOutSlow(QuerySession& session, double limitMs)
{
    if (session.plan.empty()) {
        return;
    }
    const std::string last = session.plan.back();
    const double lastMs = expectedLatencyMs(session, last);
    leaveOut(session, [&](const std::string& tierId) {
        return tierId != last && expectedLatencyMs(session, tierId) + lastMs > limitMs;
    });
}

/// The first tier that the router alone trusts; the last one otherwise.
void keepRoutersChoice(QuerySession& session)
{
    const auto choice
        = std::find_if(session.plan.begin(), session.plan.end(), [&](const std::string& tierId) {
              const std::optional<double> threshold = session.threshold(tierId);
              const auto& tiers = session.record.prediction.tiers;
              const auto predicted = std::find_if(tiers.begin(), tiers.end(),
                  [&](const domain::TierPrediction& tier) { return tier.tierId == tierId; });
              return threshold && predicted != tiers.end() && predicted->meetsTargetProbability >= *threshold;
          });
    if (!session.plan.empty()) {
        session.plan.erase(session.plan.begin(), choice == session.plan.end() ? choice - 1 : choice);
    }
}

} // namespace

void chooseRoute(
    QuerySession& session, const LivePortfolio& portfolio, const RouteCircumstances& circumstances)
{
    const std::string last = session.state->tiersByRank.back().id;
    const bool isLaterTurn = circumstances.isLaterTurn();
    if (circumstances.isBypassed) {
        session.plan = {last};
    } else if (isLaterTurn) {
        // A tier whose threshold has been taken away keeps no conversation.
        const std::string tier = circumstances.stickyTier.value_or(last);
        session.plan = tiersFrom(session, session.threshold(tier) ? tier : last);
        session.scope = domain::CertificateScope::Uncertified;
    } else if (!circumstances.hasText) {
        session.plan = {last};
        session.scope = domain::CertificateScope::Uncertified;
    } else if (!circumstances.isFirstTurn) { // which no calibration query is
        session.scope = domain::CertificateScope::Uncertified;
    }
    leaveOutUnanswering(session, [&](const domain::Tier& tier) {
        return canAnswer(session, portfolio, tier, circumstances.needsEndpoint);
    });
    if (circumstances.latencyLimitMs) {
        leaveOutSlow(session, *circumstances.latencyLimitMs);
    }
    if (circumstances.isUncascadedStream && !isLaterTurn) {
        keepRoutersChoice(session);
        session.scope = domain::CertificateScope::Uncertified;
    }
}

} // namespace core::gateway
