#include "core/engine/training_parameters.h"

#include "core/engine/student_onboarding.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace core::engine {

namespace {

using Json = nlohmann::ordered_json;
using domain::ParameterDoc;
using Kind = ParameterDoc::Kind;

Json::json_pointer pointerOf(const std::string& key)
{
    std::string path = "/" + key;
    std::replace(path.begin(), path.end(), '.', '/');
    return Json::json_pointer(path);
}

/// Bounds and words; the defaults come from the structs.
std::vector<ParameterDoc> documented()
{
    return {
        {"student.epochs", "Epochs", "Passes over the training texts.", Kind::Integer, 0, 1, 200, {}, false},
        {"student.members", "Networks", "Networks whose answers are averaged: steadier, and as many times slower.",
            Kind::Integer, 0, 1, 9, {}, false},
        {"student.learning_rate", "Learning rate", "Step size of the optimiser.", Kind::Real, 0, 1e-5, 0.1, {}, false},
        {"student.seed", "Seed", "The same seed on the same texts makes the same student.", Kind::Integer, 0, 0, 1e9,
            {}, false},
        {"student.dimensions", "Dimensions", "Width of the representation of a text.", Kind::Integer, 0, 8, 512, {}, true},
        {"student.buckets", "Buckets", "Rows of the table that word and letter sequences are hashed into.",
            Kind::Integer, 0, 1024, 1 << 20, {}, true},
        {"student.batch_size", "Batch", "Texts between two steps of the optimiser.", Kind::Integer, 0, 1, 1024, {}, true},
        {"student.label_smoothing", "Label smoothing", "Share of certainty that is taken from the right label in training.",
            Kind::Real, 0, 0, 0.5, {}, true},
        {"student.feature_dropout", "Dropout", "Share of a text's features that is left out, anew for every batch.",
            Kind::Real, 0, 0, 0.9, {}, true},
        {"student.distillation_temperature", "Distillation temperature",
            "Where the teacher tells how likely it takes each label: higher values weigh unlikely labels more.", Kind::Real, 0,
            1, 20, {}, true},
        {"student.distillation_weight", "Distillation weight",
            "Weight of the teacher's probabilities beside its labels; 0: labels alone.", Kind::Real, 0, 0, 1, {}, true},
        {"student.threads", "Threads", "Networks trained at the same time.", Kind::Integer, 0, 1, 64, {}, true},
        {"folds", "Folds", "Parts of the training texts that students trained without them answer, so that the router "
                           "learns where the student errs.",
            Kind::Integer, 0, 2, 10, {}, true},
        {"router.epochs", "Router: epochs", "Passes of the router over the training texts.", Kind::Integer, 0, 1, 200, {}, true},
        {"router.learning_rate", "Router: learning rate", "Step size of the router's optimiser.", Kind::Real, 0, 1e-5, 0.1,
            {}, true},
        {"router.dimensions", "Router: dimensions", "Width of the router's representation of a text.", Kind::Integer, 0, 8,
            512, {}, true},
        {"router.task_dimensions", "Router: task dimensions", "Width of the router's representation of a task.",
            Kind::Integer, 0, 1, 512, {}, true},
        {"router.buckets", "Router: buckets", "Rows of the router's hashed table.", Kind::Integer, 0, 1024, 1 << 20, {}, true},
        {"router.batch_size", "Router: batch", "Texts between two steps of the router's optimiser.", Kind::Integer, 0, 1,
            1024, {}, true},
        {"router.seed", "Router: seed", "The same seed on the same texts makes the same router.", Kind::Integer, 0, 0, 1e9,
            {}, true},
        {"router.threads", "Router: threads", "Networks of the router trained at the same time.", Kind::Integer, 0, 1, 64,
            {}, true},
    };
}

} // namespace

std::vector<ParameterDoc> trainingParameters()
{
    const Json defaults = Json::parse(toJson(OnboardingOptions{}));
    std::vector<ParameterDoc> docs = documented();
    for (ParameterDoc& doc : docs) {
        doc.standard = defaults.at(pointerOf(doc.key)).get<double>();
    }
    return docs;
}

Result<std::string> trainingParametersJson(const std::map<std::string, double>& values)
{
    const std::vector<ParameterDoc> docs = trainingParameters();
    Json json = Json::parse(toJson(OnboardingOptions{}));
    for (const auto& [key, value] : values) {
        const auto doc = std::find_if(
            docs.begin(), docs.end(), [&, wanted = key](const ParameterDoc& other) { return other.key == wanted; });
        if (doc == docs.end()) {
            return fail(ErrorCode::InvalidArgument, "a training run has no parameter '" + key + "'");
        }
        if (!(value >= doc->least && value <= doc->most)) {
            return fail(ErrorCode::InvalidArgument, "the parameter '" + key + "' is out of its bounds");
        }
        if (doc->kind == Kind::Integer) {
            json.at(pointerOf(key)) = std::llround(value);
        } else {
            json.at(pointerOf(key)) = value;
        }
    }
    return json.dump();
}

} // namespace core::engine
