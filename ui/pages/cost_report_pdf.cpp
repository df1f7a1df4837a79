#include "ui/pages/cost_report_pdf.h"

#include "ui/models/cost_model.h"
#include "ui/pages/cost_story.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QImage>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace ui::pages {

namespace {

constexpr int kResolution = 96;
constexpr double kFooterHeight = 28;
constexpr int kChartHeight = 132;
constexpr int kChartScale = 3; ///< pixels a point, so that print is sharp
constexpr int kMostDayLabels = 10;
constexpr int kPaperGap = 4;
const QString kChartUrl = QStringLiteral("chart:days");
// Paper is white in every theme.
constexpr QRgb kInk = 0xff1d2429;
constexpr QRgb kMuted = 0xff5b6670;
constexpr QRgb kRule = 0xffc9d0d6;
constexpr QRgb kBar = 0xff0072b2;

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

/// The head is repeated on every page that the table reaches.
QString tableOf(const QAbstractItemModel& model, const std::vector<models::CostRow>& rows)
{
    QString html = QStringLiteral("<table width='100%' cellspacing='0' cellpadding='4'><thead><tr bgcolor='#eef1f4'>");
    for (int column = 0; column < model.columnCount(); ++column) {
        html += cell(model.headerData(column, Qt::Horizontal).toString(), column > 0, true);
    }
    html += QStringLiteral("</tr></thead>");
    for (int row = 0; row < model.rowCount(); ++row) {
        const bool isTotal = rows[static_cast<std::size_t>(row)].isTotal;
        html += isTotal ? QStringLiteral("<tr bgcolor='#eef1f4'>") : QStringLiteral("<tr>");
        for (int column = 0; column < model.columnCount(); ++column) {
            html += cell(model.index(row, column).data().toString(), column > 0, isTotal);
        }
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

/// Spend a day as bars, each ledger line of the days one bar; the scale is written at the top line.
QImage dayChart(const std::vector<models::CostRow>& rows, int width, const models::Formats& formats)
{
    std::vector<const models::CostRow*> days;
    std::int64_t most = 0;
    for (const models::CostRow& row : rows) {
        if (!row.isTotal) {
            days.push_back(&row);
            most = std::max(most, row.spend.nanoUsd);
        }
    }
    if (days.size() < 2 || most <= 0) {
        return {};
    }
    QImage image(width * kChartScale, kChartHeight * kChartScale, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(kChartScale, kChartScale);
    QFont font(QStringLiteral("sans-serif"));
    font.setPixelSize(10);
    painter.setFont(font);
    const int line = painter.fontMetrics().height();
    const QRectF plot(0, line + kPaperGap, width, kChartHeight - 2 * line - 2 * kPaperGap);
    const double step = plot.width() / static_cast<double>(days.size());
    const std::size_t every = 1 + (days.size() - 1) / kMostDayLabels;
    painter.setPen(QColor(kRule));
    painter.drawLine(plot.topLeft(), plot.topRight());
    painter.setPen(QColor(kMuted));
    painter.drawText(QRectF(0, 0, width, line), Qt::AlignLeft, formats.money(core::domain::Money{most}));
    for (std::size_t i = 0; i < days.size(); ++i) {
        const double x = plot.left() + step * static_cast<double>(i);
        const double high = plot.height() * static_cast<double>(days[i]->spend.nanoUsd) / static_cast<double>(most);
        painter.fillRect(QRectF(x + step * 0.15, plot.bottom() - high, step * 0.7, high), QColor(kBar));
        if (i % every == 0) {
            painter.drawText(QPointF(x + step * 0.15, kChartHeight - kPaperGap), days[i]->name);
        }
    }
    painter.setPen(QColor(kMuted));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    return image;
}

QString section(const QString& title, const core::ports::CostReport& report, models::CostGrouping grouping,
    const models::Catalogue& catalogue, const models::Formats& formats)
{
    models::CostModel model;
    model.setReport(report, grouping, catalogue, formats);
    return QStringLiteral("<h2>%1</h2>").arg(title) + tableOf(model, model.rows());
}

QString changeTable(
    const core::ports::CostReport& report, const models::Catalogue& catalogue, const models::Formats& formats)
{
    QString html
        = QStringLiteral("<h2>%1</h2><table width='60%' cellspacing='0' cellpadding='4'>").arg(Words::tr("Why spend changed"));
    for (const charts::WaterfallStep& step : changeSteps(report, catalogue, formats)) {
        html += QStringLiteral("<tr>") + cell(step.label, false, step.isTotal)
            + cell(step.value, true, step.isTotal) + QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

QString reportHtml(const core::ports::CostReport& report, const std::vector<models::TileContent>& tiles,
    const models::Catalogue& catalogue, const models::Formats& formats, const models::Provenance& provenance, bool hasChart, int chartWidth)
{
    QString html = QStringLiteral("<h1>%1</h1><p><b>%2</b></p><p style='color:#5b6670'>")
                       .arg(Words::tr("Cost report"),
                           Words::tr("%1 to %2").arg(
                               formats.exactTime(provenance.range.from), formats.exactTime(provenance.range.to)));
    for (const QString& line : provenanceLines(provenance, formats)) {
        html += line.mid(2).toHtmlEscaped() + QStringLiteral("<br>");
    }
    html += QStringLiteral("</p><table width='100%' cellspacing='0' cellpadding='6'><tr bgcolor='#eef1f4'>");
    for (const models::TileContent& tile : tiles) {
        html += QStringLiteral("<td><span style='color:#5b6670'>%1</span><br><span style='font-size:17px'><b>%2</b></span><br>%3</td>")
                    .arg(tile.label.toHtmlEscaped(), tile.value.toHtmlEscaped(), tile.detail.toHtmlEscaped());
    }
    html += QStringLiteral("</tr></table>");
    if (hasChart) {
        html += QStringLiteral("<h2>%1</h2><p style='margin:0'><img src='%2' width='%3' height='%4'></p>")
                    .arg(Words::tr("Spend a day, US dollars"), kChartUrl, QString::number(chartWidth), QString::number(kChartHeight));
    }
    html += QStringLiteral("<p>%1</p>").arg(reconcile(report, formats).sentence.toHtmlEscaped());
    html += changeTable(report, catalogue, formats);
    html += section(Words::tr("By task"), report, models::CostGrouping::Task, catalogue, formats);
    html += section(Words::tr("By tier"), report, models::CostGrouping::Tier, catalogue, formats);
    html += section(Words::tr("By client key"), report, models::CostGrouping::Key, catalogue, formats);
    html += section(Words::tr("By day"), report, models::CostGrouping::Day, catalogue, formats);
    if (!report.beside.empty()) {
        html += section(Words::tr("Beside the traffic"), report, models::CostGrouping::Beside, catalogue, formats);
    }
    return html;
}

/// Page after page, with what it is and its number below.
void print(const QTextDocument& document, QPdfWriter& writer, const QString& footer)
{
    QPainter painter(&writer);
    const QSizeF page = document.pageSize();
    const int pages = document.pageCount();
    QFont font = document.defaultFont();
    for (int i = 0; i < pages; ++i) {
        if (i > 0) {
            writer.newPage();
        }
        painter.save();
        painter.translate(0, -i * page.height());
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = QRectF(0, i * page.height(), page.width(), page.height());
        context.palette.setColor(QPalette::Text, QColor(kInk));
        painter.setClipRect(context.clip);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
        painter.setFont(font);
        painter.setPen(QColor(kRule));
        painter.drawLine(QPointF(0, page.height() + kPaperGap), QPointF(page.width(), page.height() + kPaperGap));
        painter.setPen(QColor(kMuted));
        const QRectF foot(0, page.height() + kPaperGap, page.width(), kFooterHeight - kPaperGap);
        painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, footer);
        painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter,
            Words::tr("Page %1 of %2").arg(QString::number(i + 1), QString::number(pages)));
    }
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
        writer.setResolution(kResolution);
        const QSize paper = writer.pageLayout().paintRectPixels(writer.resolution()).size();
        QTextDocument document;
        QFont font(QStringLiteral("sans-serif"));
        font.setPixelSize(11); // of the page's own dots
        document.setDefaultFont(font);
        document.setDocumentMargin(0);
        document.setDefaultStyleSheet(QStringLiteral("h1 { font-size: 20px; } h2 { font-size: 14px; margin-top: 16px; margin-bottom: 4px; }"));
        const QImage days = dayChart(
            models::costRows(report, models::CostGrouping::Day, catalogue, formats), paper.width(), formats);
        document.addResource(QTextDocument::ImageResource, QUrl(kChartUrl), days);
        document.setPageSize(QSizeF(paper.width(), paper.height() - kFooterHeight));
        document.setHtml(reportHtml(report, tiles, catalogue, formats, provenance, !days.isNull(), paper.width()));
        print(document, writer, provenance.subject);
    }
    return file.commit();
}

} // namespace ui::pages
