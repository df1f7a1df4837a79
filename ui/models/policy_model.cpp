#include "ui/models/policy_model.h"

#include "ui/models/certificate_words.h"
#include "ui/models/portfolio_models.h"
#include "ui/models/strings.h"

#include <algorithm>
#include <utility>

namespace ui::models {

namespace {

std::optional<double> thresholdOf(const core::domain::TaskPolicy* policy, const std::string& tierId)
{
    if (policy == nullptr) {
        return std::nullopt;
    }
    const auto found = policy->thresholds.find(tierId);
    return found == policy->thresholds.end() ? std::nullopt : std::optional(found->second);
}

bool isBypassed(const core::ports::ConsoleSnapshot& snapshot, const std::string& taskId, core::TimePoint now)
{
    return std::any_of(snapshot.bypasses.begin(), snapshot.bypasses.end(), [&](const core::ports::BypassState& bypass) {
        return now < bypass.until && (bypass.taskId.empty() || bypass.taskId == taskId);
    });
}

} // namespace

std::vector<PolicyRow> policyRows(const Catalogue& catalogue, core::TimePoint now)
{
    const core::ports::ConsoleSnapshot& snapshot = catalogue.snapshot();
    const std::vector<core::domain::Certificate> certificates = catalogue.certificates();
    std::vector<PolicyRow> rows;
    for (const core::domain::Task& task : snapshot.tasks) {
        const core::domain::TaskPolicy* policy = nullptr;
        if (snapshot.policy) {
            const auto found = snapshot.policy->tasks.find(task.id);
            policy = found == snapshot.policy->tasks.end() ? nullptr : &found->second;
        }
        PolicyRow row{task.id, toQt(task.name), policy == nullptr ? task.answerFloor : policy->answerFloor,
            policy == nullptr ? task.alpha : policy->alpha, policy == nullptr ? task.delta : policy->delta, {},
            isBypassed(snapshot, task.id, now),
            catalogue.streaming(task.id).mode != core::domain::StreamingMode::RouterChoice};
        for (const core::domain::Certificate& certificate : certificates) {
            if (certificate.taskId == task.id) {
                row.tiers.push_back({certificate.tierId, catalogue.tierName(certificate.tierId),
                    thresholdOf(policy, certificate.tierId), certificate});
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

PolicyModel::PolicyModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = PolicyRow;
    const auto guarantees = [this](const Row& row) {
        QStringList lines{tr("%1 (%2)").arg(row.taskName, toQt(row.taskId))};
        for (const PolicyTier& tier : row.tiers) {
            lines += tr("%1: %2 Calibrated %3 on %4 answers.")
                         .arg(tier.name, certificateInWords(tier.certificate, m_formats),
                             m_formats.exactTime(tier.certificate.at), m_formats.count(tier.certificate.calibrationSize));
        }
        if (!row.isStreamCertified) {
            lines += tr("Streamed answers: %1").arg(meaningOf(core::domain::StreamingMode::RouterChoice));
        }
        return lines.join(QLatin1Char('\n'));
    };
    setColumns({
        {tr("Task"), {}, false, [](const Row& row) { return row.taskName; }, guarantees,
            [this](const Row& row, int role) -> QVariant {
                return role == kLinesRole                  ? QVariant::fromValue(shownLinesOf(row))
                    : role == ToneRole && row.isBypassed   ? QVariant(static_cast<int>(CellTone::Alarm))
                                                           : QVariant();
            }},
        {tr("Risk α"), tr("Tolerated share of failures among accepted answers"), true,
            [this](const Row& row) { return m_formats.percent(row.alpha); }},
        {tr("Tiers"), tr("That may answer by themselves, and from which score on they do"), false,
            [this](const Row& row) {
                QStringList words;
                for (const QStringList& line : linesOf(row)) {
                    words += line.join(QStringLiteral(": "));
                }
                return words.join(QStringLiteral("; "));
            },
            guarantees},
    });
}

QString PolicyModel::stateOf(const PolicyTier& tier) const
{
    return tier.threshold               ? tr("from %1").arg(m_formats.number(*tier.threshold, 3))
        : tier.certificate.threshold    ? tr("not in force")
                                        : tr("escalates all");
}

QList<QStringList> PolicyModel::linesOf(const PolicyRow& row) const
{
    QList<QStringList> lines;
    if (row.isBypassed) {
        lines += QStringList{tr("Bypass to the last tier")};
    }
    for (const PolicyTier& tier : row.tiers) {
        lines += QStringList{tier.name, stateOf(tier)};
    }
    if (row.tiers.empty()) {
        lines += QStringList{tr("Last tier answers all")};
    }
    if (!row.isStreamCertified) {
        lines += QStringList{tr("Streamed answers"), tr("not certified")};
    }
    return lines;
}

/// A risk level that holds for several tiers has a line of its own.
QList<QStringList> PolicyModel::shownLinesOf(const PolicyRow& row) const
{
    QList<QStringList> lines = linesOf(row);
    if (row.tiers.size() > 1 && !row.isBypassed) {
        lines.prepend(QStringList{tr("Risk level")});
    }
    return lines;
}

int PolicyModel::lineCount(int row) const
{
    return static_cast<int>(shownLinesOf(rowAt(row)).size());
}

void PolicyModel::update(const Catalogue& catalogue, const Formats& formats, core::TimePoint now)
{
    m_formats = formats;
    setRows(policyRows(catalogue, now));
}

} // namespace ui::models
