#include "ui/models/task_summary_model.h"

#include "core/domain/proportion.h"
#include "ui/models/strings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ui::models {

namespace {

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

QString largestShare(
    const core::ports::TaskSummary& summary, const Catalogue& catalogue, const Formats& formats)
{
    const auto busiest = std::max_element(summary.tiers.begin(), summary.tiers.end(),
        [](const auto& a, const auto& b) { return a.second.queries < b.second.queries; });
    if (busiest == summary.tiers.end() || summary.totals.queries == 0) {
        return Formats::dash();
    }
    const double share
        = ratio(static_cast<double>(busiest->second.queries), static_cast<double>(summary.totals.queries));
    return QStringLiteral("%1 %2").arg(catalogue.tierName(busiest->first), formats.percent(share, 0));
}

/// One minus the risk level in force.
std::optional<double> leastMet(const Catalogue& catalogue, const std::string& taskId)
{
    const auto& policy = catalogue.snapshot().policy;
    if (policy && policy->tasks.contains(taskId)) {
        return 1 - policy->tasks.at(taskId).alpha;
    }
    const core::domain::Task* task = catalogue.task(taskId);
    return task == nullptr ? std::nullopt : std::optional(1 - task->alpha);
}

double metShare(const TaskSummaryRow& row)
{
    return ratio(row.summary.totals.judgedMetWeight, row.summary.totals.judgedWeight);
}

} // namespace

bool isUnderTarget(const TaskSummaryRow& row)
{
    const std::int64_t judged = row.summary.totals.judged;
    if (judged == 0 || !row.leastMet) {
        return false;
    }
    const double met = std::clamp(metShare(row), 0.0, 1.0) * static_cast<double>(judged);
    const core::domain::Interval share = core::domain::wilsonInterval(
        static_cast<std::size_t>(std::lround(met)), static_cast<std::size_t>(judged));
    return share.high < *row.leastMet;
}

std::vector<TaskSummaryRow> taskSummaryRows(
    const core::ports::Overview& overview, const Catalogue& catalogue, const Formats& formats)
{
    std::vector<TaskSummaryRow> rows;
    const auto append = [&](const core::ports::TaskSummary& summary) {
        const core::domain::Task* task = catalogue.task(summary.taskId);
        rows.push_back({summary, catalogue.taskName(summary.taskId),
            task == nullptr ? std::nullopt : std::optional(task->answerFloor), leastMet(catalogue, summary.taskId),
            largestShare(summary, catalogue, formats)});
    };
    const auto summaryOf = [&](const std::string& id) {
        return std::find_if(overview.tasks.begin(), overview.tasks.end(),
            [&](const auto& task) { return task.taskId == id; });
    };
    for (const core::domain::Task& task : catalogue.snapshot().tasks) {
        if (!overview.query.taskId.empty() && overview.query.taskId != task.id) {
            continue;
        }
        const auto found = summaryOf(task.id);
        append(found == overview.tasks.end() ? core::ports::TaskSummary{task.id, {}, {}} : *found);
    }
    for (const core::ports::TaskSummary& summary : overview.tasks) {
        if (catalogue.task(summary.taskId) == nullptr) {
            append(summary);
        }
    }
    return rows;
}

TaskSummaryModel::TaskSummaryModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = TaskSummaryRow;
    setColumns({
        {tr("Task"), {}, false, [](const Row& row) { return row.name; },
            [](const Row& row) { return toQt(row.summary.taskId); }},
        {tr("Requests"), {}, true,
            [this](const Row& row) { return m_formats.count(row.summary.totals.queries); }},
        {tr("Spend"), {}, true, [this](const Row& row) { return m_formats.money(row.summary.totals.spend); },
            [this](const Row& row) { return m_formats.exactMoney(row.summary.totals.spend); }},
        {tr("Saved"), tr("Against sending everything to the last tier"), true,
            [this](const Row& row) { return m_formats.money(row.summary.totals.saved()); },
            [this](const Row& row) {
                return tr("%1 of %2")
                    .arg(m_formats.exactMoney(row.summary.totals.saved()),
                        m_formats.exactMoney(row.summary.totals.lastTierOnly));
            }},
        {tr("Escalated"), tr("Requests for which a tier's answer was rejected on the way"), true,
            [this](const Row& row) {
                return m_formats.percent(ratio(static_cast<double>(row.summary.totals.escalatedQueries),
                    static_cast<double>(row.summary.totals.queries)));
            },
            [this](const Row& row) {
                return tr("%1 of %2")
                    .arg(m_formats.count(row.summary.totals.escalatedQueries),
                        m_formats.count(row.summary.totals.queries));
            }},
        {tr("Mostly answered by"), {}, false, [](const Row& row) { return row.servedBy; }},
        {tr("Mean quality"), tr("Of judged answers, weighted by one over the sampling probability"), true,
            [this](const Row& row) {
                return m_formats.number(
                    ratio(row.summary.totals.judgedQualityWeight, row.summary.totals.judgedWeight), 3);
            }},
        {tr("Target"), tr("Least quality of a single answer that counts as success"), true,
            [this](const Row& row) {
                return row.answerFloor ? m_formats.number(*row.answerFloor, 2) : Formats::dash();
            }},
        {tr("Meets target"),
            tr("Share of judged answers at or above the target; \"under\" where it is below one minus the risk level "
               "by more than chance (95%)"),
            true,
            [this](const Row& row) {
                return row.summary.totals.judged == 0 ? tr("not measured")
                    : isUnderTarget(row)
                    ? tr("%1, under %2").arg(m_formats.percent(metShare(row)), m_formats.percent(*row.leastMet, 0))
                    : m_formats.percent(metShare(row));
            },
            {},
            [](const Row& row, int role) -> QVariant {
                if (role != ToneRole) {
                    return {};
                }
                return row.summary.totals.judged == 0 ? QVariant(static_cast<int>(CellTone::Muted))
                    : isUnderTarget(row)              ? QVariant(static_cast<int>(CellTone::Alarm))
                                                      : QVariant();
            }},
        {tr("Judged"), {}, true,
            [this](const Row& row) { return tr("n = %1").arg(m_formats.count(row.summary.totals.judged)); }},
    });
}

void TaskSummaryModel::setOverview(
    const core::ports::Overview& overview, const Catalogue& catalogue, const Formats& formats)
{
    m_formats = formats;
    setRows(taskSummaryRows(overview, catalogue, formats));
}

} // namespace ui::models
