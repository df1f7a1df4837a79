#include "app/workspace_import.h"

#include "core/datasets/data_file.h"
#include "core/datasets/preference_file.h"
#include "core/datasets/price_map.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;

namespace {

constexpr const char* kAssumedSource = "Assumed test price";

/// What the lines say of each model.
struct ModelStatistics {
    double qualitySum = 0;
    std::int64_t judged = 0;
};

domain::Task taskFor(const domain::Example& example)
{
    if (std::optional<domain::Task> preset = domain::presetTask(example.taskId)) {
        return *preset;
    }
    domain::Task task;
    task.id = example.taskId;
    task.name = example.taskId;
    if (!example.reference.tags.empty()) {
        task.kind = domain::TaskKind::Tagging;
        task.metric = domain::AnswerMetric::EntityF1;
    } else if (!example.reference.text.empty()) {
        task.kind = domain::TaskKind::Generation;
        task.metric = domain::AnswerMetric::TokenF1;
        task.answerFloor = 0.6;
    }
    return task;
}

Result<void> addTasks(EngineHost& host, const std::vector<domain::Example>& examples, ImportSummary& summary)
{
    const Result<std::vector<domain::Task>> known = host.stores().portfolio->tasks();
    if (!known) {
        return core::fail(known.error());
    }
    std::set<std::string> ids;
    for (const domain::Task& task : *known) {
        ids.insert(task.id);
    }
    for (const domain::Example& example : examples) {
        if (!ids.insert(example.taskId).second) {
            continue;
        }
        if (Result<void> saved = host.stores().portfolio->saveTask(taskFor(example)); !saved) {
            return saved;
        }
        summary.newTasks.push_back(example.taskId);
    }
    return {};
}

Result<void> addTier(EngineHost& host, domain::Tier tier, const std::optional<domain::PriceVersion>& price)
{
    if (price) {
        if (Result<void> added = host.stores().portfolio->addPriceVersion(*price); !added) {
            return added;
        }
        tier.priceVersionId = price->id;
        tier.prices = price->prices;
    }
    return host.stores().portfolio->saveTier(tier);
}

domain::Tier makeTier(const std::string& id, const std::string& name, domain::TierProvider provider)
{
    domain::Tier tier;
    tier.id = id;
    tier.name = name;
    tier.model = id;
    tier.provider = provider;
    tier.isOracle = id == "oracle";
    return tier;
}

std::optional<domain::PriceVersion> priceOf(const std::vector<domain::PriceVersion>& prices, const std::string& model)
{
    const auto found = std::find_if(
        prices.begin(), prices.end(), [&](const domain::PriceVersion& price) { return price.model == model; });
    return found == prices.end() ? std::nullopt : std::optional(*found);
}

double sortKey(const std::optional<domain::PriceVersion>& price, const ModelStatistics& statistics)
{
    if (price && price->prices.outputPicoUsd) {
        return static_cast<double>(*price->prices.outputPicoUsd);
    }
    // unknown prices come after known ones, weaker models first
    const double quality
        = statistics.judged > 0 ? statistics.qualitySum / static_cast<double>(statistics.judged) : 0.0;
    return 1e18 * (1.0 + quality);
}

using PricedTiers = std::vector<std::pair<domain::Tier, std::optional<domain::PriceVersion>>>;

/// The tiers that the file calls for, cheapest first, with their prices.
PricedTiers wantedTiers(
    const std::vector<domain::Example>& examples, const std::vector<domain::PriceVersion>& prices)
{
    std::map<std::string, ModelStatistics> models;
    bool hasReferences = false;
    for (const domain::Example& example : examples) {
        hasReferences = hasReferences || !example.reference.isEmpty();
        for (const auto& [model, response] : example.responses) {
            ModelStatistics& statistics = models[model];
            statistics.qualitySum += response.quality.value_or(0.0);
            statistics.judged += response.quality ? 1 : 0;
        }
    }
    PricedTiers tiers;
    for (const auto& [model, statistics] : models) {
        tiers.emplace_back(makeTier(model, model, domain::TierProvider::Recording), priceOf(prices, model));
    }
    std::sort(tiers.begin(), tiers.end(), [&](const auto& a, const auto& b) {
        return sortKey(a.second, models.at(a.first.id)) < sortKey(b.second, models.at(b.first.id));
    });
    if (hasReferences) {
        tiers.emplace(tiers.begin(), makeTier("student", "Student (local)", domain::TierProvider::Student),
            priceOf(prices, "student"));
        if (models.empty()) {
            tiers.emplace_back(
                makeTier("oracle", "Oracle (reference answers)", domain::TierProvider::Recording), priceOf(prices, "oracle"));
        }
    }
    return tiers;
}

/// Of the tiers that the file calls for, those that the workspace lacks. An error names a model that is no tier where
/// tiers exist and none may be added.
Result<PricedTiers> missingTiers(
    const std::vector<domain::Tier>& known, PricedTiers wanted, const ImportOptions& options)
{
    PricedTiers missing;
    for (auto& [tier, price] : wanted) {
        const bool isKnown = std::any_of(
            known.begin(), known.end(), [&](const domain::Tier& other) { return other.id == tier.id; });
        if (isKnown || (tier.isOracle && !known.empty())) {
            continue;
        }
        if (tier.provider == domain::TierProvider::Recording && !known.empty() && !options.addsTiers) {
            return core::fail(ErrorCode::InvalidArgument,
                options.file.filename().string() + ": unknown tier \"" + tier.id
                    + "\"; nothing was imported. Name it like a tier of the workspace, or add it after the last one "
                      "with --add-tiers");
        }
        missing.emplace_back(std::move(tier), std::move(price));
    }
    return missing;
}

/// The student is the cheapest: the tiers that exist make room below them.
Result<void> makeRoomBelow(EngineHost& host, std::vector<domain::Tier>& known)
{
    for (domain::Tier& tier : known) {
        ++tier.rank;
        if (Result<void> moved = host.stores().portfolio->saveTier(tier); !moved) {
            return moved;
        }
    }
    return {};
}

Result<void> addTiers(
    EngineHost& host, std::vector<domain::Tier> known, PricedTiers missing, ImportSummary& summary)
{
    for (auto& [tier, price] : missing) {
        tier.rank = known.empty() ? 0 : known.back().rank + 1;
        if (tier.provider == domain::TierProvider::Student && !known.empty()) {
            tier.rank = known.front().rank;
            if (Result<void> moved = makeRoomBelow(host, known); !moved) {
                return moved;
            }
        }
        if (Result<void> added = addTier(host, tier, price); !added) {
            return added;
        }
        known.insert(tier.provider == domain::TierProvider::Student ? known.begin() : known.end(), tier);
        summary.newTiers.push_back(tier.id);
    }
    return {};
}

template <typename Item>
bool isAmong(const std::vector<Item>& items, const std::string& id)
{
    return std::any_of(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
}

Result<ImportSummary> importPreferences(EngineHost& host, const ImportOptions& options)
{
    const auto preferences = core::datasets::readPreferenceFile(options.file, options.taskId);
    const auto tasks = host.stores().portfolio->tasks();
    const auto tiers = host.stores().portfolio->tiers();
    if (!preferences || !tasks || !tiers) {
        return core::fail(!preferences ? preferences.error() : !tasks ? tasks.error() : tiers.error());
    }
    for (const core::ports::RouterPreference& preference : *preferences) {
        for (const std::string& tierId : {preference.tierA, preference.tierB}) {
            if (!isAmong(*tiers, tierId)) {
                return core::fail(ErrorCode::InvalidArgument,
                    options.file.filename().string() + ": unknown tier \"" + tierId
                        + "\"; nothing was imported. Name tiers as the portfolio does");
            }
        }
        if (!isAmong(*tasks, preference.taskId)) {
            return core::fail(ErrorCode::InvalidArgument,
                options.file.filename().string() + ": unknown task \"" + preference.taskId
                    + "\"; nothing was imported. Import texts of the task first, or name it with --task");
        }
    }
    ImportSummary summary;
    summary.lines = preferences->size();
    summary.preferences = preferences->size();
    const Result<void> added = host.stores().routerSignals->addPreferences(
        *preferences, options.file.filename().string(), host.clock().now());
    return added ? Result<ImportSummary>(std::move(summary)) : core::fail(added.error());
}

} // namespace

std::vector<domain::PriceVersion> assumedTestPrices()
{
    // student: $0.02 per million tokens, the hosting cost of a small model; oracle: $5 in and $20 out per million
    std::vector<domain::PriceVersion> prices{
        {{}, "student", {20'000, 20'000}, kAssumedSource, 0}, {{}, "oracle", {5'000'000, 20'000'000}, kAssumedSource, 0}};
    for (domain::PriceVersion& price : prices) {
        price.id = core::datasets::priceVersionId(price);
    }
    return prices;
}

Result<ImportSummary> importFile(EngineHost& host, const ImportOptions& options)
{
    ImportSummary summary;
    std::vector<domain::PriceVersion> prices = assumedTestPrices();
    if (options.prices) {
        Result<std::vector<domain::PriceVersion>> read = core::datasets::readPriceMap(*options.prices,
            {"LiteLLM price map " + options.prices->filename().string(), core::toMicroseconds(host.clock().now())});
        if (!read) {
            return core::fail(read.error());
        }
        prices.insert(prices.begin(), read->begin(), read->end());
    }
    const Result<core::datasets::DataFileKind> kind = core::datasets::detectDataFile(options.file);
    if (!kind) {
        return core::fail(kind.error());
    }
    if (*kind == core::datasets::DataFileKind::Preferences) {
        return importPreferences(host, options);
    }
    summary.isRecording = *kind == core::datasets::DataFileKind::Recording;
    std::vector<domain::Example> examples;
    const Result<std::size_t> lines = core::datasets::readDataFile(
        options.file, core::datasets::ReadOptions{options.taskId}, [&](domain::Example example) {
            examples.push_back(std::move(example));
            return true;
        });
    if (!lines) {
        return core::fail(lines.error());
    }
    if (examples.empty()) {
        return core::fail(ErrorCode::InvalidArgument, "'" + options.file.string() + "' has no lines; nothing was imported");
    }
    summary.lines = *lines;
    const Result<std::vector<domain::Tier>> known = host.stores().portfolio->tiers();
    if (!known) {
        return core::fail(known.error());
    }
    Result<PricedTiers> missing = missingTiers(*known, wantedTiers(examples, prices), options);
    if (!missing) {
        return core::fail(missing.error());
    }
    if (Result<void> added = addTasks(host, examples, summary); !added) {
        return core::fail(added.error());
    }
    if (Result<void> added = addTiers(host, *known, std::move(*missing), summary); !added) {
        return core::fail(added.error());
    }
    Result<core::ports::ExampleStore::ImportReport> report = host.stores().examples->import(examples);
    if (!report) {
        return core::fail(report.error());
    }
    summary.examples = *report;
    if (Result<void> reloaded = host.reload(); !reloaded) {
        return core::fail(reloaded.error());
    }
    return summary;
}

} // namespace app
