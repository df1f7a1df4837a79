#include "ui/models/policy_model.h"

#include "ui/models/certificate_words.h"
#include "ui/models/strings.h"

#include <utility>

namespace ui::models {

namespace {

PolicyRow baseRow(const core::domain::Task& task, const core::domain::TaskPolicy* policy)
{
    PolicyRow row;
    row.taskId = task.id;
    row.taskName = toQt(task.name);
    row.answerFloor = policy == nullptr ? task.answerFloor : policy->answerFloor;
    row.alpha = policy == nullptr ? task.alpha : policy->alpha;
    row.delta = policy == nullptr ? task.delta : policy->delta;
    return row;
}

std::optional<double> thresholdOf(const core::domain::TaskPolicy* policy, const std::string& tierId)
{
    if (policy == nullptr) {
        return std::nullopt;
    }
    const auto found = policy->thresholds.find(tierId);
    return found == policy->thresholds.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

std::vector<PolicyRow> policyRows(const Catalogue& catalogue)
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
        bool hasCertificate = false;
        for (const core::domain::Certificate& certificate : certificates) {
            if (certificate.taskId != task.id) {
                continue;
            }
            PolicyRow row = baseRow(task, policy);
            row.tierId = certificate.tierId;
            row.tierName = catalogue.tierName(certificate.tierId);
            row.threshold = thresholdOf(policy, certificate.tierId);
            row.certificate = certificate;
            rows.push_back(std::move(row));
            hasCertificate = true;
        }
        if (!hasCertificate) {
            rows.push_back(baseRow(task, policy));
        }
    }
    return rows;
}

PolicyModel::PolicyModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = PolicyRow;
    const auto orDash = [](const QString& text) { return text.isEmpty() ? Formats::dash() : text; };
    setColumns({
        {tr("Task"), {}, false, [](const Row& row) { return row.taskName; },
            [](const Row& row) { return toQt(row.taskId); }},
        {tr("Tier"), tr("The tier that may accept its own answers"), false,
            [orDash](const Row& row) { return orDash(row.tierName); }},
        {tr("Target"), tr("Least quality of a single answer that counts as success"), true,
            [this](const Row& row) { return m_formats.number(row.answerFloor, 2); }},
        {tr("Risk α"), tr("Tolerated share of failures among accepted answers"), true,
            [this](const Row& row) { return m_formats.percent(row.alpha); }},
        {tr("Confidence 1−δ"), {}, true,
            [this](const Row& row) { return m_formats.percent(1 - row.delta, 0); }},
        {tr("Threshold"), tr("An answer is accepted when its score is at least this"), true,
            [this](
                const Row& row) { return row.threshold ? m_formats.number(*row.threshold, 3) : tr("none"); }},
        {tr("Guarantee"), {}, false,
            [this](const Row& row) {
                return row.certificate ? certificateInWords(*row.certificate, m_formats)
                                       : tr("Not calibrated: the last tier answers every request.");
            },
            [this](const Row& row) {
                return row.certificate ? tr("%1\nCalibrated %2 on %3 answers")
                                             .arg(certificateInWords(*row.certificate, m_formats),
                                                 m_formats.exactTime(row.certificate->at),
                                                 m_formats.count(row.certificate->calibrationSize))
                                       : QString();
            },
            [](const Row& row, int role) -> QVariant {
                const bool isMuted = !row.certificate || !row.certificate->threshold;
                return role == ToneRole && isMuted ? QVariant(static_cast<int>(CellTone::Muted)) : QVariant();
            }},
    });
}

void PolicyModel::update(const Catalogue& catalogue, const Formats& formats)
{
    m_formats = formats;
    setRows(policyRows(catalogue));
}

} // namespace ui::models
