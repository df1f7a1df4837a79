#pragma once

#include "core/ports/history.h"
#include "ui/models/settings.h"

#include <QString>

#include <vector>

namespace ui::models {

struct SavedFilter {
    QString name;
    core::ports::RequestFilter filter; ///< what the filter bar has; without task, range and policy version
};

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
