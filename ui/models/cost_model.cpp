#include "ui/models/cost_model.h"

#include "ui/models/csv.h"
#include "ui/models/strings.h"
#include "ui/models/zoned_days.h"

#include <algorithm>
#include <limits>
#include <map>

namespace ui::models {

namespace {

using core::domain::CostSums;
using core::domain::Money;
using core::ports::CostReport;

double shareOf(Money part, Money whole)
{
    return whole.nanoUsd != 0 ? part.usd() / whole.usd() : std::numeric_limits<double>::quiet_NaN();
}

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CostLedger)
};

/// Calls and tokens of the tiers that `isMeant` takes.
template <typename Predicate>
void addCalls(CostRow& row, const CostSums& sums, Predicate isMeant)
{
    row.attempts = 0;
    row.tokens = core::domain::TokenUsage{};
    for (const core::domain::TierCost& cell : sums.tiers) {
        if (isMeant(cell)) {
            *row.attempts += cell.attempts;
            row.tokens->promptTokens += cell.tokens.promptTokens;
            row.tokens->completionTokens += cell.tokens.completionTokens;
        }
    }
}

std::vector<CostRow> byTask(const CostReport& report, const Catalogue& catalogue)
{
    std::vector<CostRow> rows;
    for (const core::domain::TaskCost& task : report.sums.tasks) {
        CostRow row;
        row.name = catalogue.taskName(task.taskId);
        row.taskId = task.taskId;
        row.id = toQt(task.taskId);
        row.queries = task.queries;
        row.spend = task.spend;
        row.lastTierOnly = task.lastTierOnly;
        addCalls(row, report.sums, [&](const auto& cell) { return cell.taskId == task.taskId; });
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<CostRow> byTier(const CostReport& report, const Catalogue& catalogue)
{
    std::map<std::string, CostRow> rows;
    for (const core::domain::TierCost& cell : report.sums.tiers) {
        CostRow& row = rows[cell.tierId];
        row.name = catalogue.tierName(cell.tierId);
        row.tierId = cell.tierId;
        row.id = toQt(cell.tierId);
        row.queries = row.queries.value_or(0) + cell.queries;
        row.spend += cell.spend;
    }
    std::vector<CostRow> list;
    for (auto& [tierId, row] : rows) {
        addCalls(row, report.sums, [&, id = tierId](const auto& cell) { return cell.tierId == id; });
        list.push_back(std::move(row));
    }
    std::stable_sort(list.begin(), list.end(), [&](const CostRow& a, const CostRow& b) {
        return catalogue.place(a.tierId) < catalogue.place(b.tierId);
    });
    return list;
}

std::vector<CostRow> byTaskAndTier(const CostReport& report, const Catalogue& catalogue)
{
    std::vector<CostRow> rows;
    for (const core::domain::TierCost& cell : report.sums.tiers) {
        CostRow row;
        row.name
            = QStringLiteral("%1 · %2").arg(catalogue.taskName(cell.taskId), catalogue.tierName(cell.tierId));
        row.taskId = cell.taskId;
        row.tierId = cell.tierId;
        row.id = QStringLiteral("%1/%2").arg(toQt(cell.taskId), toQt(cell.tierId));
        row.queries = cell.queries;
        row.attempts = cell.attempts;
        row.tokens = cell.tokens;
        row.spend = cell.spend;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<CostRow> byModel(const CostReport& report, const Catalogue& catalogue)
{
    std::vector<CostRow> rows;
    for (const core::domain::ModelCost& model : report.models.value_or(std::vector<core::domain::ModelCost>{})) {
        CostRow row;
        row.name = QStringLiteral("%1 · %2").arg(toQt(model.model), catalogue.tierName(model.tierId));
        row.tierId = model.tierId;
        row.id = toQt(model.model);
        row.attempts = model.attempts;
        row.tokens = model.tokens;
        row.spend = model.spend;
        rows.push_back(std::move(row));
    }
    return rows;
}

QString purposeInWords(const std::string& purpose)
{
    const QString words = toQt(purpose).replace(QLatin1Char('_'), QLatin1Char(' '));
    return purpose == "training" ? Words::tr("Training: teacher's answers")
        : purpose == "study"     ? Words::tr("Blind studies")
        : purpose == "audit"     ? Words::tr("Audits by the last tier")
        : purpose == "certification" ? Words::tr("Shadow calls for certificates")
        : purpose == "comparison"    ? Words::tr("Shadow calls to compare")
                                     : words;
}

/// Money spent beside the traffic: not in the spend of any other grouping.
std::vector<CostRow> besideTraffic(const CostReport& report, const Catalogue& catalogue)
{
    std::vector<CostRow> rows;
    for (const core::domain::SideCost& cost : report.beside) {
        CostRow row;
        row.name = QStringLiteral("%1 · %2 · %3")
                       .arg(purposeInWords(cost.purpose),
                           cost.taskId.empty() ? Words::tr("all tasks") : catalogue.taskName(cost.taskId),
                           catalogue.tierName(cost.tierId));
        row.taskId = cost.taskId;
        row.id = QStringLiteral("%1/%2").arg(toQt(cost.purpose), toQt(cost.tierId));
        row.attempts = cost.calls;
        row.spend = cost.cost;
        row.opensRequests = false;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<CostRow> byKey(const CostReport& report)
{
    std::vector<CostRow> rows;
    CostRow without;
    without.name = Words::tr("Without a key");
    without.id = QStringLiteral("without_key");
    without.clientKeyId = std::string();
    without.queries = report.sums.queries();
    without.attempts = report.sums.attempts();
    without.spend = report.sums.spend();
    without.lastTierOnly = report.sums.lastTierOnly();
    for (const core::domain::KeyCost& key : report.sums.keys) {
        CostRow row;
        row.name = toQt(key.clientKeyId);
        row.id = row.name;
        row.clientKeyId = key.clientKeyId;
        row.queries = key.queries;
        row.attempts = key.attempts;
        row.spend = key.spend;
        row.lastTierOnly = key.lastTierOnly;
        *without.queries -= key.queries;
        *without.attempts -= key.attempts;
        without.spend = without.spend - key.spend;
        without.lastTierOnly = *without.lastTierOnly - key.lastTierOnly;
        rows.push_back(std::move(row));
    }
    if (*without.queries > 0 || without.spend.nanoUsd != 0) {
        rows.push_back(std::move(without));
    }
    return rows;
}

std::vector<CostRow> byDay(const CostReport& report, const Formats& formats)
{
    std::vector<CostRow> rows;
    for (const core::ports::DayCost& day : report.days) {
        if (day.queries == 0) {
            continue; // something was spent beside the traffic only
        }
        CostRow row;
        const core::ports::TimeRange whole = zonedDay(day.start, formats);
        row.date = formats.dateTime(day.start).date();
        row.id = row.date.toString(Qt::ISODate);
        row.name = formats.locale().toString(row.date, Words::tr("ddd d MMM yyyy"));
        row.day = core::ports::TimeRange{std::max(whole.from, report.query.range.from),
            std::min(whole.to, report.query.range.to)};
        row.queries = day.queries;
        row.spend = day.spend;
        row.lastTierOnly = day.lastTierOnly;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<CostRow> linesOf(
    const CostReport& report, CostGrouping grouping, const Catalogue& catalogue, const Formats& formats)
{
    switch (grouping) {
    case CostGrouping::Task:
        return byTask(report, catalogue);
    case CostGrouping::Tier:
        return byTier(report, catalogue);
    case CostGrouping::TaskAndTier:
        return byTaskAndTier(report, catalogue);
    case CostGrouping::Model:
        return byModel(report, catalogue);
    case CostGrouping::Beside:
        return besideTraffic(report, catalogue);
    case CostGrouping::Key:
        return byKey(report);
    case CostGrouping::Day:
        return byDay(report, formats);
    }
    return {};
}

/// The sum of the lines themselves, so that what is shown adds up by construction and is compared with the
/// ledger's other side elsewhere.
CostRow totalOf(const std::vector<CostRow>& rows)
{
    CostRow total;
    total.name = Words::tr("Total");
    total.id = QStringLiteral("total");
    total.isTotal = true;
    total.opensRequests = std::all_of(rows.begin(), rows.end(), [](const CostRow& row) { return row.opensRequests; });
    const auto add = [](auto& sum, const auto& part) {
        if (part) {
            sum = sum.value_or(0) + *part;
        }
    };
    for (const CostRow& row : rows) {
        total.spend += row.spend;
        add(total.queries, row.queries);
        add(total.attempts, row.attempts);
        if (row.lastTierOnly) {
            total.lastTierOnly = total.lastTierOnly.value_or(Money{}) + *row.lastTierOnly;
        }
        if (row.tokens) {
            core::domain::TokenUsage tokens = total.tokens.value_or(core::domain::TokenUsage{});
            tokens.promptTokens += row.tokens->promptTokens;
            tokens.completionTokens += row.tokens->completionTokens;
            total.tokens = tokens;
        }
    }
    return total;
}

QString whatOpens(const CostRow& row)
{
    return !row.opensRequests ? Words::tr("Spent beside the traffic: there is no request to open.")
        : row.isTotal         ? Words::tr("Opens all requests of the range.")
        : row.tierId.empty()  ? Words::tr("Opens the requests of this line.")
                              : Words::tr("Opens the requests that this tier answered. The calls of the line are more: those "
                                          "whose answer was not sent, too. Their requests are with the tier that answered.");
}

} // namespace

std::vector<CostRow> costRows(
    const CostReport& report, CostGrouping grouping, const Catalogue& catalogue, const Formats& formats)
{
    std::vector<CostRow> rows = linesOf(report, grouping, catalogue, formats);
    if (rows.empty()) {
        return rows;
    }
    rows.push_back(totalOf(rows));
    for (CostRow& row : rows) {
        row.share = shareOf(row.spend, rows.back().spend);
    }
    return rows;
}

CostModel::CostModel(QObject* parent)
    : RowTableModel(parent)
{
    const auto count = [this](const std::optional<std::int64_t>& value) {
        return value ? m_formats.count(*value) : Formats::dash();
    };
    setColumns({
        {Words::tr("Ledger"), {}, false, [](const CostRow& row) { return row.name; }, whatOpens},
        {Words::tr("Requests"), Words::tr("Requests of the line; by tier those that it answered"), true,
            [count](const CostRow& row) { return count(row.queries); }},
        {Words::tr("Calls"), Words::tr("Calls of models: escalations and retries count each"), true,
            [count](const CostRow& row) { return count(row.attempts); }},
        {Words::tr("Tokens in"), {}, true,
            [count](const CostRow& row) {
                return count(row.tokens ? std::optional(row.tokens->promptTokens) : std::nullopt);
            }},
        {Words::tr("Tokens out"), {}, true,
            [count](const CostRow& row) {
                return count(row.tokens ? std::optional(row.tokens->completionTokens) : std::nullopt);
            }},
        {Words::tr("Spend"), {}, true, [this](const CostRow& row) { return m_formats.money(row.spend); },
            [this](const CostRow& row) { return m_formats.exactMoney(row.spend); }},
        {Words::tr("Share"), Words::tr("Of the spend of all lines"), true,
            [this](const CostRow& row) { return m_formats.percent(row.share); }},
        {Words::tr("Saved"), Words::tr("Against sending every request to the last tier"), true,
            [this](const CostRow& row) {
                return row.lastTierOnly ? m_formats.money(*row.lastTierOnly - row.spend) : Formats::dash();
            },
            [this](const CostRow& row) {
                return row.lastTierOnly
                    ? Words::tr("Last tier only: %1").arg(m_formats.exactMoney(*row.lastTierOnly))
                    : Words::tr("Not known for this grouping");
            }},
    });
}

void CostModel::setReport(
    const CostReport& report, CostGrouping grouping, const Catalogue& catalogue, const Formats& formats)
{
    m_formats = formats;
    setRows(costRows(report, grouping, catalogue, formats));
}

QString costCsv(const std::vector<CostRow>& rows)
{
    const auto count = [](const std::optional<std::int64_t>& value) {
        return value ? QString::number(*value) : QString();
    };
    QString text = csvLine(
        {QStringLiteral("line"), QStringLiteral("task"), QStringLiteral("tier"), QStringLiteral("requests"),
            QStringLiteral("calls"), QStringLiteral("prompt_tokens"), QStringLiteral("completion_tokens"),
            QStringLiteral("spend_usd"), QStringLiteral("last_tier_only_usd"), QStringLiteral("day")});
    for (const CostRow& row : rows) {
        text += csvLine({row.id, toQt(row.taskId), toQt(row.tierId), count(row.queries),
            count(row.attempts), count(row.tokens ? std::optional(row.tokens->promptTokens) : std::nullopt),
            count(row.tokens ? std::optional(row.tokens->completionTokens) : std::nullopt),
            toQt(core::domain::toDecimalUsd(row.spend)),
            row.lastTierOnly ? toQt(core::domain::toDecimalUsd(*row.lastTierOnly)) : QString(),
            row.date.toString(Qt::ISODate)});
    }
    return text;
}

} // namespace ui::models
