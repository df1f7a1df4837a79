#pragma once

#include "core/ports/trial_store.h"

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace fakes {

class MemoryTrialStore final : public core::ports::TrialStore {
public:
    core::Result<void> save(const core::domain::ChallengerTrial&) override { return {}; }
    core::Result<std::vector<core::domain::ChallengerTrial>> running() const override { return std::vector<core::domain::ChallengerTrial>(); }
    core::Result<void> append(const core::domain::TrialAnswer& answer) override
    {
        answers.push_back(answer);
        return {};
    }
    core::Result<std::vector<core::domain::GateAnswer>> pairs(const std::string&, const std::string&) const override
    {
        std::vector<core::domain::GateAnswer> pairs;
        for (const core::domain::TrialAnswer& answer : answers) {
            pairs.push_back(answer.pair);
        }
        return pairs;
    }
    core::Result<void> saveMetrics(
        const std::string&, const std::string&, std::span<const core::domain::GateMetric> saved) override
    {
        metrics.assign(saved.begin(), saved.end());
        return {};
    }
    [[nodiscard]] const core::domain::GateMetric& metric(std::string_view name) const
    {
        const auto found = std::ranges::find(metrics, name, &core::domain::GateMetric::name);
        Q_ASSERT(found != metrics.end());
        return *found;
    }

    std::vector<core::domain::TrialAnswer> answers;
    std::vector<core::domain::GateMetric> metrics;
};

} // namespace fakes
