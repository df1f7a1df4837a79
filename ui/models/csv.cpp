#include "ui/models/csv.h"

#include <cmath>

namespace ui::models {

namespace {

QStringList headers(const QAbstractItemModel& model)
{
    QStringList titles;
    for (int column = 0; column < model.columnCount(); ++column) {
        titles += model.headerData(column, Qt::Horizontal).toString();
    }
    return titles;
}

QStringList rowOf(const QAbstractItemModel& model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column) {
        cells += model.index(row, column).data().toString();
    }
    return cells;
}

QString tsvLine(QStringList fields)
{
    for (QString& field : fields) {
        field = field.simplified();
    }
    return fields.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

bool looksLikeFormula(const QString& text)
{
    static const QString kStarters = QStringLiteral("=+-@\t\r");
    bool isNumber = false;
    text.toDouble(&isNumber);
    return !text.isEmpty() && !isNumber && kStarters.contains(text.front());
}

} // namespace

QString csvField(const QString& text)
{
    QString field = looksLikeFormula(text) ? QLatin1Char('\'') + text : text;
    const bool needsQuotes = field.contains(QLatin1Char(',')) || field.contains(QLatin1Char('"'))
        || field.contains(QLatin1Char('\n')) || field.contains(QLatin1Char('\r'));
    if (!needsQuotes) {
        return field;
    }
    return QLatin1Char('"') + field.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QString csvLine(const QStringList& fields)
{
    QStringList escaped;
    for (const QString& field : fields) {
        escaped += csvField(field);
    }
    return escaped.join(QLatin1Char(',')) + QStringLiteral("\r\n");
}

QString numberField(const std::optional<double>& value)
{
    return value && std::isfinite(*value) ? QString::number(*value, 'g', 10) : QString();
}

QString boolField(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

QStringList provenanceLines(const Provenance& provenance, const Formats& formats)
{
    const bool hasRange = provenance.range.to > provenance.range.from;
    QStringList lines{
        QStringLiteral("# ") + provenance.subject,
        QStringLiteral("# policy version: ")
            + (provenance.policyVersion.isEmpty() ? Formats::dash() : provenance.policyVersion),
        hasRange ? QStringLiteral("# range: %1 to %2")
                       .arg(formats.exactTime(provenance.range.from), formats.exactTime(provenance.range.to))
                 : QStringLiteral("# range: all"),
        QStringLiteral("# time zone: ") + formats.zoneName(),
        QStringLiteral("# task: ")
            + (provenance.taskName.isEmpty() ? QStringLiteral("all") : provenance.taskName),
        QStringLiteral("# currency: USD"),
    };
    if (provenance.isSimulated) {
        lines += QStringLiteral("# simulated workload");
    }
    return lines;
}

QString csvHead(const Provenance& provenance, const Formats& formats)
{
    const QString lineEnd = QStringLiteral("\r\n");
    return provenanceLines(provenance, formats).join(lineEnd) + lineEnd;
}

QString csvOf(const QAbstractItemModel& model)
{
    QString text = csvLine(headers(model));
    for (int row = 0; row < model.rowCount(); ++row) {
        text += csvLine(rowOf(model, row));
    }
    return text;
}

QString tsvOf(const QAbstractItemModel& model, const std::vector<int>& rows)
{
    QString text = tsvLine(headers(model));
    if (rows.empty()) {
        for (int row = 0; row < model.rowCount(); ++row) {
            text += tsvLine(rowOf(model, row));
        }
    }
    for (const int row : rows) {
        text += tsvLine(rowOf(model, row));
    }
    return text;
}

} // namespace ui::models
