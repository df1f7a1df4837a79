#include "core/domain/loop_parameters.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace core::domain {

namespace {

using Kind = ParameterDoc::Kind;

/// In the order of the form's choice.
const std::vector<std::string>& strategies()
{
    static const std::vector<std::string> names{"expected_saving", "top_clusters", "stratified_failures",
        "least_confident", "random_failures", "random_escalated", "random_traffic"};
    return names;
}

ParameterDoc daysDoc(const LoopOptions& standard)
{
    return {"days", "Days looked back", "Traffic whose failures are looked at.", Kind::Integer,
        static_cast<double>(standard.days), 1, 3650, {}, false};
}

ParameterDoc seedDoc(const LoopOptions& standard)
{
    return {"seed", "Seed", "The same seed on the same texts gives the same result.", Kind::Integer,
        static_cast<double>(standard.seed), 0, 1e9, {}, true};
}

std::vector<ParameterDoc> teachingDocs(const LoopOptions& standard)
{
    return {
        {"teacher_calls", "Texts taught", "Texts that the teacher answers at most, a task and iteration.", Kind::Integer,
            static_cast<double>(standard.teacherCalls), 1, 1e6, {}, false},
        {"teacher_spend", "Teacher budget, $", "New teacher spend at most, a task and iteration; 0: no limit.",
            Kind::Real, 0, 0, 1e6, {}, false},
        daysDoc(standard),
        {"promotes_itself", "Promote what passes the gates",
            "Otherwise a challenger that passes waits for the operator.", Kind::Flag,
            standard.promotesItself ? 1.0 : 0.0, 0, 1, {}, false},
        {"strategy", "Choice of texts", "How the texts that are taught are chosen.", Kind::Choice, 0, 0,
            static_cast<double>(strategies().size() - 1), strategies(), true},
        {"margin", "Margin", "Quality that a challenger may lose before it counts as worse.", Kind::Real,
            standard.margin, 0.0001, 0.9, {}, true},
        {"horizon_days", "Days ahead", "Traffic ahead that the saving is predicted for.", Kind::Integer,
            static_cast<double>(standard.horizonDays), 1, 3650, {}, true},
        {"epochs", "Epochs", "Passes over the training texts.", Kind::Integer, static_cast<double>(standard.epochs), 1,
            1000, {}, true},
        {"distillation_temperature", "Distillation temperature",
            "Where the teacher tells how likely it takes each label: higher values weigh unlikely labels more.", Kind::Real,
            standard.distillationTemperature, 1, 20, {}, true},
        {"distillation_weight", "Distillation weight",
            "Weight of the teacher's probabilities beside its labels; 0: labels alone.", Kind::Real,
            standard.distillationWeight, 0, 1, {}, true},
        seedDoc(standard),
    };
}

} // namespace

std::vector<ParameterDoc> loopParameters(RunKind kind)
{
    const LoopOptions standard;
    switch (kind) {
    case RunKind::Clustering:
        return {daysDoc(standard), seedDoc(standard)};
    case RunKind::Distillation:
        return teachingDocs(standard);
    case RunKind::Loop: {
        std::vector<ParameterDoc> docs{{"iterations", "Iterations", "Rounds of finding failures and teaching, at most.",
            Kind::Integer, static_cast<double>(standard.iterations), 1, 100, {}, false}};
        const std::vector<ParameterDoc> teaching = teachingDocs(standard);
        docs.insert(docs.end(), teaching.begin(), teaching.end());
        docs.push_back({"stop_below", "Stop below", "A task ends once its cost ratio changes by less than this.", Kind::Real,
            standard.stopBelow, 0, 0.999, {}, true});
        docs.push_back({"first_texts", "First texts",
            "Labelled texts that the first student of a task without one is given.", Kind::Integer,
            static_cast<double>(standard.firstTexts), 1, 1e6, {}, true});
        return docs;
    }
    case RunKind::Calibration:
        return {{"alpha", "Risk level",
            "Of the answers that a tier keeps, the share that may miss the target. 0 keeps the level in force.", Kind::Real, 0,
            0, 0.5, {}, false}};
    case RunKind::StudentTraining:
    case RunKind::RouterTraining:
    case RunKind::ModelComparison:
        break;
    }
    return {};
}

LoopOptions loopOptionsFrom(const std::map<std::string, double>& values)
{
    LoopOptions options;
    const auto take = [&](const char* key, auto& target) {
        if (const auto found = values.find(key); found != values.end()) {
            target = static_cast<std::remove_reference_t<decltype(target)>>(found->second);
        }
    };
    take("iterations", options.iterations);
    take("stop_below", options.stopBelow);
    take("teacher_calls", options.teacherCalls);
    take("days", options.days);
    take("horizon_days", options.horizonDays);
    take("first_texts", options.firstTexts);
    take("margin", options.margin);
    take("epochs", options.epochs);
    take("distillation_temperature", options.distillationTemperature);
    take("distillation_weight", options.distillationWeight);
    take("seed", options.seed);
    if (const auto found = values.find("promotes_itself"); found != values.end()) {
        options.promotesItself = found->second != 0;
    }
    if (const auto found = values.find("teacher_spend"); found != values.end() && found->second > 0) {
        options.teacherSpend = Money{std::llround(found->second * 1e9)};
    }
    if (const auto found = values.find("strategy"); found != values.end()) {
        const auto last = static_cast<double>(strategies().size() - 1);
        options.strategy = strategies()[static_cast<std::size_t>(std::clamp(found->second, 0.0, last))];
    }
    return options;
}

std::map<std::string, double> loopValuesOf(const LoopOptions& options)
{
    const auto strategy = std::find(strategies().begin(), strategies().end(), options.strategy);
    return {{"iterations", options.iterations}, {"stop_below", options.stopBelow},
        {"teacher_calls", static_cast<double>(options.teacherCalls)},
        {"teacher_spend", options.teacherSpend ? static_cast<double>(options.teacherSpend->nanoUsd) / 1e9 : 0.0},
        {"days", options.days}, {"horizon_days", options.horizonDays},
        {"first_texts", static_cast<double>(options.firstTexts)}, {"margin", options.margin}, {"epochs", options.epochs},
        {"distillation_temperature", options.distillationTemperature}, {"distillation_weight", options.distillationWeight},
        {"seed", static_cast<double>(options.seed)}, {"promotes_itself", options.promotesItself ? 1.0 : 0.0},
        {"strategy", strategy == strategies().end() ? 0.0 : static_cast<double>(strategy - strategies().begin())}};
}

} // namespace core::domain
