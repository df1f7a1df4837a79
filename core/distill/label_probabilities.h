#pragma once

#include "core/domain/label_distribution.h"

#include <optional>
#include <set>
#include <span>
#include <string>

namespace core::distill {

/// What a language model thought of each label when it answered a text with one of them, read off the likeliest tokens of
/// every place of its answer. A token that was not taken has the probability of what was answered up to there times its
/// own, and gives it to the labels that begin so, in equal parts where several do: nothing tells them apart. Reading ends
/// where only the answered label is left. Case and leading white space do not count.
/// Nothing when the answer is none of `labels`, and when less than half of the probability falls on them (the servers'
/// lists are short); otherwise the rest is scaled to 1. Likeliest first.
[[nodiscard]] std::optional<domain::LabelDistribution> labelProbabilities(
    std::span<const domain::TokenAlternatives> answer, const std::set<std::string>& labels);

} // namespace core::distill
