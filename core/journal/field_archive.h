#pragma once

#include "core/base/clock.h"
#include "core/domain/money.h"

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace core::journal {

static_assert(std::endian::native == std::endian::little, "doubles are copied as stored");

/// Appends fields to a string. Used through one template that lists a struct's fields for both directions.
class FieldWriter {
public:
    explicit FieldWriter(std::string& out)
        : m_out(out)
    {
    }

    template <typename... Fields>
    void operator()(const Fields&... values)
    {
        (write(values), ...);
    }

    template <typename T, typename Visit>
    void list(const std::vector<T>& items, Visit visit)
    {
        writeVarint(items.size());
        for (const T& item : items) {
            visit(*this, item);
        }
    }

private:
    void writeVarint(std::uint64_t value)
    {
        for (; value >= 0x80U; value >>= 7) {
            m_out += static_cast<char>((value & 0x7fU) | 0x80U);
        }
        m_out += static_cast<char>(value);
    }
    void write(std::int64_t value)
    {
        writeVarint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void write(bool value) { m_out += static_cast<char>(value ? 1 : 0); }
    void write(double value) { m_out.append(reinterpret_cast<const char*>(&value), sizeof value); }
    void write(TimePoint value) { write(toMicroseconds(value)); }
    void write(domain::Money value) { write(value.nanoUsd); }
    void write(const std::string& value)
    {
        writeVarint(value.size());
        m_out += value;
    }
    template <typename E>
    requires std::is_enum_v<E>
    void write(E value) { m_out += static_cast<char>(value); }
    template <typename T>
    void write(const std::optional<T>& value)
    {
        write(value.has_value());
        if (value) {
            write(*value);
        }
    }

    std::string& m_out;
};

/// Reads what FieldWriter wrote. After the first field that does not fit, every further read leaves its
/// default.
class FieldReader {
public:
    explicit FieldReader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    /// All bytes used and no field missing.
    [[nodiscard]] bool isWhole() const { return !m_isBroken && m_bytes.empty(); }

    template <typename... Fields>
    void operator()(Fields&... values)
    {
        (read(values), ...);
    }

    template <typename T, typename Visit>
    void list(std::vector<T>& items, Visit visit)
    {
        const std::uint64_t count = readVarint();
        for (std::uint64_t i = 0; i < count && !m_isBroken; ++i) {
            visit(*this, items.emplace_back());
        }
    }

private:
    std::string_view take(std::size_t size)
    {
        m_isBroken = m_isBroken || m_bytes.size() < size;
        const std::string_view taken = m_isBroken ? std::string_view() : m_bytes.substr(0, size);
        m_bytes.remove_prefix(taken.size());
        return taken;
    }
    std::uint8_t readByte()
    {
        const std::string_view byte = take(1);
        return byte.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(byte.front());
    }
    std::uint64_t readVarint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t byte = readByte();
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if ((byte & 0x80U) == 0) {
                return value;
            }
        }
        m_isBroken = true;
        return 0;
    }
    void read(std::int64_t& value)
    {
        const std::uint64_t coded = readVarint();
        value = static_cast<std::int64_t>((coded >> 1) ^ (~(coded & 1U) + 1U));
    }
    void read(bool& value) { value = readByte() != 0; }
    void read(double& value)
    {
        if (const std::string_view bytes = take(sizeof value); !bytes.empty()) {
            std::memcpy(&value, bytes.data(), sizeof value);
        }
    }
    void read(TimePoint& value)
    {
        std::int64_t microseconds = 0;
        read(microseconds);
        value = fromMicroseconds(microseconds);
    }
    void read(domain::Money& value) { read(value.nanoUsd); }
    void read(std::string& value) { value = take(static_cast<std::size_t>(readVarint())); }
    template <typename E>
    requires std::is_enum_v<E>
    void read(E& value) { value = static_cast<E>(readByte()); }
    template <typename T>
    void read(std::optional<T>& value)
    {
        bool isPresent = false;
        read(isPresent);
        value.reset();
        if (isPresent) {
            read(value.emplace());
        }
    }

    std::string_view m_bytes;
    bool m_isBroken = false;
};

} // namespace core::journal
