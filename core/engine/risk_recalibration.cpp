#include "core/engine/risk_recalibration.h"

#include "core/conformal/binomial_bounds.h"
#include "core/conformal/delta_ledger.h"
#include "core/engine/certificate_basis.h"
#include "core/engine/certification_attempts.h"
#include "core/engine/certification_forecast.h"
#include "core/engine/confidence_fit.h"
#include "core/engine/evidence_certification.h"
#include "core/engine/tier_reach.h"
#include "core/engine/traffic_evidence.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace core::engine {

namespace {

/// Stands for the student of a task that has none.
class AbsentStudent final : public ports::Student {
public:
    Result<ports::StudentAnswer> answer(const std::string&, std::span<const std::string>) const override
    {
        return fail(ErrorCode::NotFound, "the task has no student");
    }
    domain::TaskKind kind() const override { return domain::TaskKind::Classification; }
    std::string taskId() const override { return {}; }
    std::string fingerprint() const override { return {}; }
};

std::string servedModel(const domain::TaskPolicy& policy)
{
    return policy.modelVersions.empty() ? std::string() : policy.modelVersions.begin()->second;
}

std::string basisOf(const RiskRecalibration::Served& served)
{
    return certificateBasis(served.task.policy, served.tiersByRank);
}

Result<void> checkLevel(double alpha)
{
    return alpha > 0.0 && alpha < 1.0
        ? Result<void>()
        : fail(ErrorCode::InvalidArgument, "the risk level must lie between 0 and 1 (0.05 is 5%)");
}

/// Share of scored answers that a threshold accepts; 0 without one.
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

/// What is served, as examples are scored by it; must not outlive `served`.
class Asked {
public:
    Asked(const RiskRecalibration::Served& served, const routing::CostExpectation& expectation)
        : m_served(served)
        , m_expectation(expectation)
        , m_task(served.task.task)
    {
        m_task.answerFloor = served.task.policy.answerFloor;
    }
    [[nodiscard]] CertificationContext context() const
    {
        const ServingTask& task = m_served.task;
        return {m_task, m_served.tiersByRank, task.router.get(),
            m_served.student ? *m_served.student : static_cast<const ports::Student&>(m_absent),
            task.planningCosts != nullptr ? *task.planningCosts : m_expectation, task.policy.limits, task.scorers};
    }

private:
    const RiskRecalibration::Served& m_served;
    const routing::CostExpectation& m_expectation;
    const AbsentStudent m_absent;
    domain::Task m_task;
};

} // namespace

RiskRecalibration::RiskRecalibration(const Clock& clock, const Stores& stores,
    const ports::ThresholdCalibrator& calibrator, const routing::CostExpectation& expectation)
    : m_clock(clock)
    , m_stores(stores)
    , m_calibrator(calibrator)
    , m_expectation(expectation)
    , m_reanswered(stores.shadows, stores.requests)
{
}

Result<std::optional<ports::Recertification>> RiskRecalibration::pending(const std::string& taskId) const
{
    const auto all = m_stores.shadows.recertifications();
    if (!all) {
        return fail(all.error());
    }
    const auto found = all->find(taskId);
    return found == all->end() ? std::optional<ports::Recertification>() : std::optional(found->second);
}

Result<TimePoint> RiskRecalibration::freshSince(const std::string& taskId) const
{
    const auto recertification = pending(taskId);
    if (!recertification) {
        return fail(recertification.error());
    }
    return *recertification ? (*recertification)->since : TimePoint{};
}

void RiskRecalibration::forget()
{
    const std::lock_guard lock(m_mutex);
    m_examples.clear();
}

RiskRecalibration::Evidence RiskRecalibration::exampleEvidence(const Served& served) const
{
    const std::string& taskId = served.task.task.id;
    const std::string basis = basisOf(served);
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_examples.find(taskId);
        if (known != m_examples.end() && known->second->basis == basis) {
            return known->second;
        }
    }
    Result<std::vector<domain::StoredExample>> tuning = m_stores.examples.examples(taskId, domain::DataSplit::Tuning);
    Result<std::vector<domain::StoredExample>> calibration
        = m_stores.examples.examples(taskId, domain::DataSplit::Calibration);
    if (!tuning || !calibration) {
        return fail(tuning ? calibration.error() : tuning.error());
    }
    const Asked asked(served, m_expectation);
    const CertificationContext context = asked.context();
    auto made = std::make_shared<CertificationEvidence>();
    made->basis = basis;
    made->labelSource = kReferenceAnswers;
    made->tuning = scoreExamples(context, *tuning);
    made->calibration = scoreExamples(context, *calibration);
    dropSignals(made->calibration);
    const std::lock_guard lock(m_mutex);
    m_examples[taskId] = made;
    return std::shared_ptr<const CertificationEvidence>(made);
}

