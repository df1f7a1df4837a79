#pragma once

#include "core/engine/log_estimation.h"
#include "core/ports/log_estimator.h"
#include "core/ports/workspace_store.h"

namespace app {

/// Reads a log and estimates on it. With a portfolio the workspace's prices count too, and its first tier is
/// the cheaper model when no other is named.
class FileLogEstimator final : public core::ports::LogEstimator {
public:
    /// `portfolio` may be null, and must outlive this.
    FileLogEstimator(
        core::engine::LogEstimationOptions options, const core::ports::PortfolioStore* portfolio);

    [[nodiscard]] core::Result<core::domain::LogEstimate> estimate(
        const std::filesystem::path& file) const override;

private:
    [[nodiscard]] core::Result<core::engine::LogEstimationOptions> options() const;

    core::engine::LogEstimationOptions m_options;
    const core::ports::PortfolioStore* m_portfolio;
};

} // namespace app
