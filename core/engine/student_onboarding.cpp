#include "core/engine/student_onboarding.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/conformal/delta_ledger.h"
#include "core/engine/certificate_basis.h"
#include "core/engine/certification_attempts.h"
#include "core/engine/planning_costs.h"
#include "core/engine/soft_targets.h"
#include "core/engine/tier_certification.h"
#include "core/engine/tier_observation.h"
#include "core/engine/traffic_evidence.h"
#include "core/domain/token_estimate.h"
#include "core/evaluation/answer_metrics.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace core::engine {

namespace {

constexpr double kUnobserved = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kArtefactLimitBytes = std::size_t{1} << 30;

/// Shares of the whole run, for progress: folds and student cost the same, the router about one of them.
struct Stage {
    double from;
    double to;
};

ports::ProgressCallback within(const ports::ProgressCallback& progress, Stage stage, std::string name)
{
    return [progress, stage, name = std::move(name)](const ports::TrainingProgress& inner) {
        ports::TrainingProgress outer = inner;
        outer.stage = name;
        outer.fraction = stage.from + (stage.to - stage.from) * inner.fraction;
        progress(outer);
    };
}

std::vector<domain::Example> labelled(std::span<const domain::StoredExample> stored)
{
    std::vector<domain::Example> examples;
    examples.reserve(stored.size());
    for (const domain::StoredExample& row : stored) {
        if (!row.example.reference.isEmpty()) {
            examples.push_back(row.example);
        }
    }
    return examples;
}

double studentQuality(const domain::Task& task, const ports::Student& student, const domain::Example& example)
{
    const Result<ports::StudentAnswer> answer = student.answer(example.text, example.tokens);
    return answer && !example.reference.isEmpty()
        ? evaluation::answerQuality(task, answer->text, example.reference)
        : kUnobserved;
}

std::string fingerprintOf(std::span<const domain::Example> examples)
{
    std::string bytes;
    for (const domain::Example& example : examples) {
        bytes += example.id + "\x1f" + evaluation::referenceAnswer(example.reference) + "\x1e";
        for (const domain::LabelDistribution& told : example.softTargets) {
            for (const domain::LabelProbability& entry : told) {
                bytes += entry.label + "\x1f" + std::to_string(entry.probability) + "\x1e";
            }
        }
    }
    return sha256Hex(bytes);
}

} // namespace

struct StudentOnboarding::Job {
    const OnboardingInput& input;
    const OnboardingOptions& options;
    const std::filesystem::path& staging;
    const ports::ProgressCallback& progress;
    std::stop_token stop;

    std::vector<domain::Example> training;
    std::vector<domain::Example> tuning;
    std::unique_ptr<ports::Student> student;
    std::vector<double> outOfFoldQuality; ///< of the student, by training example
    std::unique_ptr<ports::Router> router;
    OnboardingResult result;

    [[nodiscard]] std::string studentTierId() const
    {
        const auto tier = std::find_if(input.tiersByRank.begin(), input.tiersByRank.end(),
            [](const domain::Tier& t) { return t.provider == domain::TierProvider::Student; });
        return tier == input.tiersByRank.end() ? std::string() : tier->id;
    }

    void addMetric(std::string name, double value)
    {
        result.metrics.push_back(domain::RunMetric{std::move(name), 0, value});
    }

    Result<void> addArtefact(const std::string& kind, const std::string& fileName)
    {
        const Result<std::string> bytes = readWholeFile(staging / fileName, kArtefactLimitBytes);
        if (!bytes) {
            return fail(bytes.error());
        }
        domain::Artefact artefact;
        artefact.kind = kind;
        artefact.taskId = input.task.id;
        artefact.path = fileName;
        artefact.sha256 = sha256Hex(*bytes);
        artefact.bytes = static_cast<std::int64_t>(bytes->size());
        artefact.id = kind + "-" + input.task.id + "-" + artefact.sha256.substr(0, 8);
        artefact.dataFingerprint = fingerprintOf(training);
        result.artefacts.push_back(std::move(artefact));
        return {};
    }
};

StudentOnboarding::StudentOnboarding(const ports::StudentTrainer& students, const ports::RouterTrainer& routers,
    const ports::ThresholdCalibrator& calibrator)
    : m_students(students)
    , m_routers(routers)
    , m_calibrator(calibrator)
{
}

