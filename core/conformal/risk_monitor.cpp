#include "core/conformal/risk_monitor.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core::conformal {

namespace {

constexpr double kLargest = 1e300; ///< evidence stops growing here instead of overflowing
constexpr double kSmallest = 1e-300;

bool isProbability(double value)
{
    return value > 0 && value < 1;
}

Result<void> checkOptions(const MonitorOptions& options)
{
    if (isProbability(options.alpha) && isProbability(options.delta) && options.watchLevel > 1) {
        return {};
    }
    return fail(ErrorCode::InvalidArgument,
        "A monitor needs alpha and delta strictly between 0 and 1 and a watch level above 1; it was given "
            + std::to_string(options.alpha) + ", " + std::to_string(options.delta) + " and "
            + std::to_string(options.watchLevel) + ".");
}

double bounded(double mass)
{
    return mass < kSmallest ? 0.0 : std::min(mass, kLargest);
}

double meanOf(const std::array<double, MonitorState::kAlternatives>& mass)
{
    return std::accumulate(mass.begin(), mass.end(), 0.0) / static_cast<double>(mass.size());
}

bool isPlausible(const MonitorState& state)
{
    const auto isMass = [](double mass) { return mass >= 0 && mass <= kLargest; };
    return std::all_of(state.alarmMass.begin(), state.alarmMass.end(), isMass)
        && std::all_of(state.watchMass.begin(), state.watchMass.end(), isMass) && state.weightSpent >= 0
        && state.weightSpent <= 1 + 1e-9 && state.weightPerObservation >= 0 && state.weightPerObservation <= 1
        && state.day >= 0 && state.weightsLeft >= 0 && state.weighted >= 0
        && state.inverseProbabilities >= static_cast<double>(state.weighted)
        && state.observations >= state.audits && state.audits >= state.failures && state.failures >= 0;
}

nlohmann::json optionalJson(const std::optional<std::int64_t>& value)
{
    return value ? nlohmann::json(*value) : nlohmann::json();
}

std::optional<std::int64_t> optionalFrom(const nlohmann::json& json)
{
    return json.is_null() ? std::nullopt : std::optional(json.get<std::int64_t>());
}

} // namespace

std::array<double, MonitorState::kAlternatives> alternativesFor(double alpha)
{
    std::array<double, MonitorState::kAlternatives> alternatives{1.25, 1.5, 2, 3};
    for (double& alternative : alternatives) {
        alternative = std::min(alternative * alpha, (1 + alpha) / 2);
    }
    return alternatives;
}

RiskMonitor::RiskMonitor(const MonitorState& state)
    : m_state(state)
{
}

Result<RiskMonitor> RiskMonitor::create(const MonitorOptions& options)
{
    if (auto checked = checkOptions(options); !checked) {
        return fail(checked.error());
    }
    MonitorState state;
    state.options = options;
    return RiskMonitor(state);
}

Result<RiskMonitor> RiskMonitor::restore(const MonitorState& state)
{
    if (!checkOptions(state.options) || !isPlausible(state)) {
        return fail(ErrorCode::Corrupt,
            "The stored state of a risk monitor is damaged; start a new monitor and count this as a gap in "
            "it.");
    }
    return RiskMonitor(state);
}

void RiskMonitor::beginDay(std::int64_t plannedObservations)
{
    ++m_state.day;
    const auto d = static_cast<double>(m_state.day);
    m_state.weightsLeft = std::max<std::int64_t>(plannedObservations, 0);
    m_state.weightPerObservation
        = m_state.weightsLeft > 0 ? 1 / (d * (d + 1) * static_cast<double>(m_state.weightsLeft)) : 0.0;
}

Evidence RiskMonitor::observeAudit(bool isFailure)
{
    ++m_state.audits;
    m_state.failures += isFailure ? 1 : 0;
    return observe(isFailure ? 1 : 0, 1);
}

