#pragma once

#include "core/domain/parameter_doc.h"
#include "core/domain/example.h"
#include "core/domain/run.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/engine/student_onboarding.h"
#include "core/ports/router.h"
#include "core/ports/student.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace core::engine {

/// Parameters of a router-training run; stored with it.
struct RouterTrainingOptions {
    ports::RouterOptions router;
    std::string baseRouter; ///< artefact id of a router to extend by new tiers and tasks; empty: trained anew
    bool usesPreferences = true;
    bool usesFeedback = true;
};

[[nodiscard]] std::string toJson(const RouterTrainingOptions& options);
/// What a router's training can be told, with the defaults of its structs; the keys are those of toJson().
[[nodiscard]] std::vector<domain::ParameterDoc> routerParameters();
/// The encoder is named only: whoever trains puts it in.
[[nodiscard]] Result<RouterTrainingOptions> routerTrainingOptionsFromJson(const std::string& json);

struct RouterTrainingInput {
    struct TaskData {
        domain::Task task;
        std::vector<domain::StoredExample> training;
        std::vector<domain::StoredExample> tuning;
        std::shared_ptr<const ports::Student> student; ///< that serves the task; null: none
        /// Out-of-fold quality of that student by training text, where it was measured.
        std::map<std::string, double> studentQuality;
    };
    std::vector<TaskData> tasks;
    std::vector<domain::Tier> tiersByRank;
    std::vector<ports::RouterPreference> preferences;
    std::vector<ports::RouterFeedback> feedback;
    std::filesystem::path basePath; ///< of options.baseRouter
    std::string name; ///< of the tasks trained on, for the artefact's id: a task id, or "shared"
};

/// Qualities of recorded answers and of the tasks' students, preferences and feedback as one training set. A student's
/// answers to its own training texts count only where they were judged out of fold.
[[nodiscard]] Result<ports::RouterTrainingSet> routerTrainingSet(
    const RouterTrainingInput& input, const RouterTrainingOptions& options);

/// Trains a router on it, or extends one. The result has one artefact and metrics, no certificates: a router takes
/// effect when a policy names it.
[[nodiscard]] Result<OnboardingResult> trainRouter(const ports::RouterTrainer& trainer,
    const RouterTrainingInput& input, const RouterTrainingOptions& options, const std::filesystem::path& staging,
    const ports::ProgressCallback& progress, std::stop_token stop);

} // namespace core::engine
