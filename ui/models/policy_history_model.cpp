#include "ui/models/policy_history_model.h"

#include "core/domain/proportion.h"
#include "ui/models/stage_words.h"
#include "ui/models/strings.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace ui::models {

namespace {

using core::domain::PolicyDifference;
using core::domain::PolicyField;
using core::ports::TrafficTotals;

constexpr double kPer = 1000; ///< costs are shown for this many requests
constexpr int kNamedTasks = 2; ///< of a version; the rest is counted

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PolicyHistory)
};

double costPerQuery(const TrafficTotals& totals)
{
    return totals.queries == 0 ? std::numeric_limits<double>::quiet_NaN()
                               : static_cast<double>(totals.spend.nanoUsd) / 1e9
            / static_cast<double>(totals.queries);
}

QString costText(double perQuery, const Formats& formats)
{
    return std::isnan(perQuery) ? Formats::dash() : formats.approximateUsd(perQuery * kPer);
}

QString bandText(const std::optional<core::ports::PredictedFigure>& figure,
    const std::function<QString(double)>& text)
{
    return figure ? QStringLiteral("%1 (%2 – %3)").arg(text(figure->after), text(figure->low), text(figure->high))
                  : Formats::dash();
}

QString shareWithInterval(std::int64_t part, std::int64_t whole, const Formats& formats)
{
    if (whole == 0) {
        return Formats::dash();
    }
    const auto interval = core::domain::wilsonInterval(
        static_cast<std::size_t>(std::max<std::int64_t>(0, part)), static_cast<std::size_t>(whole));
    return QStringLiteral("%1 (%2 – %3)")
        .arg(formats.percent(static_cast<double>(part) / static_cast<double>(whole)),
            formats.percent(interval.low), formats.percent(interval.high));
}

double meanQuality(const TrafficTotals& totals)
{
    return totals.judgedWeight > 0 ? totals.judgedQualityWeight / totals.judgedWeight
                                   : std::numeric_limits<double>::quiet_NaN();
}

QString qualityText(const TrafficTotals& totals, const Formats& formats)
{
    return totals.judged == 0 ? Words::tr("not measured")
                              : Words::tr("%1, n = %2").arg(formats.percent(meanQuality(totals)), formats.count(totals.judged));
}

} // namespace

std::vector<PolicyVersionRow> versionRows(const core::ports::PolicyHistory::Chain& chain)
{
    std::vector<PolicyVersionRow> rows;
    const core::domain::PolicyVersion* before = nullptr;
    for (const core::domain::PolicyVersion& version : chain.versions) {
        PolicyVersionRow row;
        row.version = version;
        row.changes = core::domain::differencesOf(
            before == nullptr ? core::domain::PolicyVersion{} : *before, version);
        row.isBroken = chain.brokenAt == version.sequence;
        row.isActive = &version == &chain.versions.back();
        rows.push_back(std::move(row));
        before = &version;
    }
    std::reverse(rows.begin(), rows.end());
    return rows;
}

std::vector<std::string> tasksOf(const std::vector<PolicyDifference>& changes)
{
    std::vector<std::string> tasks;
    for (const PolicyDifference& change : changes) {
        if (std::find(tasks.begin(), tasks.end(), change.taskId) == tasks.end()) {
            tasks.push_back(change.taskId);
        }
    }
    return tasks;
}

QString fieldInWords(const PolicyDifference& difference, const Catalogue& catalogue)
{
    const QString tier = catalogue.tierName(difference.tierId);
    switch (difference.field) {
    case PolicyField::TaskAdded:
        return Words::tr("Task has a policy of its own");
    case PolicyField::TaskRemoved:
        return Words::tr("Task has no policy any more");
    case PolicyField::AnswerFloor:
        return Words::tr("Quality target");
    case PolicyField::Alpha:
        return Words::tr("Risk level α");
    case PolicyField::Delta:
        return Words::tr("Confidence 1−δ");
    case PolicyField::AuditRate:
        return Words::tr("Audit rate");
    case PolicyField::LatencyLimit:
        return Words::tr("Latency limit");
    case PolicyField::CostLimit:
        return Words::tr("Budget a request");
    case PolicyField::Router:
        return Words::tr("Router");
    case PolicyField::Model:
        return Words::tr("Model of %1").arg(tier);
    case PolicyField::Confidence:
        return Words::tr("Learned confidence of %1").arg(tier);
    case PolicyField::Threshold:
        return Words::tr("Threshold of %1").arg(tier);
    }
    return {};
}

QString valueInWords(PolicyField field, const PolicyDifference::Value& value, const Formats& formats)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        return toQt(*text);
    }
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr) {
        const bool isStatement = field == PolicyField::TaskAdded || field == PolicyField::TaskRemoved;
        return isStatement ? QString() : Words::tr("none");
    }
    switch (field) {
    case PolicyField::Alpha:
    case PolicyField::AuditRate:
        return formats.percent(*number);
    case PolicyField::Delta:
        return formats.percent(1 - *number);
    case PolicyField::LatencyLimit:
        return formats.milliseconds(*number);
    case PolicyField::CostLimit:
        return formats.approximateUsd(*number);
    case PolicyField::Threshold:
        return formats.number(*number, 4);
    default:
        return formats.number(*number, 2);
    }
}

