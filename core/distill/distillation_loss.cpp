#include "core/distill/distillation_loss.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace core::distill {

namespace {

std::vector<double> logSoftmax(std::span<const double> logits, double temperature)
{
    const double largest = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (const double logit : logits) {
        sum += std::exp((logit - largest) / temperature);
    }
    const double logSum = std::log(sum);
    std::vector<double> logarithms;
    logarithms.reserve(logits.size());
    for (const double logit : logits) {
        logarithms.push_back((logit - largest) / temperature - logSum);
    }
    return logarithms;
}

} // namespace

std::vector<double> softened(std::span<const double> probabilities, double temperature)
{
    std::vector<double> soft;
    soft.reserve(probabilities.size());
    double sum = 0;
    for (const double probability : probabilities) {
        soft.push_back(probability > 0 ? std::pow(probability, 1 / temperature) : 0.0);
        sum += soft.back();
    }
    if (sum > 0) {
        std::for_each(soft.begin(), soft.end(), [sum](double& probability) { probability /= sum; });
    }
    return soft;
}

double distillationLoss(std::span<const double> logits, std::span<const double> target,
    std::span<const double> softenedTeacher, const DistillationParameters& parameters, std::span<double> gradient)
{
    const double temperature = parameters.temperature;
    const double weight = softenedTeacher.empty() ? 0.0 : parameters.weight;
    const std::vector<double> logStudent = logSoftmax(logits, 1);
    double loss = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        loss -= (1 - weight) * target[i] * logStudent[i];
        gradient[i] = (1 - weight) * (std::exp(logStudent[i]) - target[i]);
    }
    if (weight == 0) {
        return loss;
    }
    const std::vector<double> logSoftened = logSoftmax(logits, temperature);
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const double teacher = softenedTeacher[i];
        if (teacher > 0) {
            loss += weight * temperature * temperature * teacher * (std::log(teacher) - logSoftened[i]);
        }
        gradient[i] += weight * temperature * (std::exp(logSoftened[i]) - teacher);
    }
    return loss;
}

} // namespace core::distill
