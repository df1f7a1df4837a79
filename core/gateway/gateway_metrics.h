#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace core::gateway {

/// Counters and histograms in Prometheus' text format. For one thread.
class GatewayMetrics {
public:
    /// `labels` as in `task="cs_intent",tier="student"`; see labelsOf().
    void count(std::string_view name, const std::string& labels, double amount = 1);
    void observeSeconds(std::string_view name, const std::string& labels, double seconds);
    void setGauge(std::string_view name, double value);

    [[nodiscard]] std::string text() const;

    /// task and tier as labels, escaped.
    [[nodiscard]] static std::string labelsOf(std::string_view task, std::string_view tier);

private:
    static constexpr std::array<double, 16> kBounds{
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60};

    struct Histogram {
        std::array<std::uint64_t, kBounds.size()> counts{}; ///< not cumulative
        std::uint64_t total = 0;
        double sum = 0;
    };

    std::map<std::string, std::map<std::string, double>, std::less<>> m_counters; ///< name -> labels -> value
    std::map<std::string, std::map<std::string, Histogram>, std::less<>> m_histograms;
    std::map<std::string, double, std::less<>> m_gauges;
};

} // namespace core::gateway