Result<OnboardingResult> StudentOnboarding::run(const OnboardingInput& input, const OnboardingOptions& options,
    const std::filesystem::path& staging, const ports::ProgressCallback& progress, std::stop_token stop) const
{
    Job job{input, options, staging, progress, stop, labelled(input.training), labelled(input.tuning), {}, {}, {}, {}};
    if (job.training.empty() || job.tuning.empty() || input.calibration.empty()) {
        return fail(ErrorCode::InvalidArgument,
            "task '" + input.task.id + "' has " + std::to_string(job.training.size()) + " training, "
                + std::to_string(job.tuning.size()) + " tuning and " + std::to_string(input.calibration.size())
                + " calibration examples with a reference; import a labelled file so that each split has some");
    }
    if (input.tiersByRank.size() < 2 || job.studentTierId().empty()) {
        return fail(ErrorCode::InvalidArgument, "training needs a student tier and a tier above it in the portfolio");
    }
    if (const std::size_t told = addSoftTargets(job.training, input.task, {input.tiersByRank.back(), input.stronger}); told > 0) {
        job.addMetric("soft_target_examples", static_cast<double>(told));
    }
    for (const auto step : {&StudentOnboarding::trainStudent, &StudentOnboarding::crossFit,
             &StudentOnboarding::trainRouter, &StudentOnboarding::certify}) {
        if (Result<void> done = (this->*step)(job); !done) {
            return fail(done.error());
        }
    }
    return std::move(job.result);
}

Result<void> StudentOnboarding::trainStudent(Job& job) const
{
    Result<std::unique_ptr<ports::Student>> student = m_students.train(job.input.task, job.training, job.tuning,
        job.options.student, job.staging / "student.bin", within(job.progress, {0.0, 0.4}, "Training the student"),
        job.stop);
    if (!student) {
        return fail(student.error());
    }
    job.student = std::move(*student);
    double sum = 0;
    for (const domain::Example& example : job.tuning) {
        sum += studentQuality(job.input.task, *job.student, example);
    }
    job.addMetric("tuning_quality", sum / static_cast<double>(job.tuning.size()));
    job.addMetric("training_examples", static_cast<double>(job.training.size()));
    return job.addArtefact("student", "student.bin");
}

Result<void> StudentOnboarding::crossFit(Job& job) const
{
    const auto folds = static_cast<std::size_t>(std::max(2, job.options.folds));
    job.outOfFoldQuality.assign(job.training.size(), kUnobserved);
    ports::StudentOptions options = job.options.student;
    options.members = 1; // an estimate of where the student errs needs no ensemble
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<domain::Example> rest;
        for (std::size_t i = 0; i < job.training.size(); ++i) {
            if (i % folds != fold) {
                rest.push_back(job.training[i]);
            }
        }
        const double width = 0.4 / static_cast<double>(folds);
        const double from = 0.4 + width * static_cast<double>(fold);
        Result<std::unique_ptr<ports::Student>> student = m_students.train(job.input.task, rest, job.tuning,
            options, job.staging / "fold.bin",
            within(job.progress, {from, from + width}, "Measuring the student's errors"), job.stop);
        if (!student) {
            return fail(student.error());
        }
        for (std::size_t i = fold; i < job.training.size(); i += folds) {
            job.outOfFoldQuality[i] = studentQuality(job.input.task, **student, job.training[i]);
        }
    }
    std::error_code ignored; // a leftover fold is only disk space in a staging directory
    std::filesystem::remove(job.staging / "fold.bin", ignored);
    return {};
}

Result<void> StudentOnboarding::trainRouter(Job& job) const
{
    const domain::Task& task = job.input.task;
    const std::string studentTier = job.studentTierId();
    const auto qualities = [&](const domain::Example& example, double ofStudent) {
        ports::RouterExample row{task.id, example.text, {}};
        for (const domain::Tier& tier : job.input.tiersByRank) {
            const std::optional<TierObservation> observed = observeTier(tier, task, example);
            row.quality.push_back(tier.id == studentTier ? ofStudent : observed ? observed->quality : kUnobserved);
        }
        return row;
    };
    ports::RouterTrainingSet set;
    set.answerFloors = {{task.id, task.answerFloor}};
    for (const domain::Tier& tier : job.input.tiersByRank) {
        set.tierIds.push_back(tier.id);
    }
    for (std::size_t i = 0; i < job.training.size(); ++i) {
        set.training.push_back(qualities(job.training[i], job.outOfFoldQuality[i]));
    }
    for (const domain::Example& example : job.tuning) {
        set.tuning.push_back(qualities(example, studentQuality(task, *job.student, example)));
    }
    Result<std::unique_ptr<ports::Router>> router = m_routers.train(set, job.options.router,
        job.staging / "router.bin", within(job.progress, {0.8, 0.95}, "Training the router"), job.stop);
    if (!router) {
        return fail(router.error());
    }
    job.router = std::move(*router);
    return job.addArtefact("router", "router.bin");
}

