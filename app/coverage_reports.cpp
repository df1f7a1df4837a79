#include "app/coverage_reports.h"

#include "app/served_certificates.h"
#include "core/conformal/binomial_bounds.h"
#include "core/conformal/promise.h"
#include "core/conformal/reliability.h"
#include "core/conformal/sample_size_planner.h"
#include "core/conformal/wording.h"

#include <algorithm>

namespace app {

using core::Result;
namespace conformal = core::conformal;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

constexpr int kAnswersShown = 4000; ///< newest answers of a tier in histograms and reliability
constexpr int kAlarmsShown = 50;
constexpr int kScoreBins = 20;

void describeScores(ports::TierCoverage& tier, const std::vector<ports::KnownAnswer>& answers)
{
    tier.rightByScore.assign(kScoreBins, 0);
    tier.wrongByScore.assign(kScoreBins, 0);
    std::vector<conformal::ScoredOutcome> outcomes;
    outcomes.reserve(answers.size());
    for (const ports::KnownAnswer& answer : answers) {
        const int bin = std::clamp(static_cast<int>(answer.score * kScoreBins), 0, kScoreBins - 1);
        ++(answer.isRight ? tier.rightByScore : tier.wrongByScore)[static_cast<std::size_t>(bin)];
        outcomes.push_back({answer.score, answer.isRight});
    }
    const conformal::ReliabilityDiagram diagram = conformal::reliabilityDiagram(outcomes);
    tier.calibrationError = diagram.expectedCalibrationError;
    for (const conformal::ReliabilityBin& bin : diagram.bins) {
        tier.reliability.push_back({bin.low, bin.high, bin.count, bin.meanConfidence, bin.accuracy});
    }
}

std::string planFor(const ports::TierCoverage& tier)
{
    const domain::Certificate& certificate = tier.certificate;
    if (!certificate.threshold) {
        const std::int64_t least = conformal::smallestCertifyingCount(certificate.alpha, certificate.delta, 0);
        const std::int64_t missing = least - certificate.calibrationSize;
        const std::int64_t perDay = tier.audits.judgedLastDay;
        return missing <= 0 || perDay <= 0
            ? certificate.noneReason
            : certificate.noneReason + " At the present audit rate that is "
                + conformal::counted((missing + perDay - 1) / perDay, "day") + " at the least.";
    }
    conformal::CertificationForecast forecast;
    const auto accepted = static_cast<double>(certificate.accepted);
    forecast.failureRate = (static_cast<double>(certificate.failures) + 0.5) / (accepted + 1);
    forecast.acceptedShare = std::clamp(
        accepted / static_cast<double>(std::max<std::int64_t>(certificate.calibrationSize, 1)), 0.01, 1.0);
    forecast.judgedAlready = certificate.calibrationSize;
    forecast.judgedPerDay = static_cast<double>(tier.audits.judgedLastDay);
    const ports::RiskTarget stricter{certificate.alpha / 2, certificate.delta};
    const auto plan = conformal::planCertification(stricter, forecast);
    // Where the failure rate itself is in the way, no number of answers helps and there is nothing to plan.
    return plan ? conformal::sentenceFor(*plan, stricter, forecast) : std::string();
}

template <typename Item>
std::string nameOf(const std::vector<Item>& items, const std::string& id)
{
    const auto found
        = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
    return found == items.end() ? id : found->name;
}

} // namespace

Result<void> CoverageReports::addEvidence(ports::TierCoverage& tier) const
{
    const domain::Certificate& certificate = tier.certificate;
    const auto answers
        = m_stores.coverage->knownAnswers(certificate.taskId, certificate.tierId, kAnswersShown);
    const auto audits = m_stores.coverage->audits(certificate.taskId, m_clock.now());
    if (!answers || !audits) {
        return core::fail(answers ? audits.error() : answers.error());
    }
    describeScores(tier, *answers);
    tier.audits = *audits;
    tier.plan = planFor(tier);
    if (tier.monitor) {
        auto points = m_stores.coverage->points(*tier.monitor);
        if (!points) {
            return core::fail(points.error());
        }
        tier.points = std::move(*points);
    }
    return {};
}

Result<ports::CoverageReport> CoverageReports::report(const std::string& taskId) const
{
    ports::CoverageReport report;
    const auto policy = m_stores.policies->active();
    const auto certificates = m_stores.policies->certificates({}, {});
    const auto monitors = m_stores.monitors->monitors();
    const auto tasks = m_stores.portfolio->tasks();
    const auto tiers = m_stores.portfolio->tiers();
    auto alarms = m_stores.coverage->alarms(kAlarmsShown);
    const bool isRead = policy && certificates && monitors && tasks && tiers && alarms;
    if (!isRead) {
        return core::fail(
            core::ErrorCode::Unavailable, "the workspace cannot be read; run routenlp doctor on it");
    }
    report.alarms = std::move(*alarms);
    const auto response = m_stores.settings->value("coverage.alarm_response");
    report.isAlarmResponseAutomatic = !response || !*response || **response != "ask";
    if (!*policy) {
        return report;
    }
    for (const domain::Certificate& certificate : servedCertificates(*certificates, **policy)) {
        if (!taskId.empty() && certificate.taskId != taskId) {
            continue;
        }
        ports::TierCoverage tier;
        tier.certificate = certificate;
        const auto& thresholds = (*policy)->tasks.at(certificate.taskId).thresholds;
        tier.isAccepting = thresholds.contains(certificate.tierId);
        for (const ports::MonitorRow& monitor : *monitors) {
            const bool isOfCertificate = monitor.taskId == certificate.taskId
                && monitor.tierId == certificate.tierId && certificate.threshold == monitor.threshold;
            if (isOfCertificate) {
                tier.monitor = monitor; // ascending: the newest stays
            }
        }
        conformal::PromiseContext context;
        context.taskName = nameOf(*tasks, certificate.taskId);
        context.tierName = nameOf(*tiers, certificate.tierId);
        context.scope = certificate.scopeTasks > 1 ? conformal::PromiseScope::AllTasks : conformal::PromiseScope::PerTask;
        context.scopeDelta = (*policy)->tasks.at(certificate.taskId).delta;
        tier.promise = conformal::textOf(conformal::promiseOf(certificate, context));
        if (Result<void> added = addEvidence(tier); !added) {
            return core::fail(added.error());
        }
        report.tiers.push_back(std::move(tier));
    }
    const auto place = [&](const std::string& tierId) {
        return std::find_if(
            tiers->begin(), tiers->end(), [&](const domain::Tier& t) { return t.id == tierId; });
    };
    std::stable_sort(report.tiers.begin(), report.tiers.end(), [&](const auto& a, const auto& b) {
        return std::pair(a.certificate.taskId, place(a.certificate.tierId))
            < std::pair(b.certificate.taskId, place(b.certificate.tierId));
    });
    return report;
}

} // namespace app
