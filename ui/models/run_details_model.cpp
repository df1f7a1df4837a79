#include "ui/models/run_details_model.h"

#include "ui/models/parameter_words.h"
#include "ui/models/run_model.h"
#include "ui/models/stage_words.h"
#include "ui/models/strings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <map>

namespace ui::models {

namespace {

using core::ports::RunDetails;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunDetails)
};

QString textOf(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? Words::tr("yes") : Words::tr("no");
    case QJsonValue::Double:
        return QLocale().toString(value.toDouble(), 'g', 8);
    case QJsonValue::String:
        return parameterWords(fromQt(value.toString()));
    case QJsonValue::Array:
        return Words::tr("%n value(s)", nullptr, static_cast<int>(value.toArray().size()));
    default:
        return Formats::dash();
    }
}

using NamedValues = std::vector<std::pair<QString, QString>>;

void flatten(const QJsonObject& object, const QString& prefix, NamedValues& found)
{
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        const QString key = prefix.isEmpty() ? entry.key() : prefix + QLatin1Char('.') + entry.key();
        if (entry.value().isObject()) {
            flatten(entry.value().toObject(), key, found);
        } else {
            found.emplace_back(parameterName(key), textOf(entry.value()));
        }
    }
}

NamedValues parametersOf(const RunDetails& run)
{
    NamedValues found;
    flatten(QJsonDocument::fromJson(QByteArray::fromStdString(run.run.parametersJson)).object(), {}, found);
    return found;
}

NamedValues resultsOf(const RunDetails& run, const Formats& formats)
{
    NamedValues found;
    for (const core::domain::RunMetric& metric : run.metrics) { // ascending steps: the last one stays
        const QString name = metricWords(metric.name);
        const QString value = formats.number(metric.value, metric.value == std::trunc(metric.value) ? 0 : 4);
        if (!found.empty() && found.back().first == name) {
            found.back().second = value;
        } else {
            found.emplace_back(name, value);
        }
    }
    return found;
}

void append(std::vector<ComparedFigure>& figures, const QString& group, const std::vector<NamedValues>& runs)
{
    std::vector<QString> names;
    for (const NamedValues& run : runs) {
        for (const auto& [name, value] : run) {
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    for (const QString& name : names) {
        ComparedFigure figure{name, group, {}, false};
        for (const NamedValues& run : runs) {
            const auto found
                = std::find_if(run.begin(), run.end(), [&](const auto& entry) { return entry.first == name; });
            figure.values.push_back(found == run.end() ? Formats::dash() : found->second);
            figure.isDifferent = figure.isDifferent || figure.values.back() != figure.values.front();
        }
        figures.push_back(std::move(figure));
    }
}

} // namespace

std::vector<ComparedFigure> comparedFigures(const std::vector<RunDetails>& runs, const Formats& formats)
{
    std::vector<NamedValues> parameters;
    std::vector<NamedValues> results;
    for (const RunDetails& run : runs) {
        parameters.push_back(parametersOf(run));
        results.push_back(resultsOf(run, formats));
    }
    std::vector<ComparedFigure> figures;
    append(figures, Words::tr("Result"), results);
    append(figures, Words::tr("Parameter"), parameters);
    return figures;
}

void RunComparisonModel::update(const std::vector<RunDetails>& runs, bool onlyDifferent, const Catalogue& catalogue,
    const Formats& formats, core::TimePoint now)
{
    beginResetModel();
    m_figures = comparedFigures(runs, formats);
    if (onlyDifferent && runs.size() > 1) {
        std::erase_if(m_figures, [](const ComparedFigure& figure) { return !figure.isDifferent; });
    }
    m_titles.clear();
    for (const RunDetails& run : runs) {
        m_titles.push_back(QStringLiteral("%1, %2")
                               .arg(run.run.taskId.empty() ? wordOf(run.run.kind) : catalogue.taskName(run.run.taskId),
                                   formats.timeStamp(run.run.createdAt, now)));
    }
    endResetModel();
}

int RunComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_figures.size());
}

int RunComparisonModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 2 + static_cast<int>(m_titles.size());
}

