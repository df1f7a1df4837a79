#pragma once

#include "core/conformal/tier_sequence_calibrator.h"
#include "core/domain/example.h"
#include "core/domain/policy.h"
#include "core/domain/run.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/engine/certification_attempts.h"
#include "core/ports/judged_traffic.h"
#include "core/ports/router.h"
#include "core/ports/student.h"
#include "core/ports/threshold_calibrator.h"
#include "core/routing/cost_expectation.h"

#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace core::engine {

/// Parameters of a student-training run; stored with it.
struct OnboardingOptions {
    ports::StudentOptions student;
    ports::RouterOptions router;
    /// The student's errors on training texts are estimated by folds: `folds` students, each trained without the
    /// part that it then answers. The router learns from those answers.
    int folds = 2;
};

[[nodiscard]] std::string toJson(const OnboardingOptions& options);
[[nodiscard]] Result<OnboardingOptions> onboardingOptionsFromJson(const std::string& json);

struct OnboardingInput {
    domain::Task task;
    std::vector<domain::Tier> tiersByRank; ///< one of them a student, the last one not
    std::vector<domain::StoredExample> training;
    std::vector<domain::StoredExample> tuning;
    std::vector<domain::StoredExample> calibration;
    domain::RouteLimits limits{}; ///< that queries will be planned with
    conformal::PromiseScope scope = conformal::PromiseScope::PerTask;
    int taskCount = 1; ///< that share delta when the scope is all tasks
    const ports::Student* stronger = nullptr; ///< of a student tier above, whose probabilities are learnt, too; may be null
    std::vector<ports::JudgedQuery> judged{}; ///< traffic that certificates may rest on beside `calibration`
    std::string splitKey{}; ///< that the texts of `judged` were split with
    EarlierLooks looks{}; ///< of the task: they have spent some of delta, whichever student they were for
};

/// Metric of a run: which attempt on its calibration examples the certificates are; delta is spent accordingly.
inline constexpr std::string_view kCertificationAttempt = "certification_attempt";

/// Metric of a run: judged texts of traffic among those that the certificates rest on.
inline constexpr std::string_view kTrafficTexts = "calibration_traffic_texts";

struct OnboardingResult {
    std::vector<domain::Artefact> artefacts; ///< student, router; `path` relative to the staging directory
    std::vector<domain::Certificate> certificates; ///< one a tier below the last
    std::vector<domain::RunMetric> metrics;
    std::map<std::string, routing::CostExpectation::Observed> observed; ///< by tier id, from recorded answers
};

/// Trains a task's student and router on its training split and certifies thresholds on its calibration split:
/// training 60 -> student and router, tuning 10 -> temperatures and starts, calibration 20 -> thresholds.
class StudentOnboarding {
public:
    StudentOnboarding(const ports::StudentTrainer& students, const ports::RouterTrainer& routers,
        const ports::ThresholdCalibrator& calibrator);

    /// InvalidArgument when the task has no labelled examples in one of the splits.
    [[nodiscard]] Result<OnboardingResult> run(const OnboardingInput& input, const OnboardingOptions& options,
        const std::filesystem::path& staging, const ports::ProgressCallback& progress, std::stop_token stop) const;

private:
    struct Job;
    [[nodiscard]] Result<void> trainStudent(Job& job) const;
    [[nodiscard]] Result<void> crossFit(Job& job) const;
    [[nodiscard]] Result<void> trainRouter(Job& job) const;
    [[nodiscard]] Result<void> certify(Job& job) const;

    const ports::StudentTrainer& m_students;
    const ports::RouterTrainer& m_routers;
    const ports::ThresholdCalibrator& m_calibrator;
};

} // namespace core::engine
