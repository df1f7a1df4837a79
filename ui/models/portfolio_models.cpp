#include "ui/models/portfolio_models.h"

#include "ui/models/price_model.h"
#include "ui/models/strings.h"

#include <algorithm>
#include <utility>

namespace ui::models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Portfolio)
};

using core::domain::Tier;

constexpr int kShownOfAVersion = 8;

QString shortVersion(QString id)
{
    const QString prefix = QStringLiteral("price-");
    return (id.startsWith(prefix) ? id.mid(prefix.size()) : id).left(kShownOfAVersion);
}

} // namespace

QString wordOf(core::domain::TierProvider provider)
{
    switch (provider) {
    case core::domain::TierProvider::Student:
        return Words::tr("Local student");
    case core::domain::TierProvider::Endpoint:
        return Words::tr("Endpoint");
    case core::domain::TierProvider::Recording:
        return Words::tr("Recording");
    }
    return {};
}

QString wordOf(core::domain::TaskKind kind)
{
    switch (kind) {
    case core::domain::TaskKind::Classification:
        return Words::tr("Classification");
    case core::domain::TaskKind::Tagging:
        return Words::tr("Tagging");
    case core::domain::TaskKind::Summarisation:
        return Words::tr("Summarisation");
    case core::domain::TaskKind::Generation:
        return Words::tr("Generation");
    }
    return {};
}

QString wordOf(core::domain::AnswerMetric metric)
{
    switch (metric) {
    case core::domain::AnswerMetric::LabelMatch:
        return Words::tr("Right label");
    case core::domain::AnswerMetric::EntityF1:
        return Words::tr("Entity F1");
    case core::domain::AnswerMetric::Rouge1:
        return Words::tr("ROUGE-1");
    case core::domain::AnswerMetric::RougeL:
        return Words::tr("ROUGE-L");
    case core::domain::AnswerMetric::TokenF1:
        return Words::tr("Token F1");
    }
    return {};
}

QString wordOf(core::domain::StreamingMode mode)
{
    switch (mode) {
    case core::domain::StreamingMode::Hold:
        return Words::tr("Held until scored");
    case core::domain::StreamingMode::RouterChoice:
        return Words::tr("Router's choice at once");
    }
    return {};
}

QString meaningOf(core::domain::StreamingMode mode)
{
    switch (mode) {
    case core::domain::StreamingMode::Hold:
        return Words::tr("A streamed answer is held back until its score is known, and escalated like any other: the "
                         "task's certificate covers it. The last tier streams at once.");
    case core::domain::StreamingMode::RouterChoice:
        return Words::tr("The tier that the router likes best streams at once. Its answer is not scored before it is "
                         "sent and never escalated: no certificate covers it.");
    }
    return {};
}

TierModel::TierModel(QObject* parent)
    : RowTableModel(parent)
{
    const auto remarks = [this](const Tier& tier) {
        QStringList words;
        if (m_catalogue.isLastTier(tier.id)) {
            words += tr("always answers");
        }
        if (tier.isOracle) {
            words += tr("oracle: upper bound for tests");
        }
        if (tier.isSimulated) {
            words += tr("simulated");
        }
        return words.isEmpty() ? Formats::dash() : words.join(QStringLiteral("; "));
    };
    setColumns({
        {tr("Tier"), {}, false, [this](const Tier& tier) { return m_catalogue.tierName(tier.id); },
            [](const Tier& tier) { return toQt(tier.id); },
            [this](const Tier& tier, int role) -> QVariant {
                return role == TierPlaceRole ? QVariant(m_catalogue.place(tier.id)) : QVariant();
            }},
        {tr("Provider"), {}, false, [](const Tier& tier) { return wordOf(tier.provider); }},
        {tr("Model"), {}, false,
            [](const Tier& tier) { return tier.model.empty() ? Formats::dash() : toQt(tier.model); }},
        {tr("Input, $/M"), tr("USD a million tokens"), true,
            [this](const Tier& tier) { return pricePerMillion(tier.prices.inputPicoUsd, m_formats); }},
        {tr("Output, $/M"), tr("USD a million tokens"), true,
            [this](const Tier& tier) { return pricePerMillion(tier.prices.outputPicoUsd, m_formats); }},
        {tr("Price version"), {}, false,
            [](const Tier& tier) {
                return tier.priceVersionId.empty() ? Formats::dash() : shortVersion(toQt(tier.priceVersionId));
            },
            [](const Tier& tier) { return toQt(tier.priceVersionId); }},
        {tr("Typical latency"), {}, true,
            [this](const Tier& tier) { return m_formats.milliseconds(tier.typicalLatencyMs); }},
        {tr("Remarks"), {}, false, remarks, remarks},
    });
}

void TierModel::update(const Catalogue& catalogue, const Formats& formats)
{
    m_catalogue = catalogue;
    m_formats = formats;
    setRows(m_catalogue.snapshot().tiers);
}

TaskModel::TaskModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = TaskRow;
    const auto studentText = [this](const Row& row) {
        if (!row.student.isServing) {
            return tr("none yet");
        }
        return row.student.threshold
            ? tr("serves at score ≥ %1").arg(m_formats.number(*row.student.threshold, 3))
            : tr("trained, certified for nothing");
    };
    setColumns({
        {tr("Task"), {}, false, [](const Row& row) { return toQt(row.task.name); }},
        {tr("Model name for clients"), tr("What a client program puts into the field `model`"), false,
            [](const Row& row) { return QStringLiteral("routenlp/") + toQt(row.task.id); }},
        {tr("Kind"), {}, false, [](const Row& row) { return wordOf(row.task.kind); }},
        {tr("Measured by"), {}, false, [](const Row& row) { return wordOf(row.task.metric); }},
        {tr("Target"), tr("Least quality of a single answer that counts as success"), true,
            [this](const Row& row) { return m_formats.number(row.task.answerFloor, 2); }},
        {tr("Audit rate"), {}, true,
            [this](const Row& row) { return m_formats.percent(row.task.auditRate); }},
        {tr("Streamed answers"), tr("How a request for a stream is answered"), false,
            [](const Row& row) { return wordOf(row.streaming.mode); },
            [](const Row& row) { return meaningOf(row.streaming.mode); }},
        {tr("Student"), {}, false, studentText, [](const Row& row) { return toQt(row.student.modelVersion); },
            [](const Row& row, int role) -> QVariant {
                return role == ToneRole && !row.student.isServing
                    ? QVariant(static_cast<int>(CellTone::Muted))
                    : QVariant();
            }},
    });
}

void TaskModel::update(const Catalogue& catalogue, const Formats& formats)
{
    m_formats = formats;
    const core::ports::ConsoleSnapshot& snapshot = catalogue.snapshot();
    std::vector<TaskRow> rows;
    for (const core::domain::Task& task : snapshot.tasks) {
        const auto student = std::find_if(snapshot.students.begin(), snapshot.students.end(),
            [&](const core::ports::StudentState& state) { return state.taskId == task.id; });
        rows.push_back({task, student == snapshot.students.end() ? core::ports::StudentState{} : *student,
            catalogue.streaming(task.id)});
    }
    setRows(std::move(rows));
}

} // namespace ui::models