Result<Evidence> RiskMonitor::observeAccepted(double probability, bool isAudited, bool isFailure)
{
    if (!(probability > 0 && probability <= 1)) {
        return fail(ErrorCode::InvalidArgument,
            "The audit probability of an accepted answer is " + std::to_string(probability)
                + "; it must be above 0 and at most 1. Answers that could never be audited cannot be "
                  "monitored.");
    }
    MonitorState& s = m_state;
    s.audits += isAudited ? 1 : 0;
    s.failures += isAudited && isFailure ? 1 : 0;
    const double meanInverse
        = s.weighted > 0 ? s.inverseProbabilities / static_cast<double>(s.weighted) : 1 / probability;
    const bool isFirst = s.weighted == 0;
    ++s.weighted;
    s.inverseProbabilities += 1 / probability;
    // Nothing is known before the first answer, so nothing is bet on it.
    const double z = isFirst ? s.options.alpha : (isAudited && isFailure ? 1 / probability : 0);
    return observe(z, meanInverse);
}

Evidence RiskMonitor::observe(double z, double meanInverse)
{
    MonitorState& s = m_state;
    const double alpha = s.options.alpha;
    double weight = 0;
    if (s.weightsLeft > 0) {
        --s.weightsLeft;
        weight = s.weightPerObservation;
    }
    const auto alternatives = alternativesFor(alpha);
    const double variance = alpha * meanInverse - alpha * alpha;
    for (std::size_t j = 0; j < alternatives.size(); ++j) {
        const double factor = 1 + (alternatives[j] - alpha) / variance * (z - alpha);
        s.alarmMass[j] = bounded((s.alarmMass[j] + weight) * factor);
        s.watchMass[j] = bounded((s.watchMass[j] + 1) * factor);
    }
    s.weightSpent += weight;
    ++s.observations;
    const Evidence now = evidence();
    if (now.alarm >= 1 / s.options.delta && !s.alarmAt) {
        s.alarmAt = s.observations;
    }
    if (now.watch >= s.options.watchLevel && !s.watchAt) {
        s.watchAt = s.observations;
    }
    return evidence();
}

Evidence RiskMonitor::evidence() const
{
    return {meanOf(m_state.alarmMass) + 1 - m_state.weightSpent, meanOf(m_state.watchMass),
        m_state.alarmAt.has_value(), m_state.watchAt.has_value()};
}

void RiskMonitor::resetWatch()
{
    m_state.watchMass.fill(0);
    m_state.watchAt.reset();
}

std::string RiskMonitor::toJson() const
{
    const MonitorState& s = m_state;
    return nlohmann::json{{"format", "routenlp-monitor-1"}, {"alpha", s.options.alpha},
        {"delta", s.options.delta}, {"watch_level", s.options.watchLevel}, {"alarm_mass", s.alarmMass},
        {"watch_mass", s.watchMass}, {"weight_spent", s.weightSpent}, {"day", s.day},
        {"weight_per_observation", s.weightPerObservation}, {"weights_left", s.weightsLeft},
        {"weighted", s.weighted}, {"inverse_probabilities", s.inverseProbabilities},
        {"observations", s.observations}, {"audits", s.audits}, {"failures", s.failures},
        {"alarm_at", optionalJson(s.alarmAt)}, {"watch_at", optionalJson(s.watchAt)}}
        .dump();
}

Result<RiskMonitor> RiskMonitor::fromJson(const std::string& text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    try {
        MonitorState s;
        if (json.at("format") == "routenlp-monitor-1") {
            s.options = {json.at("alpha"), json.at("delta"), json.at("watch_level")};
            json.at("alarm_mass").get_to(s.alarmMass);
            json.at("watch_mass").get_to(s.watchMass);
            json.at("weight_spent").get_to(s.weightSpent);
            json.at("day").get_to(s.day);
            json.at("weight_per_observation").get_to(s.weightPerObservation);
            json.at("weights_left").get_to(s.weightsLeft);
            json.at("weighted").get_to(s.weighted);
            json.at("inverse_probabilities").get_to(s.inverseProbabilities);
            json.at("observations").get_to(s.observations);
            json.at("audits").get_to(s.audits);
            json.at("failures").get_to(s.failures);
            s.alarmAt = optionalFrom(json.at("alarm_at"));
            s.watchAt = optionalFrom(json.at("watch_at"));
            return restore(s);
        }
    } catch (const nlohmann::json::exception&) {
    }
    return fail(ErrorCode::Corrupt,
        "The stored state of a risk monitor cannot be read; start a new monitor and count this as a gap in "
        "it.");
}

} // namespace core::conformal
