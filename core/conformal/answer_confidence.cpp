#include "core/conformal/answer_confidence.h"

#include "core/conformal/logistic_regression.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::conformal {

namespace {

/// Mean and standard deviation over the finite values; scale 1 for a constant signal.
void measure(std::span<const ConfidenceExample> examples, std::size_t signal, double& mean, double& scale)
{
    double count = 0;
    double squares = 0;
    mean = 0;
    for (const ConfidenceExample& example : examples) {
        const double value = example.features[signal];
        if (std::isfinite(value)) {
            count += 1;
            const double gap = value - mean;
            mean += gap / count;
            squares += gap * (value - mean);
        }
    }
    const double deviation = count > 1 ? std::sqrt(squares / count) : 0.0;
    scale = deviation > 1e-12 ? deviation : 1.0;
}

Result<void> check(std::span<const ConfidenceExample> training, std::span<const ConfidenceExample> tuning)
{
    const auto isRight = [](const ConfidenceExample& example) { return example.meetsTarget; };
    const auto right = std::count_if(training.begin(), training.end(), isRight);
    if (right == 0 || right == std::ssize(training)) {
        return fail(ErrorCode::InvalidArgument,
            "The confidence model needs answers that met the target and answers that did not; it has "
                + std::to_string(right) + " and " + std::to_string(std::ssize(training) - right)
                + ". Judge more answers.");
    }
    const std::size_t length = training.front().features.size();
    const auto hasLength
        = [length](const ConfidenceExample& example) { return example.features.size() == length; };
    if (!std::all_of(training.begin(), training.end(), hasLength)
        || !std::all_of(tuning.begin(), tuning.end(), hasLength)) {
        return fail(ErrorCode::InvalidArgument,
            "Every example of the confidence model must have the same " + std::to_string(length)
                + " features.");
    }
    return {};
}

} // namespace

Result<AnswerConfidence> AnswerConfidence::fit(std::span<const ConfidenceExample> training,
    std::span<const ConfidenceExample> tuning, const ConfidenceOptions& options)
{
    if (auto checked = check(training, tuning); !checked) {
        return fail(checked.error());
    }
    AnswerConfidence model;
    const std::size_t length = training.front().features.size();
    model.m_means.resize(length);
    model.m_scales.resize(length);
    for (std::size_t s = 0; s < length; ++s) {
        measure(training, s, model.m_means[s], model.m_scales[s]);
    }
    std::vector<std::vector<double>> rows;
    std::vector<LogisticSample> samples;
    rows.reserve(training.size());
    for (const ConfidenceExample& example : training) {
        rows.push_back(model.standardised(example.features));
        samples.push_back({rows.back(), 1, example.meetsTarget ? 1.0 : 0.0});
    }
    model.m_coefficients = fitLogistic(samples, {options.ridge, 50, 1e-10});
    std::vector<ScoredOutcome> outcomes;
    for (const ConfidenceExample& example : tuning) {
        outcomes.push_back({model.confidence(example.features), example.meetsTarget});
    }
    model.m_temperature = fitTemperature(outcomes);
    return model;
}

AnswerConfidence AnswerConfidence::withTemperature(const TemperatureScaling& temperature) const
{
    AnswerConfidence model = *this;
    model.m_temperature = temperature;
    return model;
}

std::vector<double> AnswerConfidence::standardised(std::span<const double> features) const
{
    std::vector<double> standard;
    for (std::size_t s = 0; s < features.size(); ++s) {
        standard.push_back(std::isfinite(features[s]) ? (features[s] - m_means[s]) / m_scales[s] : 0.0);
    }
    return standard;
}

double AnswerConfidence::confidence(std::span<const double> features) const
{
    if (features.size() != m_means.size() || m_coefficients.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    return m_temperature.apply(sigmoid(linearScore(m_coefficients, standardised(features))));
}

std::string AnswerConfidence::toJson() const
{
    return nlohmann::json{{"format", "routenlp-confidence-1"}, {"means", m_means}, {"scales", m_scales},
        {"coefficients", m_coefficients}, {"temperature", m_temperature.temperature}}
        .dump();
}

Result<AnswerConfidence> AnswerConfidence::fromJson(const std::string& text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    try {
        AnswerConfidence model;
        json.at("means").get_to(model.m_means);
        json.at("scales").get_to(model.m_scales);
        json.at("coefficients").get_to(model.m_coefficients);
        json.at("temperature").get_to(model.m_temperature.temperature);
        const bool isWhole = json.at("format") == "routenlp-confidence-1"
            && model.m_scales.size() == model.m_means.size()
            && model.m_coefficients.size() == model.m_means.size() + 1 && model.m_temperature.temperature > 0;
        if (isWhole) {
            return model;
        }
    } catch (const nlohmann::json::exception&) {
    }
    return fail(ErrorCode::Corrupt, "The stored confidence model cannot be read; fit it again.");
}

} // namespace core::conformal
