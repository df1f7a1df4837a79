#include "app/commands/routing_folds.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <span>
#include <utility>

namespace app::commands {

using core::ports::RouterExample;
using core::ports::RouterTrainingSet;

namespace {

void addPreferences(RouterTrainingSet& set, const RouterExample& example)
{
    const std::vector<double>& quality = example.quality;
    for (std::size_t a = 0; a < quality.size(); ++a) {
        for (std::size_t b = a + 1; b < quality.size(); ++b) {
            if (!std::isnan(quality[a]) && !std::isnan(quality[b])) {
                const double outcome = quality[a] > quality[b] ? 1.0 : quality[a] < quality[b] ? 0.0 : 0.5;
                set.preferences.push_back({example.taskId, example.text, set.tierIds[a], set.tierIds[b], outcome});
            }
        }
    }
}

} // namespace

std::vector<Fold> foldsOf(const RoutingData& data, std::size_t wanted, bool holdsOutTasks, std::size_t labels,
    std::uint64_t seed)
{
    core::Rng rng(core::mixSeed(seed, 1));
    std::set<std::string> tasks;
    for (const RouterExample& example : data.examples) {
        tasks.insert(example.taskId);
    }
    const std::size_t groups = holdsOutTasks ? tasks.size() : data.examples.size();
    const std::size_t count = std::min(groups, wanted == 0 ? groups : wanted);
    std::vector<std::size_t> foldOfGroup(groups);
    for (std::size_t i = 0; i < groups; ++i) {
        foldOfGroup[i] = i % count;
    }
    rng.shuffle(std::span(foldOfGroup));
    std::vector<Fold> folds(count);
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        const std::size_t group = holdsOutTasks
            ? static_cast<std::size_t>(
                  std::distance(tasks.begin(), tasks.find(data.examples[i].taskId)))
            : i;
        for (std::size_t f = 0; f < count; ++f) {
            (foldOfGroup[group] == f ? folds[f].test : folds[f].training).push_back(i);
        }
    }
    for (Fold& fold : folds) {
        rng.shuffle(std::span(fold.training));
        if (labels > 0 && fold.training.size() > labels) {
            fold.training.resize(labels);
        }
    }
    return folds;
}

std::vector<Fold> wholeFold(
    const RoutingData& training, const RoutingData& data, std::size_t labels, std::uint64_t seed)
{
    Fold fold;
    core::Rng rng(core::mixSeed(seed, 1));
    for (std::size_t i = 0; i < training.examples.size(); ++i) {
        fold.training.push_back(i);
    }
    rng.shuffle(std::span(fold.training));
    if (labels > 0 && labels < fold.training.size()) {
        fold.training.resize(labels);
    }
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        fold.test.push_back(i);
    }
    return {std::move(fold)};
}

RouterTrainingSet setOf(const RoutingData& data, const std::vector<std::size_t>& rows,
    const std::vector<std::string>& models, double floor)
{
    RouterTrainingSet set;
    set.tierIds = models;
    std::set<std::string> tasks;
    for (const std::size_t row : rows) {
        set.training.push_back(data.examples[row]);
        tasks.insert(data.examples[row].taskId);
    }
    for (const std::string& task : tasks) {
        set.answerFloors.emplace_back(task, floor);
    }
    return set;
}

RouterTrainingSet preferencesOnly(RouterTrainingSet set)
{
    for (const RouterExample& example : set.training) {
        addPreferences(set, example);
    }
    set.training.clear();
    return set;
}

RouterTrainingSet halfAsPreferences(RouterTrainingSet set)
{
    const std::vector<RouterExample> all = std::exchange(set.training, {});
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i % 2 == 0) {
            set.training.push_back(all[i]);
        } else {
            addPreferences(set, all[i]);
        }
    }
    return set;
}

RouterTrainingSet withoutPreferences(RouterTrainingSet set)
{
    set.preferences.clear();
    return set;
}

} // namespace app::commands