Result<void> StudentOnboarding::certify(Job& job) const
{
    const domain::Task& task = job.input.task;
    job.progress({0.95, "Certifying thresholds", kUnobserved, kUnobserved});
    routing::CostExpectation expectation;
    for (const domain::Example& example : job.training) {
        const std::int64_t textTokens = domain::estimatedTokens(example.text);
        for (const domain::Tier& tier : job.input.tiersByRank) {
            if (const std::optional<TierObservation> seen = observeTier(tier, task, example)) {
                expectation.observe(task.id, tier.id, textTokens, seen->usage, seen->latencyMs);
            } else if (tier.id == job.studentTierId()) {
                const std::int64_t answerTokens = domain::estimatedTokens(evaluation::referenceAnswer(example.reference));
                expectation.observe(task.id, tier.id, textTokens, {textTokens, answerTokens}, 0.0);
            }
        }
    }
    for (const domain::Tier& tier : job.input.tiersByRank) {
        job.result.observed[tier.id] = expectation.observed(task.id, tier.id);
    }
    job.result.artefacts.back().metricsJson = toJson(job.result.observed);
    const CertificationContext context{task, job.input.tiersByRank, job.router.get(), *job.student,
        expectation, job.input.limits};
    RiskChoice risk{task.alpha, task.delta, job.input.scope, job.input.taskCount};
    // what the failures are counted under, whatever is in force when training ends
    domain::TaskPolicy judgedUnder;
    judgedUnder.taskId = task.id;
    judgedUnder.answerFloor = task.answerFloor;
    judgedUnder.limits = job.input.limits;
    judgedUnder.modelVersions[job.studentTierId()] = job.result.artefacts.front().id;
    judgedUnder.routerVersion = job.result.artefacts.back().id;
    domain::Certificate look;
    look.alpha = task.alpha;
    look.basis = certificateBasis(judgedUnder, job.input.tiersByRank);
    std::vector<ScoredExample> calibration = scoreExamples(context, job.input.calibration);
    const std::vector<ScoredExample> traffic = trafficEvidence(context, job.input.judged, job.input.splitKey);
    calibration.insert(calibration.end(), traffic.begin(), traffic.end());
    if (!traffic.empty()) {
        job.addMetric(std::string(kTrafficTexts), static_cast<double>(traffic.size()));
    }
    look.labelSource = traffic.empty() ? kReferenceAnswers : kReferenceAndTrafficAnswers;
    look.modelVersion = job.result.artefacts.front().id;
    look.routerVersion = job.result.artefacts.back().id;
    look.scopeTasks = scopeTasks(risk);
    std::string texts = fingerprintOf(job.tuning) + fingerprintOf(labelled(job.input.calibration));
    for (const ScoredExample& judged : traffic) {
        texts += judged.textHash;
    }
    texts = traffic.empty() ? texts : sha256Hex(texts);
    job.result.artefacts.front().metricsJson = lookOf(look, task.delta, texts);
    const int attempt = attemptOfTraining(job.input.looks, look, job.result.artefacts.front().metricsJson);
    job.addMetric(std::string(kCertificationAttempt), attempt);
    risk.delta *= conformal::attemptShare(attempt);
    Result<std::vector<domain::Certificate>> certificates
        = certifyTiers(job.input.tiersByRank, scoreExamples(context, job.input.tuning),
            calibration, risk, m_calibrator);
    if (!certificates) {
        return fail(certificates.error());
    }
    for (domain::Certificate& certificate : *certificates) {
        certificate.taskId = task.id;
        certificate.basis = look.basis;
        certificate.labelSource = look.labelSource;
        certificate.modelVersion = look.modelVersion;
        certificate.routerVersion = look.routerVersion;
        certificate.scopeTasks = look.scopeTasks;
    }
    job.result.certificates = std::move(*certificates);
    job.progress({1.0, "Done", kUnobserved, kUnobserved});
    return {};
}

} // namespace core::engine
