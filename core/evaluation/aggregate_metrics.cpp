#include "core/evaluation/aggregate_metrics.h"

#include "core/evaluation/answer_metrics.h"
#include "core/evaluation/entity_spans.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>

namespace core::evaluation
{

namespace
{

double ratio(double sum, std::size_t count)
{
    return count == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(count);
}

} // namespace

double accuracy(std::span<const std::string> answers, std::span<const domain::Reference> references)
{
    assert(answers.size() == references.size());
    double hits = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        hits += labelMatch(answers[i], references[i].labels);
    }
    return ratio(hits, answers.size());
}

double macroF1(std::span<const std::string> answers, std::span<const domain::Reference> references)
{
    assert(answers.size() == references.size());
    std::map<std::string, SpanCounts> classes; // the same three counts, of texts instead of spans
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const bool isHit = labelMatch(answers[i], references[i].labels) > 0.0;
        const std::string& main = references[i].labels.empty() ? answers[i] : references[i].labels.front();
        SpanCounts& predicted = classes[answers[i]];
        predicted.found += 1;
        predicted.hits += isHit ? 1 : 0;
        classes[isHit ? answers[i] : main].expected += 1;
    }
    double sum = 0;
    for (const auto& [label, counts] : classes) {
        sum += counts.f1();
    }
    return ratio(sum, classes.size());
}

double microEntityF1(std::span<const std::string> answers, std::span<const domain::Reference> references)
{
    assert(answers.size() == references.size());
    SpanCounts total;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        total += compareSpans(splitTags(answers[i]), references[i].tags);
    }
    return total.f1();
}

double meanQuality(const domain::Task& task, std::span<const std::string> answers,
    std::span<const domain::Reference> references)
{
    return aggregateScore(task, answers, references).meanQuality;
}

AggregateScore aggregateScore(const domain::Task& task, std::span<const std::string> answers,
    std::span<const domain::Reference> references)
{
    assert(answers.size() == references.size());
    double quality = 0;
    double meetsFloor = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const double one = answerQuality(task, answers[i], references[i]);
        quality += one;
        meetsFloor += one >= task.answerFloor ? 1.0 : 0.0;
    }
    AggregateScore score;
    score.count = answers.size();
    score.meanQuality = ratio(quality, answers.size());
    score.meetsFloorShare = ratio(meetsFloor, answers.size());
    if (task.metric == domain::AnswerMetric::LabelMatch) {
        score.macroF1 = macroF1(answers, references);
    }
    if (task.metric == domain::AnswerMetric::EntityF1) {
        score.entityF1 = microEntityF1(answers, references);
    }
    return score;
}

} // namespace core::evaluation
