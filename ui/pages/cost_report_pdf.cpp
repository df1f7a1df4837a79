#include "ui/pages/cost_report_pdf.h"

#include "ui/models/cost_model.h"
#include "ui/pages/cost_story.h"

#include <QCoreApplication>
#include <QPageLayout>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace ui::pages {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CostReport)
};

QString cell(const QString& text, bool isNumber, bool isStrong = false)
{
    const QString inner
        = isStrong ? QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped()) : text.toHtmlEscaped();
    return QStringLiteral("<td align='%1'>%2</td>")
        .arg(isNumber ? QStringLiteral("right") : QStringLiteral("left"), inner);
}

QString tableOf(const QAbstractItemModel& model, const std::vector<models::CostRow>& rows)
{
    QString html = QStringLiteral("<table width='100%' cellspacing='0' cellpadding='3'><tr>");
    for (int column = 0; column < model.columnCount(); ++column) {
        html += cell(model.headerData(column, Qt::Horizontal).toString(), column > 0, true);
    }
    html += QStringLiteral("</tr>");
    for (int row = 0; row < model.rowCount(); ++row) {
        html += QStringLiteral("<tr>");
        for (int column = 0; column < model.columnCount(); ++column) {
            html += cell(model.index(row, column).data().toString(), column > 0,
                rows[static_cast<std::size_t>(row)].isTotal);
        }
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

QString section(const QString& title, const core::ports::CostReport& report, models::CostGrouping grouping,
    const models::Catalogue& catalogue, const models::Formats& formats)
{
    models::CostModel model;
    model.setReport(report, grouping, catalogue, formats);
    return QStringLiteral("<h3>%1</h3>").arg(title) + tableOf(model, model.rows());
}

QString changeTable(const core::domain::SpendChange& change, const models::Formats& formats)
{
    QString html
        = QStringLiteral("<h3>%1</h3><table cellspacing='0' cellpadding='3'>").arg(Words::tr("Why spend changed"));
    for (const charts::WaterfallStep& step : changeSteps(change, formats)) {
        html += QStringLiteral("<tr>") + cell(step.label, false, step.isTotal)
            + cell(step.value, true, step.isTotal) + QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

QString reportHtml(const core::ports::CostReport& report, const std::vector<models::TileContent>& tiles,
    const models::Catalogue& catalogue, const models::Formats& formats, const models::Provenance& provenance)
{
    QString html = QStringLiteral("<h1>%1</h1><p>").arg(Words::tr("Cost report"));
    for (const QString& line : provenanceLines(provenance, formats)) {
        html += line.mid(2).toHtmlEscaped() + QStringLiteral("<br>");
    }
    html += QStringLiteral("</p><table width='100%' cellpadding='4'><tr>");
    for (const models::TileContent& tile : tiles) {
        html += QStringLiteral("<td>%1<br><b>%2</b><br>%3</td>")
                    .arg(tile.label.toHtmlEscaped(), tile.value.toHtmlEscaped(), tile.detail.toHtmlEscaped());
    }
    html += QStringLiteral("</tr></table>") + changeTable(report.change, formats);
    html += section(Words::tr("By task"), report, models::CostGrouping::Task, catalogue, formats);
    html += section(Words::tr("By tier"), report, models::CostGrouping::Tier, catalogue, formats);
    html += section(Words::tr("By client key"), report, models::CostGrouping::Key, catalogue, formats);
    html += section(Words::tr("By day"), report, models::CostGrouping::Day, catalogue, formats);
    if (!report.beside.empty()) {
        html += section(Words::tr("Beside the traffic"), report, models::CostGrouping::Beside, catalogue, formats);
    }
    return html + QStringLiteral("<p>%1</p>").arg(reconcile(report, formats).sentence.toHtmlEscaped());
}

} // namespace

bool writeCostReport(const QString& path, const core::ports::CostReport& report,
    const std::vector<models::TileContent>& tiles, const models::Catalogue& catalogue,
    const models::Formats& formats, const models::Provenance& provenance)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return false;
    }
    {
        QPdfWriter writer(&file);
        writer.setTitle(provenance.subject);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(16, 16, 16, 16), QPageLayout::Millimeter);
        writer.setResolution(96);
        QTextDocument document;
        document.setDefaultFont(QFont(QStringLiteral("sans-serif"), 8));
        document.setHtml(reportHtml(report, tiles, catalogue, formats, provenance));
        document.setPageSize(writer.pageLayout().paintRectPixels(writer.resolution()).size());
        document.print(&writer);
    }
    return file.commit();
}

} // namespace ui::pages
