#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core::domain {

enum class TaskKind {
    Classification, ///< one label out of a closed set
    Tagging,        ///< one BIO tag a token
    Summarisation,  ///< a shorter text
    Generation,     ///< a free reply
};

/// How one answer is scored against its reference, in [0, 1].
enum class AnswerMetric {
    LabelMatch, ///< 1 when the label is one of the right ones
    EntityF1,   ///< F1 over the entity spans of one text; 1 when neither side has any
    Rouge1,     ///< ROUGE-1 F1
    RougeL,     ///< ROUGE-L F1
    TokenF1,    ///< F1 over the bag of words
};

/// One kind of work that client programs ask for.
struct Task {
    std::string id;   ///< e.g. "cs_intent"; lower case, digits and underscore
    std::string name; ///< for people
    TaskKind kind = TaskKind::Classification;
    AnswerMetric metric = AnswerMetric::LabelMatch;
    double answerFloor = 1.0;            ///< per answer: quality below it is a failure
    std::optional<double> metricTarget;  ///< aggregate (e.g. macro F1): shown and gated, never used per answer
    double alpha = 0.05;                 ///< risk level: tolerated share of failures among accepted answers
    double delta = 0.10;                 ///< 1 - confidence of the certificate
    double auditRate = 0.02;             ///< probability that an accepted answer is judged
};

[[nodiscard]] std::string_view toString(TaskKind kind);
[[nodiscard]] std::string_view toString(AnswerMetric metric);
[[nodiscard]] std::optional<TaskKind> taskKindFrom(std::string_view name);
[[nodiscard]] std::optional<AnswerMetric> answerMetricFrom(std::string_view name);

/// The six tasks of the paper, by id: fin_ner, fin_summ, cs_intent, cs_response, legal_clause, legal_risk.
[[nodiscard]] std::optional<Task> presetTask(std::string_view id);

/// True for ids of 1-64 characters from [a-z0-9_/.-], starting with a letter or digit.
[[nodiscard]] bool isValidTaskId(std::string_view id);

} // namespace core::domain
