#include "ui/models/coverage_models.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"

namespace ui::models {

namespace {

bool isAlarm(const core::ports::TierCoverage& row)
{
    return row.monitor && row.monitor->isAlarm;
}

} // namespace

CoverageModel::CoverageModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = core::ports::TierCoverage;
    const auto state = [](const Row& row) {
        if (!row.certificate.threshold) {
            return tr("Not certified");
        }
        if (!row.isAccepting) {
            return isAlarm(row) ? tr("Probation") : tr("Void");
        }
        if (isAlarm(row)) {
            return tr("Alarm");
        }
        if (!row.monitor) {
            return tr("Nothing judged yet");
        }
        return row.monitor->isWatch ? tr("Watch") : tr("No alarm");
    };
    const auto tone = [](const Row& row, int role) {
        if (role != ToneRole) {
            return QVariant();
        }
        const bool isBad = isAlarm(row) || (row.certificate.threshold && !row.isAccepting);
        return QVariant(static_cast<int>(isBad ? CellTone::Alarm
                : row.monitor                  ? CellTone::Good
                                               : CellTone::Muted));
    };
    setColumns({
        {tr("Task"), {}, false,
            [this](const Row& row) { return m_catalogue.taskName(row.certificate.taskId); }},
        {tr("Tier"), {}, false,
            [this](const Row& row) { return m_catalogue.tierName(row.certificate.tierId); }},
        {tr("State"), tr("What monitoring says about the certificate"), false, state, {}, tone},
        {tr("Failures"),
            tr("Realised failure rate of judged live answers, and the interval that holds at all times "
               "at once with 95% confidence"),
            true,
            [this](const Row& row) {
                if (!row.monitor || row.monitor->audits == 0) {
                    return Formats::dash();
                }
                const core::ports::MonitorRow& seen = *row.monitor;
                const double risk = static_cast<double>(seen.failures) / static_cast<double>(seen.audits);
                return tr("%1 (%2–%3)")
                    .arg(m_formats.percent(risk), m_formats.percent(seen.riskLow),
                        m_formats.percent(seen.riskHigh));
            },
            [this](const Row& row) { // these columns are left out of a narrow window
                return QStringLiteral("%1: %2\n%3: %4")
                    .arg(headerData(Judged, Qt::Horizontal).toString(), judgedText(row),
                        headerData(Evidence, Qt::Horizontal).toString(), evidenceText(row));
            }},
        {tr("At most α"), tr("Certified risk level"), true,
            [this](const Row& row) { return m_formats.percent(row.certificate.alpha); }},
        {tr("Judged"), tr("Failures among judged live answers"), true,
            [this](const Row& row) { return judgedText(row); }},
        {tr("Evidence"), tr("How strongly the judged answers speak against the promise; the alarm rings at the second number, 1/δ"), true,
            [this](const Row& row) { return evidenceText(row); }},
        {tr("Calibrated"), tr("Queries behind the certificate, and its age"), true,
            [this](const Row& row) {
                const auto age = std::chrono::duration_cast<std::chrono::seconds>(m_now - row.certificate.at);
                return tr("%1, %2 ago")
                    .arg(m_formats.count(row.certificate.calibrationSize), m_formats.duration(age));
            },
            [this](const Row& row) { return m_formats.exactTime(row.certificate.at); }},
    });
}

QString CoverageModel::judgedText(const core::ports::TierCoverage& row) const
{
    return row.monitor ? tr("%1 / %2").arg(m_formats.count(row.monitor->failures), m_formats.count(row.monitor->audits))
                       : Formats::dash();
}

QString CoverageModel::evidenceText(const core::ports::TierCoverage& row) const
{
    if (!row.monitor) {
        return Formats::dash();
    }
    constexpr int kMostShown = 1000;
    const QString evidence = row.monitor->alarmEvidence >= kMostShown
        ? tr("over %1").arg(m_formats.count(kMostShown))
        : m_formats.number(row.monitor->alarmEvidence, 2);
    return tr("%1 of %2").arg(evidence, m_formats.number(1 / row.monitor->delta, 0));
}

void CoverageModel::update(std::vector<core::ports::TierCoverage> tiers, const Catalogue& catalogue,
    const Formats& formats, core::TimePoint now)
{
    m_catalogue = catalogue;
    m_formats = formats;
    m_now = now;
    setRows(std::move(tiers));
}

AlarmModel::AlarmModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = core::ports::AlarmRow;
    const auto message = [](const Row& row) { return sentenceWords(row.message); };
    setColumns({
        {tr("At"), {}, true, [this](const Row& row) { return m_formats.timeStamp(row.at, m_now); },
            [this](const Row& row) { return m_formats.exactTime(row.at); }},
        {tr("Kind"), {}, false,
            [](const Row& row) {
                switch (row.kind) {
                case core::ports::AlarmKind::Watch:
                    return tr("Watch");
                case core::ports::AlarmKind::Void:
                    return tr("Void");
                case core::ports::AlarmKind::Alarm:
                    break;
                }
                return tr("Alarm");
            },
            {},
            [](const Row& row, int role) {
                const bool isLoud = row.kind != core::ports::AlarmKind::Watch && !row.isAcknowledged;
                return role == ToneRole
                    ? QVariant(static_cast<int>(isLoud ? CellTone::Alarm : CellTone::Normal))
                    : QVariant();
            }},
        {tr("Task"), {}, false, [this](const Row& row) { return m_catalogue.taskName(row.taskId); }},
        {tr("Tier"), {}, false, [this](const Row& row) { return m_catalogue.tierName(row.tierId); }},
        {tr("Seen"), {}, false,
            [](const Row& row) { return row.isAcknowledged ? tr("Acknowledged") : tr("Open"); }},
        {tr("What happened"), {}, false, message, message},
    });
}

void AlarmModel::update(std::vector<core::ports::AlarmRow> alarms, const Catalogue& catalogue,
    const Formats& formats, core::TimePoint now)
{
    m_catalogue = catalogue;
    m_formats = formats;
    m_now = now;
    setRows(std::move(alarms));
}

} // namespace ui::models
