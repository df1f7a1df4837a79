#include "ui/models/certificate_model.h"

#include "ui/models/certificate_words.h"
#include "ui/models/strings.h"

namespace ui::models {

CertificateModel::CertificateModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = core::domain::Certificate;
    const auto words = [this](const Row& row) { return certificateInWords(row, m_formats); };
    setColumns({
        {tr("Task"), {}, false, [this](const Row& row) { return m_catalogue.taskName(row.taskId); }},
        {tr("Tier"), {}, false, [this](const Row& row) { return m_catalogue.tierName(row.tierId); }},
        {tr("Risk α"), tr("Certified risk level"), true,
            [this](const Row& row) { return m_formats.percent(row.alpha); }},
        {tr("Upper bound"), tr("Clopper-Pearson, level 1−δ"), true,
            [this](const Row& row) {
                return row.threshold ? m_formats.percent(row.riskUpperBound) : Formats::dash();
            }},
        {tr("Failures / accepted"), tr("Among calibration answers at or above the threshold"), true,
            [this](const Row& row) {
                return tr("%1 / %2").arg(m_formats.count(row.failures), m_formats.count(row.accepted));
            }},
        {tr("Calibration size"), {}, true,
            [this](const Row& row) { return m_formats.count(row.calibrationSize); }},
        {tr("Calibrated"), {}, true, [this](const Row& row) { return m_formats.timeStamp(row.at, m_now); },
            [this](const Row& row) { return m_formats.exactTime(row.at); }},
        {tr("In words"), {}, false, words, words},
    });
}

void CertificateModel::update(const Catalogue& catalogue, const Formats& formats, core::TimePoint now)
{
    m_catalogue = catalogue;
    m_formats = formats;
    m_now = now;
    setRows(m_catalogue.certificates());
}

} // namespace ui::models
