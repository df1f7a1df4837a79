#include "app/log_estimator.h"

#include "core/datasets/request_log.h"

#include <utility>

namespace app {

FileLogEstimator::FileLogEstimator(
    core::engine::LogEstimationOptions options, const core::ports::PortfolioStore* portfolio)
    : m_options(std::move(options))
    , m_portfolio(portfolio)
{
}

core::Result<core::engine::LogEstimationOptions> FileLogEstimator::options() const
{
    core::engine::LogEstimationOptions options = m_options;
    if (m_portfolio == nullptr) {
        return options;
    }
    const auto versions = m_portfolio->priceVersions();
    const auto tiers = versions ? m_portfolio->tiers() : core::Result<std::vector<core::domain::Tier>>();
    if (!versions || !tiers) {
        return core::fail(!versions ? versions.error() : tiers.error());
    }
    std::map<std::string, std::int64_t> newest;
    for (const core::domain::PriceVersion& version : *versions) {
        const auto [known, isNew] = newest.try_emplace(version.model, version.validFromUs);
        if (!m_options.prices.contains(version.model) && (isNew || version.validFromUs >= known->second)) {
            known->second = version.validFromUs;
            options.prices[version.model] = version.prices;
        }
    }
    if (!tiers->empty() && tiers->front().prices.inputPicoUsd && tiers->front().prices.outputPicoUsd) {
        options.studentPrices = tiers->front().prices;
    }
    return options;
}

core::Result<core::domain::LogEstimate> FileLogEstimator::estimate(const std::filesystem::path& file) const
{
    core::Result<core::engine::LogEstimationOptions> wanted = options();
    if (!wanted) {
        return core::fail(wanted.error());
    }
    core::engine::LogEstimation estimation(std::move(*wanted));
    const core::Result<core::datasets::RequestLogReport> read = core::datasets::readRequestLog(
        file, [&](core::domain::LoggedRequest request) { estimation.add(std::move(request)); });
    if (!read) {
        return core::fail(read.error());
    }
    core::Result<core::domain::LogEstimate> estimate = estimation.result();
    if (!estimate) {
        return core::fail(estimate.error().within(file.filename().string()));
    }
    estimate->format = read->format;
    estimate->file = file.filename().string();
    estimate->skipped = read->skipped;
    return estimate;
}

} // namespace app
