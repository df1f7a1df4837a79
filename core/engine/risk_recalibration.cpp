#include "core/engine/risk_recalibration.h"

#include "core/conformal/delta_ledger.h"

#include <algorithm>

namespace core::engine {

namespace {

std::string versionKey(const domain::TaskPolicy& policy)
{
    std::string key = policy.routerVersion;
    for (const auto& [tierId, version] : policy.modelVersions) {
        key += "|" + version;
    }
    return key;
}

std::string servedModel(const domain::TaskPolicy& policy)
{
    return policy.modelVersions.empty() ? std::string() : policy.modelVersions.begin()->second;
}

/// Share of scored calibration answers that a threshold accepts; 0 without one.
double acceptedShare(const std::vector<ScoredExample>& examples, const domain::Certificate& certificate)
{
    if (!certificate.threshold || examples.empty()) {
        return 0.0;
    }
    const auto accepted = std::count_if(examples.begin(), examples.end(), [&](const ScoredExample& example) {
        const auto score = example.tiers.find(certificate.tierId);
        return score != example.tiers.end() && score->second.isTried && score->second.score >= *certificate.threshold;
    });
    return static_cast<double>(accepted) / static_cast<double>(examples.size());
}

} // namespace

RiskRecalibration::RiskRecalibration(const Clock& clock, const ports::ExampleStore& examples,
    const ports::PolicyStore& policies, const ports::ThresholdCalibrator& calibrator,
    const routing::CostExpectation& expectation)
    : m_clock(clock)
    , m_examples(examples)
    , m_policies(policies)
    , m_calibrator(calibrator)
    , m_expectation(expectation)
{
}

Result<std::shared_ptr<const RiskRecalibration::Scores>> RiskRecalibration::scores(const Served& served) const
{
    const std::string& taskId = served.task.task.id;
    const std::string key = versionKey(served.task.policy);
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_scores.find(taskId);
        if (known != m_scores.end() && known->second->key == key) {
            return known->second;
        }
    }
    Result<std::vector<domain::StoredExample>> tuning = m_examples.examples(taskId, domain::DataSplit::Tuning);
    if (!tuning) {
        return fail(tuning.error());
    }
    Result<std::vector<domain::StoredExample>> calibration = m_examples.examples(taskId, domain::DataSplit::Calibration);
    if (!calibration) {
        return fail(calibration.error());
    }
    const CertificationContext context{
        served.task.task, served.tiersByRank, served.task.router.get(), *served.student,
        served.task.planningCosts != nullptr ? *served.task.planningCosts : m_expectation};
    auto made = std::make_shared<Scores>();
    made->key = key;
    made->tuning = scoreExamples(context, *tuning);
    made->calibration = scoreExamples(context, *calibration);
    const std::lock_guard lock(m_mutex);
    m_scores[taskId] = made;
    return std::shared_ptr<const Scores>(made);
}

Result<std::vector<domain::Certificate>> RiskRecalibration::certify(const Served& served, double alpha) const
{
    const domain::TaskPolicy& policy = served.task.policy;
    if (served.student == nullptr) {
        return fail(ErrorCode::NotFound,
            "task '" + served.task.task.id + "' has no student yet; train one before choosing a risk level");
    }
    if (!(alpha > 0.0 && alpha < 1.0)) {
        return fail(ErrorCode::InvalidArgument, "the risk level must lie between 0 and 1 (0.05 is 5%)");
    }
    const Result<std::shared_ptr<const Scores>> scored = scores(served);
    if (!scored) {
        return fail(scored.error());
    }
    const Result<std::vector<domain::Certificate>> earlier
        = m_policies.certificates(served.task.task.id, served.tiersByRank.front().id);
    if (!earlier) {
        return fail(earlier.error());
    }
    const std::string model = servedModel(policy);
    const auto attempts = std::count_if(earlier->begin(), earlier->end(),
        [&](const domain::Certificate& certificate) { return certificate.modelVersion == model; });
    const RiskChoice risk{alpha, policy.delta * conformal::attemptShare(static_cast<int>(attempts) + 1)};
    Result<std::vector<domain::Certificate>> certificates
        = certifyTiers(served.tiersByRank, (*scored)->tuning, (*scored)->calibration, risk, m_calibrator);
    if (!certificates) {
        return fail(certificates.error());
    }
    for (domain::Certificate& certificate : *certificates) {
        certificate.taskId = served.task.task.id;
        certificate.labelSource = "reference answers of the data set";
        certificate.routerVersion = policy.routerVersion;
        certificate.modelVersion = model;
        certificate.at = m_clock.now();
    }
    return certificates;
}

Result<ports::RiskLevelPreview> RiskRecalibration::preview(const Served& served, double alpha) const
{
    const Result<std::vector<domain::Certificate>> draft = certify(served, alpha);
    if (!draft) {
        return fail(draft.error());
    }
    const Result<std::vector<domain::Certificate>> current
        = m_policies.certificates(served.task.task.id, draft->front().tierId);
    if (!current) {
        return fail(current.error());
    }
    const Result<std::shared_ptr<const Scores>> scored = scores(served);
    if (!scored) {
        return fail(scored.error());
    }
    ports::RiskLevelPreview preview;
    preview.taskId = served.task.task.id;
    preview.alpha = alpha;
    preview.draft = draft->front();
    preview.current = current->empty() ? domain::Certificate{} : current->front();
    preview.draftAcceptedShare = acceptedShare((*scored)->calibration, preview.draft);
    preview.currentAcceptedShare = acceptedShare((*scored)->calibration, preview.current);
    return preview;
}

} // namespace core::engine
