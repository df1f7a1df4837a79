#pragma once

#include "core/domain/label_distribution.h"
#include "core/domain/money.h"
#include "core/domain/split.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::domain {

/// What a right answer looks like. Exactly one of the forms is used, by the kind of the task.
struct Reference {
    std::vector<std::string> labels; ///< classification: every label that counts as right, the main one first
    std::vector<std::string> tags;   ///< tagging: one BIO tag a token
    std::string text;                ///< summarisation, generation

    [[nodiscard]] bool isEmpty() const { return labels.empty() && tags.empty() && text.empty(); }
    bool operator==(const Reference&) const = default;
};

/// One model's recorded answer to one query.
struct RecordedResponse {
    std::string text;
    std::optional<double> quality; ///< in [0, 1]
    std::optional<std::int64_t> promptTokens;
    std::optional<std::int64_t> completionTokens;
    std::optional<double> latencyMs;
    std::vector<double> logprobs; ///< of the answer's tokens, natural logarithm; may be empty
    std::vector<TokenAlternatives> topLogprobs{}; ///< one a token of the answer; may be empty

    bool operator==(const RecordedResponse&) const = default;
};

/// One line of a labelled file or of a recording: a query with its reference and the answers recorded for it.
struct Example {
    std::string id;
    std::string taskId;
    std::string text;
    std::vector<std::string> tokens; ///< tagging only: the tokens that `reference.tags` speak of
    Reference reference;             ///< may be empty in a recording
    bool isTest = false;             ///< the data set's own test split
    std::map<std::string, RecordedResponse> responses; ///< by model name
    std::string source;              ///< file or generator it came from
    /// Of a training text, what a teacher thought of the labels: one for classification, one a token for tagging (empty:
    /// nothing told of this token). Empty: labels alone.
    std::vector<LabelDistribution> softTargets{};

    bool operator==(const Example&) const = default;
};

/// An example of the workspace: identity and split are assigned once, at ingestion.
struct StoredExample {
    Example example;
    TextIdentity identity;
};

} // namespace core::domain
