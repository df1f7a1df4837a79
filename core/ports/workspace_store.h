#pragma once

#include "core/base/result.h"
#include "core/domain/example.h"
#include "core/domain/policy.h"
#include "core/domain/run.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::ports {

/// Tasks, tiers and their price versions.
class PortfolioStore {
public:
    virtual ~PortfolioStore() = default;
    [[nodiscard]] virtual Result<std::vector<domain::Task>> tasks() const = 0;
    [[nodiscard]] virtual Result<void> saveTask(const domain::Task& task) = 0;
    /// In rank order, with the prices of the version in force.
    [[nodiscard]] virtual Result<std::vector<domain::Tier>> tiers() const = 0;
    [[nodiscard]] virtual Result<void> saveTier(const domain::Tier& tier) = 0;
    /// Price versions are added, never changed.
    [[nodiscard]] virtual Result<void> addPriceVersion(const domain::PriceVersion& version) = 0;
    [[nodiscard]] virtual Result<std::vector<domain::PriceVersion>> priceVersions() const = 0;
};

/// Hash-chained policy history and the certificates behind it. Writes are durable (fsync) when they return.
class PolicyStore {
public:
    virtual ~PolicyStore() = default;
    /// Ascending by sequence.
    [[nodiscard]] virtual Result<std::vector<domain::PolicyVersion>> versions() const = 0;
    [[nodiscard]] virtual Result<std::optional<domain::PolicyVersion>> active() const = 0;
    /// Conflict when `version.previousHash` is not the hash of the newest version.
    [[nodiscard]] virtual Result<void> append(const domain::PolicyVersion& version, std::span<const domain::Certificate> certificates) = 0;
    /// Newest first for one (task, tier); all when both are empty.
    [[nodiscard]] virtual Result<std::vector<domain::Certificate>> certificates(const std::string& taskId, const std::string& tierId) const = 0;
};

/// Runs, their metrics and artefacts, and the markers that they leave on the charts.
class RunStore {
public:
    virtual ~RunStore() = default;
    /// Inserts or replaces by id.
    [[nodiscard]] virtual Result<void> saveRun(const domain::Run& run) = 0;
    [[nodiscard]] virtual Result<std::optional<domain::Run>> run(const std::string& id) const = 0;
    /// Newest first.
    [[nodiscard]] virtual Result<std::vector<domain::Run>> runs(int limit) const = 0;
    /// All of them or none, in this order.
    [[nodiscard]] virtual Result<void> addMetrics(const std::string& runId, std::span<const domain::RunMetric> metrics) = 0;
    [[nodiscard]] virtual Result<std::vector<domain::RunMetric>> metrics(const std::string& runId) const = 0;
    [[nodiscard]] virtual Result<void> addArtefact(const domain::Artefact& artefact) = 0;
    [[nodiscard]] virtual Result<std::optional<domain::Artefact>> artefact(const std::string& id) const = 0;
    [[nodiscard]] virtual Result<std::vector<domain::Artefact>> artefacts() const = 0;
    [[nodiscard]] virtual Result<void> addMarker(const domain::Marker& marker) = 0;
};

/// Labelled texts and recorded answers that were imported. The split is assigned on import and never changes.
class ExampleStore {
public:
    virtual ~ExampleStore() = default;
    struct ImportReport {
        std::size_t added = 0;
        std::size_t merged = 0;      ///< the text was known: responses and reference were added to it
        std::size_t droppedTest = 0; ///< training lines whose text is in a test split
    };
    [[nodiscard]] virtual Result<ImportReport> import(std::span<const domain::Example> examples) = 0;
    /// All examples of a task and split, by ascending text hash.
    [[nodiscard]] virtual Result<std::vector<domain::StoredExample>> examples(const std::string& taskId, domain::DataSplit split) const = 0;
    /// Streams every example in a stable order; the visitor returns false to stop.
    [[nodiscard]] virtual Result<void> forEach(const std::function<bool(const domain::StoredExample&)>& visit) const = 0;
    /// The workspace's own key for domain::identityOf.
    [[nodiscard]] virtual Result<std::string> splitKey() const = 0;
};

/// Small named values of the workspace: {key, value}.
class SettingStore {
public:
    virtual ~SettingStore() = default;
    [[nodiscard]] virtual Result<std::optional<std::string>> value(const std::string& key) const = 0;
    [[nodiscard]] virtual Result<void> setValue(const std::string& key, const std::string& value) = 0;
};

} // namespace core::ports
