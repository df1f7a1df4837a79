#include "core/distill/label_probabilities.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>
#include <numeric>
#include <string_view>
#include <vector>

namespace core::distill {

namespace {

constexpr double kLeastCovered = 0.5; ///< of the probability

std::string folded(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

std::string_view trimmed(std::string_view text, std::string_view leading, std::string_view trailing)
{
    text.remove_prefix(std::min(text.find_first_not_of(leading), text.size()));
    const std::size_t last = trailing.empty() ? text.size() : text.find_last_not_of(trailing) + 1;
    return text.substr(0, std::min(last, text.size()));
}

constexpr std::string_view kWhiteSpace = " \t\r\n";

double probabilityOf(const domain::TokenLogprob& token)
{
    return std::isnan(token.logprob) ? 0.0 : std::exp(std::min(0.0, token.logprob));
}

/// The labels with the probability that fell on each so far.
class Tally {
public:
    explicit Tally(const std::set<std::string>& labels)
        : m_labels(labels.begin(), labels.end())
        , m_mass(labels.size(), 0.0)
    {
        std::transform(m_labels.begin(), m_labels.end(), std::back_inserter(m_folded), &folded);
    }

    /// Labels that begin with what was answered; all of them before anything was.
    [[nodiscard]] std::vector<std::size_t> beginningWith(const std::string& answered) const
    {
        const std::string beginning = folded(trimmed(answered, kWhiteSpace, {}));
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < m_folded.size(); ++i) {
            if (m_folded[i].starts_with(beginning)) {
                found.push_back(i);
            }
        }
        return found;
    }
    /// The label that is all of the answer; the number of labels where none is.
    [[nodiscard]] std::size_t equalTo(const std::string& answered) const
    {
        const auto found = std::find(m_folded.begin(), m_folded.end(), folded(trimmed(answered, kWhiteSpace, kWhiteSpace)));
        return static_cast<std::size_t>(found - m_folded.begin());
    }
    [[nodiscard]] std::size_t size() const { return m_labels.size(); }

    void share(std::span<const std::size_t> among, double mass)
    {
        for (const std::size_t label : among) {
            m_mass[label] += mass / static_cast<double>(among.size());
        }
    }

    [[nodiscard]] std::optional<domain::LabelDistribution> distribution() const
    {
        const double covered = std::accumulate(m_mass.begin(), m_mass.end(), 0.0);
        if (covered < kLeastCovered) {
            return std::nullopt;
        }
        domain::LabelDistribution distribution;
        for (std::size_t i = 0; i < m_labels.size(); ++i) {
            if (m_mass[i] > 0) {
                distribution.push_back({m_labels[i], m_mass[i] / covered});
            }
        }
        std::ranges::stable_sort(distribution, std::greater<>(), &domain::LabelProbability::probability);
        return distribution;
    }

private:
    std::vector<std::string> m_labels;
    std::vector<std::string> m_folded;
    std::vector<double> m_mass;
};

} // namespace

std::optional<domain::LabelDistribution> labelProbabilities(
    std::span<const domain::TokenAlternatives> answer, const std::set<std::string>& labels)
{
    Tally tally(labels);
    std::string answered;
    double reach = 1; // probability of what was answered so far
    std::vector<std::size_t> left = tally.beginningWith(answered);
    for (const domain::TokenAlternatives& place : answer) {
        if (place.empty()) {
            return std::nullopt;
        }
        const domain::TokenLogprob& taken = place.front();
        for (const domain::TokenLogprob& other : std::span(place).subspan(1)) {
            const bool saysNothing = trimmed(answered + other.token, kWhiteSpace, {}).empty();
            if (other.token != taken.token && !saysNothing) {
                const std::string longer = answered + other.token;
                std::vector<std::size_t> among = tally.beginningWith(longer);
                if (const std::size_t whole = tally.equalTo(longer); among.empty() && whole < tally.size()) {
                    among = {whole}; // white space after a shorter label
                }
                tally.share(among, reach * probabilityOf(other));
            }
        }
        reach *= probabilityOf(taken);
        const std::string longer = answered + taken.token;
        left = tally.beginningWith(longer);
        if (left.empty() && tally.equalTo(longer) < tally.size()) {
            break; // white space after the label
        }
        answered = longer;
        if (left.size() < 2) {
            break;
        }
    }
    if (const std::size_t whole = tally.equalTo(answered); whole < tally.size()) {
        left = {whole};
    }
    if (left.empty() || trimmed(answered, kWhiteSpace, {}).empty()) {
        return std::nullopt;
    }
    tally.share(left, reach);
    return tally.distribution();
}

} // namespace core::distill