/// Imported examples with the judged traffic of the last weeks beside them, where there is enough of it.
RiskRecalibration::Evidence RiskRecalibration::withTraffic(
    const Served& served, const std::shared_ptr<const CertificationEvidence>& examples) const
{
    if (m_stores.judged == nullptr) {
        return examples;
    }
    const TimePoint to = m_clock.now() + std::chrono::seconds(1);
    const auto judged = m_stores.judged->queries(
        {{to - kTrafficTime, to}, served.task.task.id, served.tiersByRank.back().id});
    const Result<std::string> splitKey = m_stores.examples.splitKey();
    if (!judged || !splitKey) {
        return fail(!judged ? judged.error() : splitKey.error());
    }
    const Asked asked(served, m_expectation);
    std::vector<ScoredExample> traffic = trafficEvidence(asked.context(), *judged, *splitKey);
    if (traffic.empty()) {
        return examples;
    }
    auto made = std::make_shared<CertificationEvidence>(*examples);
    made->labelSource = kReferenceAndTrafficAnswers;
    dropSignals(traffic);
    std::ranges::move(traffic, std::back_inserter(made->calibration));
    return std::shared_ptr<const CertificationEvidence>(std::move(made));
}

namespace {

bool isReviewed(const ports::ShadowRow& row)
{
    return row.record.reviewProbability > 0;
}

} // namespace

/// Answers that were scored by something else are the same answers. So are those that were made under another target,
/// and they are judged by this one, unless people review the judge: their word was about one target.
Result<std::vector<ports::ShadowRow>> RiskRecalibration::shadowRows(const ports::ShadowQuery& query) const
{
    auto rows = m_stores.shadows.rows(query);
    const auto bases = m_stores.shadows.bases(query.taskId);
    if (!rows || !bases) {
        return fail(rows ? bases.error() : rows.error());
    }
    std::vector<ports::ShadowRow> ofOtherTargets;
    for (const std::string& basis : *bases) {
        if (basis == query.basis || !hasSameAnswers(basis, query.basis)) {
            continue;
        }
        auto others = m_stores.shadows.rows({query.taskId, basis, query.since});
        if (!others) {
            return fail(others.error());
        }
        std::ranges::move(*others, std::back_inserter(hasSameTarget(basis, query.basis) ? *rows : ofOtherTargets));
    }
    if (std::ranges::none_of(*rows, isReviewed)) {
        std::ranges::remove_copy_if(ofOtherTargets, std::back_inserter(*rows), isReviewed);
    }
    std::ranges::stable_sort(*rows, {}, [](const ports::ShadowRow& row) {
        return std::pair(row.record.textHash, row.record.at); // of each text the first answer counts
    });
    return rows;
}

/// People's word is about the answers that they saw: where the judge is under review, no other ones are added.
Result<void> RiskRecalibration::addReanswered(
    const Served& served, const ports::ShadowQuery& wanted, CertificationEvidence& evidence) const
{
    if (served.student == nullptr || evidence.isJudgeReviewed) {
        return {};
    }
    const Result<std::string> splitKey = m_stores.examples.splitKey();
    if (!splitKey) {
        return fail(splitKey.error());
    }
    std::set<std::string> known;
    for (const std::vector<ScoredExample>* part : {&evidence.tuning, &evidence.calibration}) {
        std::ranges::transform(*part, std::inserter(known, known.end()), &ScoredExample::textHash);
    }
    const Asked asked(served, m_expectation);
    Result<ReansweredQueries::Found> found = m_reanswered.find(asked.context(), wanted, *splitKey, known);
    if (!found) {
        return fail(found.error());
    }
    if (found->isEmpty()) {
        return {};
    }
    evidence.firstAt = evidence.firstAt == TimePoint{} ? found->firstAt : std::min(evidence.firstAt, found->firstAt);
    evidence.labelSource = evidence.labelSource.empty() ? found->judge : evidence.labelSource;
    evidence.reanswered = std::move(found->bases);
    dropSignals(found->calibration);
    std::ranges::move(found->tuning, std::back_inserter(evidence.tuning));
    std::ranges::move(found->calibration, std::back_inserter(evidence.calibration));
    return {};
}

