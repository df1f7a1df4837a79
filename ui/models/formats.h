#pragma once

#include "core/base/clock.h"
#include "core/domain/money.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QString>
#include <QTimeZone>

#include <chrono>
#include <optional>

namespace ui::models {

/// Numbers, money and times as people read them, in one locale and one reporting time zone.
class Formats {
    Q_DECLARE_TR_FUNCTIONS(Formats)
public:
    explicit Formats(QLocale locale = QLocale(), QTimeZone zone = QTimeZone::systemTimeZone());

    /// Sensible digits: "$1,234.50", "$0.0042", "<$0.0001". Rounded half-even from the integer, never through
    /// a double.
    [[nodiscard]] QString money(core::domain::Money amount) const;
    /// All nine decimals.
    [[nodiscard]] QString exactMoney(core::domain::Money amount) const;
    /// For rates on charts, which are no sums: "$12.3".
    [[nodiscard]] QString approximateUsd(double usd) const;
    [[nodiscard]] QString count(std::int64_t value) const;
    [[nodiscard]] QString number(double value, int decimals) const;
    /// `share` in [0, 1]; a dash for NaN.
    [[nodiscard]] QString percent(double share, int decimals = 1) const;
    [[nodiscard]] QString milliseconds(double ms) const;
    [[nodiscard]] QString duration(std::chrono::seconds length) const;

    [[nodiscard]] QDateTime dateTime(core::TimePoint time) const;
    /// "21 Nov 14:03:22"
    [[nodiscard]] QString dayAndTime(core::TimePoint time) const;
    /// "14:03:22" today, "21 Nov 14:03:22" otherwise.
    [[nodiscard]] QString timeStamp(core::TimePoint time, core::TimePoint now) const;
    /// ISO 8601 with offset; the form used in exports and tooltips.
    [[nodiscard]] QString exactTime(core::TimePoint time) const;
    [[nodiscard]] QString zoneName() const;
    [[nodiscard]] int utcOffsetSeconds(core::TimePoint time) const;

    [[nodiscard]] const QLocale& locale() const { return m_locale; }
    [[nodiscard]] const QTimeZone& zone() const { return m_zone; }

    [[nodiscard]] static QString dash() { return QStringLiteral("–"); }

private:
    [[nodiscard]] QString fixedUsd(std::int64_t nanoUsd, int decimals) const;

    QLocale m_locale;
    QTimeZone m_zone;
};

} // namespace ui::models
