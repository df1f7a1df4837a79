#pragma once

#include "core/base/clock.h"
#include "core/domain/money.h"

#include <QByteArray>
#include <QString>
#include <QVariant>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace db {

/// Bytes of a BLOB column, as opposed to text.
struct Blob {
    std::string bytes;
};

inline QVariant toVariant(std::string_view text)
{
    return QVariant(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}
inline QVariant toVariant(const std::string& text)
{
    return toVariant(std::string_view(text));
}
inline QVariant toVariant(const char* text)
{
    return toVariant(std::string_view(text));
}
inline QVariant toVariant(double value)
{
    return QVariant(value);
}
inline QVariant toVariant(bool value)
{
    return QVariant(static_cast<qlonglong>(value ? 1 : 0));
}
template <std::integral T>
QVariant toVariant(T value)
{
    return QVariant(static_cast<qlonglong>(value));
}
inline QVariant toVariant(core::TimePoint time)
{
    return toVariant(core::toMicroseconds(time));
}
inline QVariant toVariant(core::domain::Money money)
{
    return toVariant(money.nanoUsd);
}
inline QVariant toVariant(const Blob& blob)
{
    return QVariant(QByteArray(blob.bytes.data(), static_cast<qsizetype>(blob.bytes.size())));
}
template <typename T>
QVariant toVariant(const std::optional<T>& value)
{
    return value ? toVariant(*value) : QVariant();
}

/// A list of strings in one TEXT column, joined by the unit separator; a separator or backslash inside an
/// item is escaped. For lists that are read whole and never queried by item.
[[nodiscard]] std::string joinedList(const std::vector<std::string>& items);
[[nodiscard]] std::vector<std::string> splitList(std::string_view joined);

/// Doubles as 8 little-endian bytes each.
[[nodiscard]] Blob packed(const std::vector<double>& values);
[[nodiscard]] std::vector<double> unpacked(std::string_view bytes);

} // namespace db
