#pragma once

#include <QString>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace ui::models {

[[nodiscard]] inline QString toQt(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

[[nodiscard]] inline std::string fromQt(const QString& text)
{
    return text.toStdString();
}

/// Which plural form tr() takes for a count that is put in with its separators.
[[nodiscard]] constexpr int pluralOf(std::int64_t count)
{
    return static_cast<int>(std::min<std::int64_t>(count, std::numeric_limits<int>::max()));
}

} // namespace ui::models
