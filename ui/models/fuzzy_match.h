#pragma once

#include <QString>

#include <optional>

namespace ui::models {

/// Score of `text` for the letters of `pattern` in order, greater is better; nothing when they do not occur.
/// Starts of words and unbroken runs count more; an empty pattern fits everything with 0.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& pattern, const QString& text);

} // namespace ui::models
