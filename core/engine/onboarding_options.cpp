#include "core/engine/student_onboarding.h"

#include <nlohmann/json.hpp>

namespace core::engine {

std::string toJson(const OnboardingOptions& options)
{
    const nlohmann::ordered_json json{
        {"folds", options.folds},
        {"student",
            {{"epochs", options.student.epochs}, {"batch_size", options.student.batchSize},
                {"buckets", options.student.buckets}, {"dimensions", options.student.dimensions},
                {"learning_rate", options.student.learningRate},
                {"label_smoothing", options.student.labelSmoothing},
                {"feature_dropout", options.student.featureDropout},
                {"distillation_temperature", options.student.distillationTemperature},
                {"distillation_weight", options.student.distillationWeight},
                {"members", options.student.members}, {"seed", options.student.seed},
                {"threads", options.student.threads}}},
        {"router",
            {{"epochs", options.router.epochs}, {"batch_size", options.router.batchSize},
                {"buckets", options.router.buckets}, {"dimensions", options.router.dimensions},
                {"task_dimensions", options.router.taskDimensions},
                {"learning_rate", options.router.learningRate}, {"seed", options.router.seed},
                {"threads", options.router.threads}}},
    };
    return json.dump();
}

Result<OnboardingOptions> onboardingOptionsFromJson(const std::string& json)
{
    const nlohmann::json parsed = nlohmann::json::parse(json, nullptr, false);
    if (!parsed.is_object()) {
        return fail(ErrorCode::InvalidArgument, "the run's parameters are not a JSON object: " + json.substr(0, 80));
    }
    OnboardingOptions options;
    try {
        const nlohmann::json student = parsed.value("student", nlohmann::json::object());
        const nlohmann::json router = parsed.value("router", nlohmann::json::object());
        options.folds = parsed.value("folds", options.folds);
        options.student.epochs = student.value("epochs", options.student.epochs);
        options.student.batchSize = student.value("batch_size", options.student.batchSize);
        options.student.buckets = student.value("buckets", options.student.buckets);
        options.student.dimensions = student.value("dimensions", options.student.dimensions);
        options.student.learningRate = student.value("learning_rate", options.student.learningRate);
        options.student.labelSmoothing = student.value("label_smoothing", options.student.labelSmoothing);
        options.student.featureDropout = student.value("feature_dropout", options.student.featureDropout);
        options.student.distillationTemperature
            = student.value("distillation_temperature", options.student.distillationTemperature);
        options.student.distillationWeight = student.value("distillation_weight", options.student.distillationWeight);
        options.student.members = student.value("members", options.student.members);
        options.student.seed = student.value("seed", options.student.seed);
        options.student.threads = student.value("threads", options.student.threads);
        options.router.epochs = router.value("epochs", options.router.epochs);
        options.router.batchSize = router.value("batch_size", options.router.batchSize);
        options.router.buckets = router.value("buckets", options.router.buckets);
        options.router.dimensions = router.value("dimensions", options.router.dimensions);
        options.router.taskDimensions = router.value("task_dimensions", options.router.taskDimensions);
        options.router.learningRate = router.value("learning_rate", options.router.learningRate);
        options.router.seed = router.value("seed", options.router.seed);
        options.router.threads = router.value("threads", options.router.threads);
    } catch (const nlohmann::json::exception& error) {
        return fail(ErrorCode::InvalidArgument, std::string("the run's parameters are wrong: ") + error.what());
    }
    return options;
}

} // namespace core::engine
