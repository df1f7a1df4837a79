#pragma once

#include "core/ports/history.h"
#include "ui/models/settings.h"
#include "ui/models/time_window.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// What the list of Requests shows. What is absent stays as it is chosen when the filter is: so in those that an older
/// version saved.
struct SavedFilter {
    QString name;
    core::ports::RequestFilter filter; ///< what the filter bar has, and the client key
    std::optional<std::string> taskId; ///< empty text: all tasks
    std::optional<TimeWindow> window;
    std::optional<core::ports::RequestOrder> order;
};

/// One line of JSON, and back; whatever cannot be read is absent.
[[nodiscard]] QString toLine(const SavedFilter& saved);
[[nodiscard]] SavedFilter savedFilterFrom(const QString& line);

/// Filters of Requests that the operator named; kept in the settings, by name.
class SavedFilters {
public:
    explicit SavedFilters(Settings& settings)
        : m_settings(settings)
    {
    }

    [[nodiscard]] std::vector<SavedFilter> all() const;
    /// Replaces one of the same name.
    void save(const SavedFilter& filter);
    void remove(const QString& name);

private:
    Settings& m_settings;
};

} // namespace ui::models
