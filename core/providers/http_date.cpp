#include "core/providers/http_date.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace core::providers {

std::optional<std::chrono::sys_seconds> parseHttpDate(const std::string& text)
{
    constexpr std::array<std::string_view, 12> kMonths{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    unsigned day = 0;
    std::array<char, 4> name{};
    int year = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    const int parts = std::sscanf(text.c_str(), "%*3[A-Za-z], %2u %3s %4d %2d:%2d:%2d GMT", &day, name.data(), &year,
        &hour, &minute, &second);
    const auto month = std::find(kMonths.begin(), kMonths.end(), std::string_view(name.data()));
    const std::chrono::year_month_day date{std::chrono::year(year),
        std::chrono::month(static_cast<unsigned>(month - kMonths.begin()) + 1), std::chrono::day(day)};
    if (parts != 6 || !date.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute)
        + std::chrono::seconds(second);
}

} // namespace core::providers