QVariant RunComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) {
        return {};
    }
    const ComparedFigure& figure = m_figures[static_cast<std::size_t>(index.row())];
    const bool isValue = index.column() > 1;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == 0 ? figure.group
            : index.column() == 1  ? figure.name
                                   : figure.values[static_cast<std::size_t>(index.column() - 2)];
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isValue ? Qt::AlignRight : Qt::AlignLeft)));
    case IsNumberRole:
        return isValue;
    case ToneRole:
        return !isValue || figure.isDifferent || m_titles.size() < 2
            ? QVariant(static_cast<int>(index.column() == 0 ? CellTone::Muted : CellTone::Normal))
            : QVariant(static_cast<int>(CellTone::Muted));
    default:
        return {};
    }
}

QVariant RunComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (section > 1 ? Qt::AlignRight : Qt::AlignLeft)));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return section == 0 ? tr("Kind") : section == 1 ? tr("Figure") : m_titles[static_cast<std::size_t>(section - 2)];
}

std::vector<LineageRow> lineageOf(const std::vector<RunDetails>& runs)
{
    std::vector<LineageRow> rows;
    for (const RunDetails& run : runs) {
        for (const core::domain::Artefact& artefact : run.artefacts) {
            LineageRow row{artefact, run.run.kind, run.run.createdAt, {}};
            std::copy_if(run.uses.begin(), run.uses.end(), std::back_inserter(row.uses),
                [&](const core::ports::ArtefactUse& use) { return use.artefactId == artefact.id; });
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

LineageModel::LineageModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = LineageRow;
    setColumns({
        {tr("Data"), tr("Hash over the texts and labels that it was made of"), false,
            [](const Row& row) { return toQt(row.artefact.dataFingerprint.substr(0, 12)); },
            [](const Row& row) { return toQt(row.artefact.dataFingerprint); }},
        {tr("Run"), {}, false,
            [this](const Row& row) { return tr("%1, %2").arg(wordOf(row.run), m_formats.timeStamp(row.runAt, m_now)); },
            [](const Row& row) { return toQt(row.artefact.runId); }},
        {tr("Artefact"), {}, false, [](const Row& row) { return toQt(row.artefact.id); },
            [](const Row& row) { return tr("%1\nSHA-256 %2").arg(toQt(row.artefact.path), toQt(row.artefact.sha256)); }},
        {tr("Size"), {}, true, [this](const Row& row) { return m_formats.locale().formattedDataSize(row.artefact.bytes); }},
        {tr("Task"), {}, false, [this](const Row& row) { return m_catalogue.taskName(row.artefact.taskId); }},
        {tr("Policy"), tr("The first version that served it"), false,
            [this](const Row& row) {
                return row.uses.empty() ? tr("never served")
                                        : tr("no. %1, %2").arg(row.uses.front().policySequence)
                                              .arg(m_formats.timeStamp(row.uses.front().at, m_now));
            },
            [](const Row& row) { return row.uses.empty() ? QString() : toQt(row.uses.front().policyId); }},
        {tr("State"), {}, false,
            [](const Row& row) {
                return row.uses.empty() ? Formats::dash() : row.uses.front().isInForce ? tr("in service") : tr("replaced");
            }},
    });
}

void LineageModel::update(const std::vector<RunDetails>& runs, const Catalogue& catalogue, const Formats& formats,
    core::TimePoint now)
{
    m_catalogue = catalogue;
    m_formats = formats;
    m_now = now;
    setRows(lineageOf(runs));
}

std::vector<MetricCurve> curvesOf(const RunDetails& run)
{
    std::vector<MetricCurve> curves;
    for (const core::domain::RunMetric& metric : run.metrics) {
        if (curves.empty() || curves.back().name != metric.name) {
            curves.push_back({metric.name, {}});
        }
        curves.back().points.emplace_back(static_cast<double>(metric.step), metric.value);
    }
    std::erase_if(curves, [](const MetricCurve& curve) { return curve.points.size() < 2; });
    return curves;
}

} // namespace ui::models
