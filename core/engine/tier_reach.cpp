#include "core/engine/tier_reach.h"

#include "core/conformal/binomial_bounds.h"
#include "core/conformal/tier_sequence_calibrator.h"
#include "core/conformal/none_reason.h"
#include "core/engine/certification_forecast.h"

namespace core::engine {

std::size_t certifiedTiers(std::span<const domain::Tier> tiersByRank, const std::map<std::string, double>& thresholds)
{
    std::size_t count = 0;
    while (count + 1 < tiersByRank.size() && thresholds.contains(tiersByRank[count].id)) {
        ++count;
    }
    return count;
}

void nameUnreached(std::vector<domain::Certificate>& certificates, std::span<const domain::Tier> tiersByRank,
    std::size_t firstTier, const std::map<std::string, double>& certified, const CertificationEvidence& judged)
{
    std::map<std::string, double> thresholds;
    for (const domain::Tier& tier : tiersByRank.first(firstTier)) {
        if (const auto threshold = certified.find(tier.id); threshold != certified.end()) {
            thresholds.insert(*threshold);
        }
    }
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        domain::Certificate& certificate = certificates[i];
        const std::size_t rank = firstTier + i;
        if (certificate.threshold) {
            thresholds[tiersByRank[rank].id] = *certificate.threshold;
            continue;
        }
        const std::string& tierId = tiersByRank[rank].id;
        const auto asked = static_cast<std::int64_t>(judgedAnswersOf(judged.calibration, tierId).size());
        const auto left = escalatedPast(judged.calibration, tiersByRank.first(rank), thresholds);
        const bool isTold = certificate.delta > 0 && certificate.delta < 1
            && asked >= conformal::smallestCertifyingCount(certificate.alpha, certificate.delta, 0);
        if (!thresholds.empty() && isTold && judgedAnswersOf(left, tierId).empty()) {
            domain::NoneCause cause{domain::NoneKind::Unreached};
            cause.judged = asked;
            conformal::setNone(certificate, cause);
        }
    }
}

bool isUnreached(const domain::Certificate& certificate)
{
    return conformal::isLeftOut(certificate)
        || (!certificate.threshold && certificate.noneCause.kind == domain::NoneKind::Unreached);
}

} // namespace core::engine
