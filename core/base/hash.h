#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace core {

/// FNV-1a, 64 bit. For hash tables and feature hashing, never for integrity.
[[nodiscard]] constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t state = 0xcbf29ce484222325ULL)
{
    for (const char c : bytes) {
        state = (state ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return state;
}

/// SHA-256 as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256Hex(std::string_view bytes);

/// HMAC-SHA-256 as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string hmacSha256Hex(std::string_view key, std::string_view bytes);

/// CRC-32 (ISO-HDLC, zlib's).
[[nodiscard]] std::uint32_t crc32(std::span<const std::byte> bytes);

} // namespace core
