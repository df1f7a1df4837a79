#include "fake_coverage.h"

#include "fake_services.h"

#include <utility>

namespace fake {

namespace ports = core::ports;

ports::TierCoverage certifiedTier(const std::string& taskId)
{
    ports::TierCoverage tier;
    tier.certificate.taskId = taskId;
    tier.certificate.tierId = "student";
    tier.certificate.threshold = 0.8;
    tier.certificate.accepted = 900;
    tier.certificate.failures = 20;
    tier.certificate.calibrationSize = 1000;
    tier.certificate.at = referenceTime() - std::chrono::hours(3);
    tier.isAccepting = true;
    ports::MonitorRow monitor;
    monitor.taskId = taskId;
    monitor.tierId = "student";
    monitor.audits = 400;
    monitor.failures = 12;
    monitor.alarmEvidence = 0.7;
    monitor.riskLow = 0.012;
    monitor.riskHigh = 0.06;
    tier.monitor = monitor;
    for (std::int64_t audits = 10; audits <= 400; audits += 10) {
        tier.points.push_back({taskId, "student", 1, audits, audits * 3 / 100, 0.7, 5, referenceTime()});
    }
    tier.rightByScore.assign(20, 30);
    tier.wrongByScore.assign(20, 1);
    for (int bin = 0; bin < 10; ++bin) {
        tier.reliability.push_back({bin / 10.0, (bin + 1) / 10.0, 40, bin / 10.0 + 0.05, bin / 10.0 + 0.06});
    }
    tier.calibrationError = 0.01;
    tier.audits = {7, 400, 55, 1000, 13};
    tier.promise = "Of the answers the student keeps, at most 5% miss the target.";
    tier.plan = "To certify 2.5% you need about 466 judged answers.";
    return tier;
}

ports::CoverageReport fullCoverage()
{
    ports::CoverageReport report;
    for (const char* taskId : {"cs_intent", "fin_ner", "legal_clause", "legal_risk"}) {
        report.tiers.push_back(certifiedTier(taskId));
        ports::TierCoverage& tier = report.tiers.back();
        for (std::size_t bin = 0; bin < tier.rightByScore.size(); ++bin) { // surer answers are right more often
            tier.rightByScore[bin] = static_cast<std::int64_t>(bin * bin / 4);
            tier.wrongByScore[bin] = static_cast<std::int64_t>((20 - bin) / 3);
        }
    }
    ports::MonitorRow& alarmed = *report.tiers[1].monitor;
    alarmed.failures = 44;
    alarmed.alarmEvidence = 31;
    alarmed.isAlarm = true;
    alarmed.riskLow = 0.06;
    alarmed.riskHigh = 0.17;
    report.tiers[1].isAccepting = false;
    return report;
}

Coverage::Coverage(ports::CoverageReport report, std::function<bool()> fails)
    : m_report(std::move(report))
    , m_fails(std::move(fails))
{
}

core::Result<ports::CoverageReport> Coverage::report(const std::string& taskId) const
{
    std::function<bool()> fails;
    ports::CoverageReport shown;
    {
        const std::scoped_lock lock(m_mutex);
        fails = m_fails;
        shown = m_report;
    }
    if (fails && fails()) { // may wait for a gate
        return core::fail(core::ErrorCode::Unavailable, "the disk is gone");
    }
    std::erase_if(shown.tiers, [&](const ports::TierCoverage& tier) {
        return !taskId.empty() && tier.certificate.taskId != taskId;
    });
    return shown;
}

void Coverage::set(ports::CoverageReport report)
{
    const std::scoped_lock lock(m_mutex);
    m_report = std::move(report);
}

void Coverage::setFailing()
{
    const std::scoped_lock lock(m_mutex);
    m_fails = [] { return true; };
}

} // namespace fake
