#include "core/base/hash.h"

#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>

namespace core {

namespace {

constexpr std::size_t kSha256Bytes = 32;
constexpr std::size_t kSha256Block = 64;
using Sha256 = std::array<unsigned char, kSha256Bytes>;

/// Fetched once: looking the algorithm up costs more than hashing a key does.
const EVP_MD* sha256Algorithm()
{
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr); // until the process ends
    return fetched != nullptr ? fetched : EVP_sha256();
}

/// Of the parts, one behind the other.
Sha256 sha256(std::initializer_list<std::string_view> parts)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    Sha256 digest{};
    EVP_DigestInit_ex(context.get(), sha256Algorithm(), nullptr);
    for (const std::string_view part : parts) {
        EVP_DigestUpdate(context.get(), part.data(), part.size());
    }
    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
    return digest;
}

std::string_view viewOf(std::span<const unsigned char> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string toHex(std::span<const unsigned char> bytes)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 15];
    }
    return hex;
}

} // namespace

std::string sha256Hex(std::string_view bytes)
{
    return toHex(sha256({bytes}));
}

/// RFC 2104.
std::string hmacSha256Hex(std::string_view key, std::string_view bytes)
{
    std::array<unsigned char, kSha256Block> inner{};
    if (key.size() > inner.size()) {
        const Sha256 hashed = sha256({key});
        std::copy(hashed.begin(), hashed.end(), inner.begin());
    } else {
        std::copy(key.begin(), key.end(), inner.begin());
    }
    std::array<unsigned char, kSha256Block> outer = inner;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        inner[i] ^= 0x36;
        outer[i] ^= 0x5c;
    }
    const Sha256 hashed = sha256({viewOf(inner), bytes});
    return toHex(sha256({viewOf(outer), viewOf(hashed)}));
}

std::uint32_t crc32(std::span<const std::byte> bytes)
{
    return static_cast<std::uint32_t>(
        ::crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

} // namespace core
