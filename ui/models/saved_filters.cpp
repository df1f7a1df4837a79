#include "ui/models/saved_filters.h"

#include "ui/models/strings.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

#include <optional>

namespace ui::models {

namespace {

std::optional<bool> boolOf(const QJsonValue& value)
{
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

QJsonValue valueOf(const std::optional<bool>& value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QString toLine(const SavedFilter& saved)
{
    const QJsonObject object{{QStringLiteral("name"), saved.name},
        {QStringLiteral("text"), toQt(saved.filter.text)},
        {QStringLiteral("tier"), toQt(saved.filter.answeredByTier)},
        {QStringLiteral("escalated"), valueOf(saved.filter.isEscalated)},
        {QStringLiteral("judged"), valueOf(saved.filter.isJudged)},
        {QStringLiteral("meets"), valueOf(saved.filter.meetsTarget)}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

SavedFilter fromLine(const QString& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line.toUtf8()).object();
    SavedFilter saved;
    saved.name = object.value(QStringLiteral("name")).toString();
    saved.filter.text = fromQt(object.value(QStringLiteral("text")).toString());
    saved.filter.answeredByTier = fromQt(object.value(QStringLiteral("tier")).toString());
    saved.filter.isEscalated = boolOf(object.value(QStringLiteral("escalated")));
    saved.filter.isJudged = boolOf(object.value(QStringLiteral("judged")));
    saved.filter.meetsTarget = boolOf(object.value(QStringLiteral("meets")));
    return saved;
}

void store(Settings& settings, const std::vector<SavedFilter>& filters)
{
    QStringList lines;
    for (const SavedFilter& filter : filters) {
        lines += toLine(filter);
    }
    settings.setValue(Setting::SavedFilters, lines);
}

} // namespace

std::vector<SavedFilter> SavedFilters::all() const
{
    QMap<QString, SavedFilter> byName;
    for (const QString& line : m_settings.value(Setting::SavedFilters).toStringList()) {
        const SavedFilter saved = fromLine(line);
        if (!saved.name.isEmpty()) {
            byName.insert(saved.name, saved);
        }
    }
    return {byName.begin(), byName.end()};
}

void SavedFilters::save(const SavedFilter& filter)
{
    std::vector<SavedFilter> filters = all();
    std::erase_if(filters, [&](const SavedFilter& other) { return other.name == filter.name; });
    filters.push_back(filter);
    store(m_settings, filters);
}

void SavedFilters::remove(const QString& name)
{
    std::vector<SavedFilter> filters = all();
    std::erase_if(filters, [&](const SavedFilter& other) { return other.name == name; });
    store(m_settings, filters);
}

} // namespace ui::models