RiskRecalibration::Evidence RiskRecalibration::shadowEvidence(const Served& served, TimePoint since) const
{
    Served answered = served;
    answered.task.policy.answerFloor = served.judgedFloor.value_or(served.task.policy.answerFloor);
    const ports::ShadowQuery wanted{served.task.task.id, basisOf(answered), since};
    const auto rows = shadowRows(wanted);
    if (!rows) {
        return fail(rows.error());
    }
    CertificationEvidence found = evidenceFrom(*rows, served.tiersByRank, served.task.scorers);
    if (const Result<void> added = addReanswered(answered, wanted, found); !added) {
        return fail(added.error());
    }
    Result<CertificationEvidence> judged
        = judgedBy(served.task.policy.answerFloor, answered.task.policy.answerFloor, found);
    if (!judged) {
        return fail(judged.error());
    }
    auto made = std::make_shared<CertificationEvidence>(std::move(*judged));
    made->basis = basisOf(served);
    return std::shared_ptr<const CertificationEvidence>(std::move(made));
}

RiskRecalibration::Evidence RiskRecalibration::evidence(const Served& served) const
{
    if (served.tiersByRank.size() < 2) {
        return fail(ErrorCode::NotFound, "task '" + served.task.task.id + "' needs two tiers before one can be certified");
    }
    const auto recertification = pending(served.task.task.id);
    if (!recertification) {
        return fail(recertification.error());
    }
    if (!*recertification) {
        Evidence examples = exampleEvidence(served);
        const std::string& first = served.tiersByRank.front().id;
        if (!examples) {
            return examples;
        }
        if (!judgedAnswersOf((*examples)->calibration, first).empty()) {
            return withTraffic(served, *examples);
        }
    }
    Evidence shadows = shadowEvidence(served, *recertification ? (*recertification)->since : TimePoint{});
    if (shadows && (*shadows)->calibration.empty()) {
        return fail(ErrorCode::NotFound,
            "nothing of task '" + served.task.task.id + "' is judged"
                + (*recertification ? " since the alarm" : "")
                + " yet; train a student on labelled examples, or let the cheaper tiers run in shadow");
    }
    return shadows;
}

Result<int> RiskRecalibration::attemptsOn(const Served& served, const CertificationEvidence& judged) const
{
    const std::string& taskId = served.task.task.id;
    const std::string model = servedModel(served.task.policy);
    if (!judged.isShadow || judged.reanswered.empty()) {
        return attemptsSoFar(m_stores.policies, m_stores.runs, taskId, model,
            judged.isShadow ? LookedAt::OwnAnswers : LookedAt::Examples);
    }
    Result<EarlierLooks> looks = earlierLooks(m_stores.policies, m_stores.runs, taskId);
    if (!looks) {
        return fail(looks.error());
    }
    std::erase_if(looks->certificates, [&](const domain::Certificate& look) {
        return look.modelVersion != model && look.at < judged.firstAt; // at other queries
    });
    return attemptsSoFar(looks->certificates, looks->artefacts, model, LookedAt::Reanswered);
}

Result<std::int64_t> RiskRecalibration::judgedOtherwise(
    const Served& served, const CertificationEvidence& judgedHere, TimePoint since) const
{
    const auto bases = m_stores.shadows.bases(served.task.task.id);
    if (!bases) {
        return fail(bases.error());
    }
    std::int64_t judged = 0;
    for (const std::string& other : *bases) {
        if (hasSameAnswers(other, judgedHere.basis) || judgedHere.reanswered.contains(other)) {
            continue;
        }
        const auto count = m_stores.shadows.count({served.task.task.id, other, since});
        if (!count) {
            return count;
        }
        judged += *count;
    }
    return judged;
}

Result<RiskChoice> RiskRecalibration::nextChoice(
    const Served& served, double alpha, const CertificationEvidence& judged) const
{
    const Result<int> attempts = attemptsOn(served, judged);
    if (!attempts) {
        return fail(attempts.error());
    }
    RiskChoice risk{alpha, served.task.policy.delta * conformal::attemptShare(*attempts + 1)};
    risk.scope = served.scope;
    risk.taskCount = served.taskCount;
    return risk;
}

Result<std::vector<domain::Certificate>> RiskRecalibration::certify(
    const Served& served, double alpha, ports::CertificationMethod method) const
{
    if (const Result<void> checked = checkLevel(alpha); !checked) {
        return fail(checked.error());
    }
    const Evidence found = evidence(served);
    if (!found) {
        return fail(found.error());
    }
    return certifyOn(served, **found, 0, alpha, method);
}