std::vector<EffectRow> effectRows(const TrafficTotals& before, const TrafficTotals& since,
    const core::ports::PredictedEffect* predicted, const Formats& formats)
{
    const auto usd = [&](double value) { return costText(value, formats); };
    const auto percent = [&](double value) { return formats.percent(value); };
    using Figure = std::optional<core::ports::PredictedFigure>;
    const Figure cost = predicted == nullptr ? Figure{} : predicted->costPerQueryUsd;
    const Figure quality = predicted == nullptr ? Figure{} : predicted->quality;
    const Figure escalations = predicted == nullptr ? Figure{} : predicted->escalationRate;
    const QString escalated = before.queries == 0
        ? Formats::dash()
        : formats.percent(static_cast<double>(before.escalatedQueries) / static_cast<double>(before.queries));
    return {
        {Words::tr("Cost of 1,000 requests"), usd(costPerQuery(before)), bandText(cost, usd), usd(costPerQuery(since)), {}},
        {Words::tr("Quality"), qualityText(before, formats), bandText(quality, percent), qualityText(since, formats), {}},
        {Words::tr("Escalated"), escalated, bandText(escalations, percent),
            shareWithInterval(since.escalatedQueries, since.queries, formats),
            shareWithInterval(before.escalatedQueries, before.queries, formats)},
        {Words::tr("Requests"), formats.count(before.queries),
            predicted == nullptr ? Formats::dash() : formats.count(predicted->queries), formats.count(since.queries), {}},
    };
}

PolicyHistoryModel::PolicyHistoryModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = PolicyVersionRow;
    const auto tasks = [this](const Row& row) {
        const std::vector<std::string> ids = tasksOf(row.changes);
        QStringList names;
        for (std::size_t i = 0; i < ids.size() && i < kNamedTasks; ++i) {
            names += m_catalogue.taskName(ids[i]);
        }
        const auto more = static_cast<int>(ids.size()) - kNamedTasks;
        return ids.empty() ? tr("nothing")
            : more > 0     ? tr("%1 and %2 more").arg(names.join(QStringLiteral(", "))).arg(more)
                           : names.join(QStringLiteral(", "));
    };
    setColumns({
        {tr("No."), {}, true, [this](const Row& row) { return m_formats.count(row.version.sequence); }},
        {tr("Version"), tr("The first digits of its hash"), false,
            [](const Row& row) { return toQt(row.version.id); },
            [](const Row& row) { return tr("SHA-256 %1\nafter %2").arg(toQt(row.version.hash), toQt(row.version.previousHash)); }},
        {tr("State"), {}, false,
            [](const Row& row) {
                return row.isBroken ? tr("chain broken") : row.isActive ? tr("in force") : QString();
            },
            {},
            [](const Row& row, int role) -> QVariant {
                return role == ToneRole && row.isBroken ? QVariant(static_cast<int>(CellTone::Alarm)) : QVariant();
            }},
        {tr("When"), {}, true, [this](const Row& row) { return m_formats.timeStamp(row.version.at, m_now); },
            [this](const Row& row) { return m_formats.exactTime(row.version.at); }},
        {tr("Who"), {}, false, [](const Row& row) { return toQt(row.version.author); }},
        {tr("Changes"), tr("Tasks that are served differently since"), false, tasks},
        {tr("Reason"), {}, false, [](const Row& row) { return reasonWords(row.version.reason); },
            [](const Row& row) { return reasonWords(row.version.reason); }},
    });
}

void PolicyHistoryModel::update(std::vector<PolicyVersionRow> rows, const Catalogue& catalogue,
    const Formats& formats, core::TimePoint now)
{
    m_catalogue = catalogue;
    m_formats = formats;
    m_now = now;
    setRows(std::move(rows));
}

PolicyDiffModel::PolicyDiffModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = PolicyDifference;
    setColumns({
        {tr("Task"), {}, false, [this](const Row& row) { return m_catalogue.taskName(row.taskId); }},
        {tr("What"), {}, false, [this](const Row& row) { return fieldInWords(row, m_catalogue); }},
        {tr("Before"), {}, false, [this](const Row& row) { return valueInWords(row.field, row.before, m_formats); }},
        {tr("After"), {}, false, [this](const Row& row) { return valueInWords(row.field, row.after, m_formats); }},
    });
}

void PolicyDiffModel::update(
    std::vector<PolicyDifference> differences, const Catalogue& catalogue, const Formats& formats)
{
    m_catalogue = catalogue;
    m_formats = formats;
    setRows(std::move(differences));
}

EffectModel::EffectModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = EffectRow;
    setColumns({
        {tr("Measure"), {}, false, [](const Row& row) { return row.measure; }},
        {tr("Before"), tr("The range of equal length just before the version, at most a week"), true,
            [](const Row& row) { return row.before; }, [](const Row& row) { return row.beforeInterval; }},
        {tr("Predicted"), tr("By the preview that was on screen when it was applied, with its 95% band"), true,
            [](const Row& row) { return row.predicted; }},
        {tr("Realised"), tr("While the version was in force, with its 95% interval"), true,
            [](const Row& row) { return row.realised; }},
    });
}

} // namespace ui::models
