#include "ui/models/settings.h"

#include <array>

namespace ui::models {

namespace {

struct Entry {
    Setting setting;
    const char* key;
    QVariant fallback;
    SettingScope scope;
};

const auto& table()
{
    static const std::array entries{
        Entry{Setting::Theme, "appearance/theme", QStringLiteral("system"), SettingScope::Operator},
        Entry{Setting::FontPointSize, "appearance/fontPointSize", 10, SettingScope::Operator},
        Entry{Setting::Language, "appearance/language", QString(), SettingScope::Operator},
        Entry{Setting::RefreshesPerSecond, "live/refreshesPerSecond", 2, SettingScope::Operator},
        Entry{Setting::ReportingZone, "reporting/timeZone", QString(), SettingScope::Operator},
        Entry{Setting::TimeWindow, "view/timeWindow", 1, SettingScope::Operator},
        Entry{Setting::LastView, "view/last", QStringLiteral("overview"), SettingScope::Operator},
        Entry{Setting::LastTask, "view/task", QString(), SettingScope::Operator},
        Entry{Setting::WindowGeometry, "window/geometry", QByteArray(), SettingScope::Machine},
        Entry{Setting::WindowState, "window/state", QByteArray(), SettingScope::Machine},
        Entry{Setting::DismissedHints, "overview/dismissedHints", QStringList(), SettingScope::Operator},
        Entry{Setting::SavedFilters, "requests/savedFilters", QStringList(), SettingScope::Operator},
        Entry{Setting::RequestList, "requests/list", QString(), SettingScope::Operator},
        Entry{Setting::PolicyDrafts, "policy/drafts", QByteArray(), SettingScope::Operator},
    };
    return entries;
}

const Entry& entryOf(Setting setting)
{
    for (const Entry& entry : table()) {
        if (entry.setting == setting) {
            return entry;
        }
    }
    Q_UNREACHABLE();
}

const QString kVersionKey = QStringLiteral("version");

} // namespace

Settings::Settings(const QString& filePath)
{
    if (!filePath.isEmpty()) {
        m_file = std::make_unique<QSettings>(filePath, QSettings::IniFormat);
        migrate();
    }
}

Settings::~Settings() = default;

void Settings::migrate()
{
    const int stored = m_file->value(kVersionKey, kVersion).toInt();
    m_isWritable = stored <= kVersion;
    if (m_isWritable) {
        m_file->setValue(kVersionKey, kVersion);
    }
}

QVariant Settings::value(Setting setting) const
{
    const Entry& entry = entryOf(setting);
    if (m_file == nullptr || !m_isWritable) {
        return m_memory.value(keyOf(setting), entry.fallback);
    }
    return m_file->value(keyOf(setting), entry.fallback);
}

void Settings::setValue(Setting setting, const QVariant& value)
{
    if (m_file == nullptr || !m_isWritable) {
        m_memory.insert(keyOf(setting), value);
    } else {
        m_file->setValue(keyOf(setting), value);
    }
}

void Settings::reset(Setting setting)
{
    setValue(setting, defaultOf(setting));
}

QString Settings::keyOf(Setting setting)
{
    return QString::fromLatin1(entryOf(setting).key);
}
QVariant Settings::defaultOf(Setting setting)
{
    return entryOf(setting).fallback;
}
SettingScope Settings::scopeOf(Setting setting)
{
    return entryOf(setting).scope;
}

} // namespace ui::models
