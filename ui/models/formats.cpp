#include "ui/models/formats.h"

#include "ui/models/strings.h"

#include <cmath>
#include <cstdlib>
#include <utility>

namespace ui::models {

namespace {

constexpr std::int64_t kNanoPerUsd = 1'000'000'000;
constexpr std::int64_t kSmallestShown = 100'000; // $0.0001

std::int64_t powerOfTen(int exponent)
{
    std::int64_t power = 1;
    while (exponent-- > 0) {
        power *= 10;
    }
    return power;
}

std::int64_t roundedHalfEven(std::int64_t value, std::int64_t unit)
{
    const std::int64_t quotient = value / unit;
    const std::int64_t twice = 2 * (value % unit);
    const bool isUp = twice > unit || (twice == unit && quotient % 2 != 0);
    return quotient + (isUp ? 1 : 0);
}

int moneyDecimals(std::int64_t magnitude)
{
    if (magnitude == 0 || magnitude >= kNanoPerUsd) {
        return magnitude >= 100'000 * kNanoPerUsd ? 0 : 2;
    }
    return magnitude >= kNanoPerUsd / 10 ? 3 : 4;
}

} // namespace

Formats::Formats(QLocale locale, QTimeZone zone)
    : m_locale(std::move(locale))
    , m_zone(std::move(zone))
{
}

QString Formats::fixedUsd(std::int64_t nanoUsd, int decimals) const
{
    const std::int64_t scale = powerOfTen(decimals);
    const std::int64_t scaled = roundedHalfEven(std::abs(nanoUsd), kNanoPerUsd / scale);
    QString digits = m_locale.toString(static_cast<qlonglong>(scaled / scale));
    if (decimals > 0) {
        digits += m_locale.decimalPoint()
            + QString::number(scaled % scale).rightJustified(decimals, QLatin1Char('0'));
    }
    return (nanoUsd < 0 && scaled != 0 ? QStringLiteral("−$") : QStringLiteral("$")) + digits;
}

QString Formats::money(core::domain::Money amount) const
{
    const std::int64_t magnitude = std::abs(amount.nanoUsd);
    if (magnitude != 0 && magnitude < kSmallestShown) {
        return (amount.nanoUsd < 0 ? QStringLiteral(">−") : QStringLiteral("<"))
            + fixedUsd(kSmallestShown, 4);
    }
    return fixedUsd(amount.nanoUsd, moneyDecimals(magnitude));
}

QString Formats::exactMoney(core::domain::Money amount) const
{
    return fixedUsd(amount.nanoUsd, 9);
}

QString Formats::approximateUsd(double usd) const
{
    if (!std::isfinite(usd)) {
        return dash();
    }
    const double magnitude = std::abs(usd);
    const int decimals = magnitude == 0 || magnitude >= 100 ? 0 : magnitude >= 0.1 ? 2 : 4;
    return (usd < 0 ? QStringLiteral("−$") : QStringLiteral("$"))
        + m_locale.toString(magnitude, 'f', decimals);
}

QString Formats::count(std::int64_t value) const
{
    return m_locale.toString(static_cast<qlonglong>(value));
}

QString Formats::number(double value, int decimals) const
{
    return std::isfinite(value) ? m_locale.toString(value, 'f', decimals) : dash();
}

QString Formats::percent(double share, int decimals) const
{
    if (!std::isfinite(share)) {
        return dash();
    }
    const double value = 100 * share;
    const double smallest = 0.5 * std::pow(10.0, -decimals);
    if (value > 0 && value < smallest) {
        return tr("<%1%").arg(m_locale.toString(2 * smallest, 'f', decimals));
    }
    return tr("%1%").arg(m_locale.toString(value, 'f', decimals));
}

QString Formats::milliseconds(double ms) const
{
    if (!std::isfinite(ms)) {
        return dash();
    }
    if (ms >= 999.5) {
        return tr("%1 s").arg(m_locale.toString(ms / 1000, 'f', ms >= 9995 ? 1 : 2));
    }
    return tr("%1 ms").arg(m_locale.toString(ms, 'f', ms < 1 ? 2 : ms < 10 ? 1 : 0));
}

QString Formats::duration(std::chrono::seconds length) const
{
    const auto seconds = length.count();
    if (seconds < 60) {
        return tr("%1 s").arg(seconds);
    }
    if (seconds < 3600) {
        return tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    }
    return tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
}

QDateTime Formats::dateTime(core::TimePoint time) const
{
    return QDateTime::fromMSecsSinceEpoch(core::toMicroseconds(time) / 1000, m_zone);
}

QString Formats::dayAndTime(core::TimePoint time) const
{
    //: A date without its year and a time, as QDateTime::toString() writes them
    return m_locale.toString(dateTime(time), tr("d MMM HH:mm:ss"));
}

QString Formats::timeStamp(core::TimePoint time, core::TimePoint now) const
{
    const QDateTime local = dateTime(time);
    const bool isToday = local.date() == dateTime(now).date();
    return isToday ? m_locale.toString(local, QStringLiteral("HH:mm:ss")) : dayAndTime(time);
}

QString Formats::exactTime(core::TimePoint time) const
{
    return dateTime(time).toString(Qt::ISODateWithMs);
}

QString Formats::zoneName() const
{
    const QDateTime now = QDateTime::currentDateTime();
    const int offset = m_zone.offsetFromUtc(now);
    if (offset == 0) {
        return QStringLiteral("UTC");
    }
    const QString sign = offset < 0 ? QStringLiteral("−") : QStringLiteral("+");
    const int minutes = std::abs(offset) / 60;
    return QStringLiteral("%1 (UTC%2%3:%4)")
        .arg(QString::fromUtf8(m_zone.id()), sign, QString::number(minutes / 60),
            QString::number(minutes % 60).rightJustified(2, QLatin1Char('0')));
}

int Formats::utcOffsetSeconds(core::TimePoint time) const
{
    return m_zone.offsetFromUtc(dateTime(time));
}

} // namespace ui::models
