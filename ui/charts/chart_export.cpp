#include "ui/charts/chart_export.h"

#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QGraphicsView>
#include <QImage>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace ui::charts {

namespace {

constexpr int kHeaderHeight = 28;
constexpr int kFooterHeight = 24;
constexpr double kPngScale = 2;

QString footerText(const models::Provenance& provenance, const models::Formats& formats)
{
    QStringList parts;
    for (const QString& line : models::provenanceLines(provenance, formats).mid(1)) {
        parts += line.mid(2);
    }
    return parts.join(QStringLiteral(" · "));
}

QSize pictureSize(const QWidget& chart)
{
    return chart.size() + QSize(0, kHeaderHeight + kFooterHeight);
}

void drawChart(QPainter& painter, QWidget& chart)
{
    if (auto* view = qobject_cast<QGraphicsView*>(&chart)) {
        view->render(&painter, QRectF(0, kHeaderHeight, view->width(), view->height()), view->viewport()->rect());
    } else {
        chart.render(&painter, QPoint(0, kHeaderHeight), {}, QWidget::DrawChildren);
    }
}

void drawPicture(QPainter& painter, QWidget& chart, const models::Provenance& provenance,
    const models::Formats& formats)
{
    const theme::Colours& colours = theme::coloursFor(chart.palette());
    const QSize size = pictureSize(chart);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(), size), colours.surface);
    painter.setFont(theme::fontFor(theme::TextRole::Title));
    painter.setPen(colours.text);
    painter.drawText(QRect(12, 0, size.width() - 24, kHeaderHeight), Qt::AlignVCenter, provenance.subject);
    drawChart(painter, chart);
    painter.setFont(theme::fontFor(theme::TextRole::Caption));
    painter.setPen(colours.mutedText);
    const QRect footer(12, size.height() - kFooterHeight, size.width() - 24, kFooterHeight);
    const QString text = footerText(provenance, formats);
    painter.drawText(
        footer, Qt::AlignVCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, footer.width()));
}

} // namespace

QString chartCsv(
    const models::ChartData& data, const models::Provenance& provenance, const models::Formats& formats)
{
    const QString lineEnd = QStringLiteral("\r\n");
    QString text = models::provenanceLines(provenance, formats).join(lineEnd) + lineEnd;
    QStringList header{QStringLiteral("from"), QStringLiteral("to")};
    for (const models::ChartSeries& series : data.series) {
        header += series.name;
    }
    text += models::csvLine(header);
    const auto time = [&](double ms) {
        return formats.exactTime(core::fromMicroseconds(static_cast<std::int64_t>(ms) * 1000));
    };
    for (std::size_t bucket = 0; bucket < data.buckets.size(); ++bucket) {
        QStringList fields{time(data.buckets[bucket].startMs), time(data.buckets[bucket].endMs)};
        for (const models::ChartSeries& series : data.series) {
            const double value = series.values[bucket];
            fields += std::isfinite(value) ? QString::number(value, 'g', 12) : QString();
        }
        text += models::csvLine(fields);
    }
    return text;
}

bool writeChartCsv(const QString& path, const models::ChartData& data, const models::Provenance& provenance,
    const models::Formats& formats)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(chartCsv(data, provenance, formats).toUtf8()) >= 0
        && file.commit();
}

bool writeChartPng(const QString& path, QWidget& chart, const models::Provenance& provenance,
    const models::Formats& formats)
{
    QImage image(pictureSize(chart) * kPngScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kPngScale);
    image.setText(
        QStringLiteral("Description"), models::provenanceLines(provenance, formats).join(QLatin1Char('\n')));
    QPainter painter(&image);
    drawPicture(painter, chart, provenance, formats);
    painter.end();
    return image.save(path, "PNG");
}

bool writeChartSvg(const QString& path, QWidget& chart, const models::Provenance& provenance,
    const models::Formats& formats)
{
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(pictureSize(chart));
    generator.setViewBox(QRect(QPoint(), pictureSize(chart)));
    generator.setTitle(provenance.subject);
    generator.setDescription(models::provenanceLines(provenance, formats).join(QLatin1Char('\n')));
    QPainter painter;
    if (!painter.begin(&generator)) {
        return false;
    }
    drawPicture(painter, chart, provenance, formats);
    return painter.end();
}

bool writeChartPdf(const QString& path, QWidget& chart, const models::Provenance& provenance,
    const models::Formats& formats)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return false;
    }
    {
        QPdfWriter writer(&file);
        const double dotsPerInch = chart.logicalDpiY(); // fonts keep their size beside the lines
        const QSizeF size(pictureSize(chart));
        writer.setResolution(chart.logicalDpiY());
        writer.setPageLayout({QPageSize(size / dotsPerInch, QPageSize::Inch, {}, QPageSize::ExactMatch),
            QPageLayout::Portrait, QMarginsF()});
        writer.setTitle(provenance.subject);
        writer.addFileAttachment(QStringLiteral("provenance.txt"),
            models::provenanceLines(provenance, formats).join(QLatin1Char('\n')).toUtf8(),
            QStringLiteral("text/plain"));
        QPainter painter;
        if (!painter.begin(&writer)) {
            return false;
        }
        painter.scale(writer.width() / size.width(), writer.height() / size.height()); // a page is whole points
        drawPicture(painter, chart, provenance, formats);
        painter.end();
    }
    return file.commit();
}

} // namespace ui::charts
