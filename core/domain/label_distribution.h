#pragma once

#include <string>
#include <vector>

namespace core::domain {

/// How likely a teacher takes one label to be, in [0, 1].
struct LabelProbability {
    std::string label;
    double probability = 0;

    bool operator==(const LabelProbability&) const = default;
};

/// A teacher's probabilities of the labels of one text, or of the tags of one token; they sum to 1. Labels that are left
/// out have probability 0. Empty: the teacher told nothing.
using LabelDistribution = std::vector<LabelProbability>;

/// A token that a language model might have answered with, and its natural log-probability.
struct TokenLogprob {
    std::string token;
    double logprob = 0;

    bool operator==(const TokenLogprob&) const = default;
};

/// Of one place of an answer: the token that was answered first, then the likeliest others.
using TokenAlternatives = std::vector<TokenLogprob>;

} // namespace core::domain
