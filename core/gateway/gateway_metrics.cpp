#include "core/gateway/gateway_metrics.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>

namespace core::gateway {

namespace {

std::string number(double value)
{
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.15g", value);
    return text.data();
}

std::string escaped(std::string_view value)
{
    std::string text;
    for (const char c : value) {
        if (c == '\\' || c == '"') {
            text += '\\';
        }
        text += c == '\n' ? ' ' : c;
    }
    return text;
}

std::string joined(const std::string& labels, const std::string& bound)
{
    return (labels.empty() ? std::string() : labels + ",") + "le=\"" + bound + "\"";
}

std::string braced(const std::string& labels)
{
    return labels.empty() ? std::string() : "{" + labels + "}";
}

} // namespace

std::string GatewayMetrics::labelsOf(std::string_view task, std::string_view tier)
{
    return "task=\"" + escaped(task) + "\",tier=\"" + escaped(tier) + "\"";
}

void GatewayMetrics::count(std::string_view name, const std::string& labels, double amount)
{
    m_counters[std::string(name)][labels] += amount;
}

void GatewayMetrics::observeSeconds(std::string_view name, const std::string& labels, double seconds)
{
    Histogram& histogram = m_histograms[std::string(name)][labels];
    const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
    if (bound != kBounds.end()) {
        ++histogram.counts[static_cast<std::size_t>(bound - kBounds.begin())];
    }
    ++histogram.total;
    histogram.sum += seconds;
}

void GatewayMetrics::setGauge(std::string_view name, double value)
{
    m_gauges[std::string(name)] = value;
}

std::string GatewayMetrics::text() const
{
    std::string text;
    for (const auto& [name, value] : m_gauges) {
        text += "# TYPE " + name + " gauge\n" + name + " " + number(value) + "\n";
    }
    for (const auto& [name, series] : m_counters) {
        text += "# TYPE " + name + " counter\n";
        for (const auto& [labels, value] : series) {
            text += name + braced(labels) + " " + number(value) + "\n";
        }
    }
    for (const auto& [name, series] : m_histograms) {
        text += "# TYPE " + name + " histogram\n";
        for (const auto& [labels, histogram] : series) {
            std::uint64_t cumulative = 0;
            for (std::size_t i = 0; i < kBounds.size(); ++i) {
                cumulative += histogram.counts[i];
                text += name + "_bucket{" + joined(labels, number(kBounds[i])) + "} "
                    + std::to_string(cumulative) + "\n";
            }
            text
                += name + "_bucket{" + joined(labels, "+Inf") + "} " + std::to_string(histogram.total) + "\n";
            text += name + "_sum" + braced(labels) + " " + number(histogram.sum) + "\n";
            text += name + "_count" + braced(labels) + " " + std::to_string(histogram.total) + "\n";
        }
    }
    return text;
}

} // namespace core::gateway
