#pragma once

#include <QSettings>
#include <QString>
#include <QVariant>

#include <memory>

namespace ui::models {

/// Every stored setting of the window. The table in settings.cpp gives its key, default and scope.
enum class Setting {
    Theme,
    FontPointSize,
    Language,
    RefreshesPerSecond,
    ReportingZone,
    TimeWindow,
    LastView,
    LastTask,
    WindowGeometry,
    WindowState,
    DismissedHints,
    SavedFilters,
    RequestList,
    PolicyDrafts,
};

enum class SettingScope {
    Operator, ///< follows the person: appearance and habits
    Machine, ///< belongs to this screen: geometry
};

/// Reads and writes the table. A file written by a newer version is read with defaults and never written.
class Settings {
public:
    /// An INI file; an empty path keeps everything in memory of this object's file-less store.
    explicit Settings(const QString& filePath);
    ~Settings();

    [[nodiscard]] QVariant value(Setting setting) const;
    void setValue(Setting setting, const QVariant& value);
    void reset(Setting setting);

    [[nodiscard]] static QString keyOf(Setting setting);
    [[nodiscard]] static QVariant defaultOf(Setting setting);
    [[nodiscard]] static SettingScope scopeOf(Setting setting);

    static constexpr int kVersion = 1;

private:
    void migrate();

    std::unique_ptr<QSettings> m_file;
    QHash<QString, QVariant> m_memory;
    bool m_isWritable = true;
};

} // namespace ui::models