Result<TimePoint> RiskRecalibration::openSince(const Served& served) const
{
    Result<TimePoint> since = freshSince(served.task.task.id);
    for (std::size_t i = 0; since && i < certifiedTiers(served.tiersByRank, served.task.policy.thresholds); ++i) {
        const auto newest = m_stores.policies.certificates(served.task.task.id, served.tiersByRank[i].id);
        if (!newest) {
            return fail(newest.error());
        }
        if (!newest->empty()) {
            since = std::max(*since, newest->front().at);
        }
    }
    return since;
}

RiskRecalibration::Evidence RiskRecalibration::openEvidence(const Served& served) const
{
    const Result<TimePoint> since = openSince(served);
    Evidence shadows = since ? shadowEvidence(served, *since) : Evidence(fail(since.error()));
    const bool isWithout = shadows && (*shadows)->calibration.empty() && certifiedTiers(served.tiersByRank, served.task.policy.thresholds) == 0;
    return isWithout ? evidence(served) : shadows; // on labelled examples, or with what is missing
}

Result<std::vector<domain::Certificate>> RiskRecalibration::certifyOpenTiers(const Served& served) const
{
    const Evidence found = openEvidence(served);
    if (!found) {
        return fail(found.error());
    }
    return certifyOn(served, **found, certifiedTiers(served.tiersByRank, served.task.policy.thresholds), served.task.policy.alpha,
        ports::CertificationMethod::UnionBound);
}

Result<std::vector<domain::Certificate>> RiskRecalibration::certifyOn(
    const Served& served, const CertificationEvidence& judged, std::size_t firstTier, double alpha,
    ports::CertificationMethod method) const
{
    const domain::TaskPolicy& policy = served.task.policy;
    Result<RiskChoice> risk = nextChoice(served, alpha, judged);
    if (!risk) {
        return fail(risk.error());
    }
    risk->method = method;
    const std::span<const domain::Tier> tiers(served.tiersByRank);
    const auto tuning = escalatedPast(judged.tuning, tiers.first(firstTier), policy.thresholds);
    const auto calibration = escalatedPast(judged.calibration, tiers.first(firstTier), policy.thresholds);
    const auto open = tiers.subspan(firstTier);
    Result<std::vector<domain::Certificate>> certificates
        = certifyOnEvidence({open, tuning, calibration, judged}, *risk, m_calibrator);
    if (!certificates) {
        return fail(certificates.error());
    }
    if (method != ports::CertificationMethod::ConformalInitialisation) {
        nameUnreached(*certificates, tiers, firstTier, policy.thresholds, judged);
    }
    for (domain::Certificate& certificate : *certificates) {
        certificate.taskId = served.task.task.id;
        certificate.labelSource = judged.labelSource;
        certificate.routerVersion = policy.routerVersion;
        certificate.modelVersion = servedModel(policy);
        certificate.basis = judged.basis;
        certificate.scopeTasks = scopeTasks(*risk);
        certificate.at = m_clock.now();
    }
    return certificates;
}

Result<ports::RiskLevelPreview> RiskRecalibration::preview(const Served& served, double alpha) const
{
    if (const Result<void> checked = checkLevel(alpha); !checked) {
        return fail(checked.error());
    }
    const Evidence judged = evidence(served);
    if (!judged) {
        return fail(judged.error());
    }
    CertificationEvidence expected = **judged;
    expected.calibration = expectedCalibration(**judged);
    const Result<std::vector<domain::Certificate>> draft
        = certifyOn(served, expected, 0, alpha, ports::CertificationMethod::UnionBound);
    if (!draft) {
        return fail(draft.error());
    }
    const Result<std::vector<domain::Certificate>> current
        = m_stores.policies.certificates(served.task.task.id, draft->front().tierId);
    if (!current) {
        return fail(current.error());
    }
    ports::RiskLevelPreview preview;
    preview.taskId = served.task.task.id;
    preview.alpha = alpha;
    preview.draft = draft->front();
    preview.current = current->empty() ? domain::Certificate{} : current->front();
    preview.draftAcceptedShare = acceptedShare((*judged)->tuning, preview.draft);
    preview.currentAcceptedShare = acceptedShare((*judged)->tuning, preview.current);
    return preview;
}

} // namespace core::engine
