#include "core/engine/soft_targets.h"

#include "core/distill/label_probabilities.h"

#include <algorithm>
#include <utility>

namespace core::engine {

namespace {

bool isAgreed(const domain::LabelDistribution& told, std::span<const std::string> right)
{
    const auto likeliest = std::ranges::max_element(told, {}, &domain::LabelProbability::probability);
    return likeliest != told.end() && std::ranges::find(right, likeliest->label) != right.end();
}

void keepAgreed(domain::Example& example, const domain::Task& task)
{
    std::vector<domain::LabelDistribution>& targets = example.softTargets;
    if (task.kind == domain::TaskKind::Classification) {
        if (targets.size() != 1 || !isAgreed(targets.front(), example.reference.labels)) {
            targets.clear();
        }
        return;
    }
    const std::vector<std::string>& tags = example.reference.tags;
    if (task.kind != domain::TaskKind::Tagging || targets.size() != tags.size()) {
        targets.clear();
        return;
    }
    for (std::size_t token = 0; token < tags.size(); ++token) {
        if (!isAgreed(targets[token], std::span(tags).subspan(token, 1))) {
            targets[token].clear();
        }
    }
    if (std::ranges::all_of(targets, [](const domain::LabelDistribution& told) { return told.empty(); })) {
        targets.clear();
    }
}

} // namespace

std::vector<domain::LabelDistribution> softTargetsFrom(const domain::Task& task,
    std::span<const domain::TokenAlternatives> topLogprobs, const std::set<std::string>& labels)
{
    std::vector<domain::LabelDistribution> targets;
    if (task.kind == domain::TaskKind::Classification && !topLogprobs.empty()) {
        if (auto told = distill::labelProbabilities(topLogprobs, labels)) {
            targets.push_back(std::move(*told));
        }
    }
    return targets;
}

std::size_t addSoftTargets(
    std::span<domain::Example> training, const domain::Task& task, const SoftTeachers& teachers)
{
    std::set<std::string> labels;
    for (const domain::Example& example : training) {
        labels.insert(example.reference.labels.begin(), example.reference.labels.end());
    }
    std::size_t told = 0;
    for (domain::Example& example : training) {
        if (example.softTargets.empty() && teachers.stronger != nullptr) {
            example.softTargets = teachers.stronger->distributions(example.text, example.tokens);
        }
        const auto recorded = example.responses.find(teachers.last.model);
        if (example.softTargets.empty() && recorded != example.responses.end()) {
            example.softTargets = softTargetsFrom(task, recorded->second.topLogprobs, labels);
        }
        keepAgreed(example, task);
        told += example.softTargets.empty() ? 0 : 1;
    }
    return told;
}

} // namespace core::engine
