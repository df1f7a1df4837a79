#pragma once

#include "core/base/result.h"
#include "core/conformal/score_calibration.h"

#include <span>
#include <string>
#include <vector>

namespace core::conformal {

/// One answer's signals (token log-probability statistics, softmax margin, entropy, length, router features;
/// the caller chooses them, always in the same order) and whether it met the target. NaN: the signal is
/// missing.
struct ConfidenceExample {
    std::vector<double> features;
    bool meetsTarget = false;
};

struct ConfidenceOptions {
    double ridge = 1; ///< penalty on the coefficients of standardised features
};

/// Learned post-hoc confidence P(quality >= target | features): standardised logistic regression with a
/// temperature set on tuning data. A value: copies are independent, equality is exact.
class AnswerConfidence {
public:
    /// Needs training examples of equal length with both verdicts; otherwise InvalidArgument with what is
    /// missing. The temperature stays 1 without tuning examples.
    [[nodiscard]] static Result<AnswerConfidence> fit(std::span<const ConfidenceExample> training,
        std::span<const ConfidenceExample> tuning, const ConfidenceOptions& options = {});

    /// The same with another temperature.
    [[nodiscard]] AnswerConfidence withTemperature(const TemperatureScaling& temperature) const;

    /// In (0, 1). A missing signal counts as its training mean; NaN when the number of features is wrong.
    [[nodiscard]] double confidence(std::span<const double> features) const;

    [[nodiscard]] std::size_t signalCount() const { return m_means.size(); }
    [[nodiscard]] double temperature() const { return m_temperature.temperature; }
    /// Of the standardised features, intercept first.
    [[nodiscard]] std::span<const double> coefficients() const { return m_coefficients; }

    /// JSON that fromJson restores to an equal object.
    [[nodiscard]] std::string toJson() const;
    [[nodiscard]] static Result<AnswerConfidence> fromJson(const std::string& json);

    bool operator==(const AnswerConfidence&) const = default;

private:
    [[nodiscard]] std::vector<double> standardised(std::span<const double> features) const;

    std::vector<double> m_means;
    std::vector<double> m_scales;
    std::vector<double> m_coefficients; ///< intercept first
    TemperatureScaling m_temperature;
};

} // namespace core::conformal
