#include "ui/charts/chart_export.h"

#include "ui/charts/time_chart_view.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QImage>
#include <QPainter>
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

QSize pictureSize(const TimeChartView& view)
{
    return view.size() + QSize(0, kHeaderHeight + kFooterHeight);
}

void drawPicture(QPainter& painter, TimeChartView& view, const models::Provenance& provenance,
    const models::Formats& formats)
{
    const theme::Colours& colours = theme::coloursFor(view.palette());
    const QSize size = pictureSize(view);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(), size), colours.surface);
    painter.setFont(theme::fontFor(theme::TextRole::Title));
    painter.setPen(colours.text);
    painter.drawText(QRect(12, 0, size.width() - 24, kHeaderHeight), Qt::AlignVCenter, provenance.subject);
    view.render(&painter, QRectF(0, kHeaderHeight, view.width(), view.height()), view.viewport()->rect());
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

bool writeChartPng(const QString& path, TimeChartView& view, const models::Provenance& provenance,
    const models::Formats& formats)
{
    QImage image(pictureSize(view) * kPngScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kPngScale);
    image.setText(
        QStringLiteral("Description"), models::provenanceLines(provenance, formats).join(QLatin1Char('\n')));
    QPainter painter(&image);
    drawPicture(painter, view, provenance, formats);
    painter.end();
    return image.save(path, "PNG");
}

bool writeChartSvg(const QString& path, TimeChartView& view, const models::Provenance& provenance,
    const models::Formats& formats)
{
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(pictureSize(view));
    generator.setViewBox(QRect(QPoint(), pictureSize(view)));
    generator.setTitle(provenance.subject);
    generator.setDescription(models::provenanceLines(provenance, formats).join(QLatin1Char('\n')));
    QPainter painter;
    if (!painter.begin(&generator)) {
        return false;
    }
    drawPicture(painter, view, provenance, formats);
    return painter.end();
}

} // namespace ui::charts
