#include "ui/models/saved_filters.h"

#include "ui/models/strings.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

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

constexpr std::array kSorts{std::pair{core::ports::RequestSort::Time, "time"},
    std::pair{core::ports::RequestSort::Cost, "cost"}, std::pair{core::ports::RequestSort::Latency, "latency"},
    std::pair{core::ports::RequestSort::Score, "score"}};

QString nameOf(core::ports::RequestSort sort)
{
    return QString::fromLatin1(
        std::find_if(kSorts.begin(), kSorts.end(), [&](const auto& entry) { return entry.first == sort; })->second);
}

std::optional<std::string> textOf(const QJsonValue& value)
{
    return value.isString() ? std::optional(fromQt(value.toString())) : std::nullopt;
}

std::optional<TimeWindow> windowOf(const QJsonValue& seconds)
{
    const auto found = std::find_if(kTimeWindows.begin(), kTimeWindows.end(),
        [&](TimeWindow window) { return static_cast<double>(lengthOf(window).count()) == seconds.toDouble(); });
    return found == kTimeWindows.end() ? std::nullopt : std::optional(*found);
}

std::optional<core::ports::RequestOrder> orderOf(const QJsonObject& object)
{
    const QString name = object.value(QStringLiteral("sort")).toString();
    const auto found = std::find_if(
        kSorts.begin(), kSorts.end(), [&](const auto& entry) { return name == QLatin1String(entry.second); });
    if (found == kSorts.end()) {
        return std::nullopt;
    }
    return core::ports::RequestOrder{found->first, object.value(QStringLiteral("descending")).toBool(true)};
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

QString toLine(const SavedFilter& saved)
{
    QJsonObject object{{QStringLiteral("name"), saved.name},
        {QStringLiteral("text"), toQt(saved.filter.text)},
        {QStringLiteral("tier"), toQt(saved.filter.answeredByTier)},
        {QStringLiteral("escalated"), valueOf(saved.filter.isEscalated)},
        {QStringLiteral("judged"), valueOf(saved.filter.isJudged)},
        {QStringLiteral("meets"), valueOf(saved.filter.meetsTarget)}};
    if (saved.filter.clientKeyId) {
        object[QStringLiteral("key")] = toQt(*saved.filter.clientKeyId);
    }
    if (saved.taskId) {
        object[QStringLiteral("task")] = toQt(*saved.taskId);
    }
    if (saved.window) {
        object[QStringLiteral("seconds")] = static_cast<double>(lengthOf(*saved.window).count());
    }
    if (saved.order) {
        object[QStringLiteral("sort")] = nameOf(saved.order->key);
        object[QStringLiteral("descending")] = saved.order->isDescending;
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

SavedFilter savedFilterFrom(const QString& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line.toUtf8()).object();
    SavedFilter saved;
    saved.name = object.value(QStringLiteral("name")).toString();
    saved.filter.text = fromQt(object.value(QStringLiteral("text")).toString());
    saved.filter.answeredByTier = fromQt(object.value(QStringLiteral("tier")).toString());
    saved.filter.isEscalated = boolOf(object.value(QStringLiteral("escalated")));
    saved.filter.isJudged = boolOf(object.value(QStringLiteral("judged")));
    saved.filter.meetsTarget = boolOf(object.value(QStringLiteral("meets")));
    saved.filter.clientKeyId = textOf(object.value(QStringLiteral("key")));
    saved.taskId = textOf(object.value(QStringLiteral("task")));
    saved.window = windowOf(object.value(QStringLiteral("seconds")));
    saved.order = orderOf(object);
    return saved;
}

std::vector<SavedFilter> SavedFilters::all() const
{
    QMap<QString, SavedFilter> byName;
    for (const QString& line : m_settings.value(Setting::SavedFilters).toStringList()) {
        const SavedFilter saved = savedFilterFrom(line);
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
