#include "core/domain/task.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core::domain {

namespace {

constexpr std::array<std::pair<TaskKind, std::string_view>, 4> kKinds{{
    {TaskKind::Classification, "classification"},
    {TaskKind::Tagging, "tagging"},
    {TaskKind::Summarisation, "summarisation"},
    {TaskKind::Generation, "generation"},
}};

constexpr std::array<std::pair<AnswerMetric, std::string_view>, 5> kMetrics{{
    {AnswerMetric::LabelMatch, "label_match"},
    {AnswerMetric::EntityF1, "entity_f1"},
    {AnswerMetric::Rouge1, "rouge_1"},
    {AnswerMetric::RougeL, "rouge_l"},
    {AnswerMetric::TokenF1, "token_f1"},
}};

template <typename Enum, std::size_t N>
std::string_view nameOf(const std::array<std::pair<Enum, std::string_view>, N>& table, Enum value)
{
    const auto row = std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.first == value; });
    return row == table.end() ? std::string_view() : row->second;
}

template <typename Enum, std::size_t N>
std::optional<Enum> valueOf(const std::array<std::pair<Enum, std::string_view>, N>& table, std::string_view name)
{
    const auto row = std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.second == name; });
    return row == table.end() ? std::nullopt : std::optional<Enum>(row->first);
}

Task preset(std::string id, std::string name, TaskKind kind, AnswerMetric metric, double answerFloor, double metricTarget)
{
    Task task;
    task.id = std::move(id);
    task.name = std::move(name);
    task.kind = kind;
    task.metric = metric;
    task.answerFloor = answerFloor;
    task.metricTarget = metricTarget;
    return task;
}

} // namespace

std::string_view toString(TaskKind kind) { return nameOf(kKinds, kind); }
std::string_view toString(AnswerMetric metric) { return nameOf(kMetrics, metric); }
std::optional<TaskKind> taskKindFrom(std::string_view name) { return valueOf(kKinds, name); }
std::optional<AnswerMetric> answerMetricFrom(std::string_view name) { return valueOf(kMetrics, name); }

std::optional<Task> presetTask(std::string_view id)
{
    static const std::array<Task, 6> kPresets{
        preset("fin_ner", "Financial NER", TaskKind::Tagging, AnswerMetric::EntityF1, 1.0, 0.90),
        preset("fin_summ", "Financial summarisation", TaskKind::Summarisation, AnswerMetric::RougeL, 0.30, 0.40),
        preset("cs_intent", "Customer-service intent", TaskKind::Classification, AnswerMetric::LabelMatch, 1.0, 0.92),
        preset("cs_response", "Customer-service response", TaskKind::Generation, AnswerMetric::TokenF1, 0.60, 0.80),
        preset("legal_clause", "Legal clause", TaskKind::Classification, AnswerMetric::LabelMatch, 1.0, 0.85),
        preset("legal_risk", "Legal risk", TaskKind::Classification, AnswerMetric::LabelMatch, 1.0, 0.90),
    };
    const auto task = std::find_if(kPresets.begin(), kPresets.end(), [&](const Task& t) { return t.id == id; });
    return task == kPresets.end() ? std::nullopt : std::optional<Task>(*task);
}

bool isValidTaskId(std::string_view id)
{
    const auto isAlphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !id.empty() && id.size() <= 64 && isAlphanumeric(id.front())
        && std::all_of(id.begin(), id.end(), [&](char c) {
               return isAlphanumeric(c) || c == '_' || c == '/' || c == '.' || c == '-';
           });
}

} // namespace core::domain
