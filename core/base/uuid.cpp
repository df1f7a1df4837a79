#include "core/base/uuid.h"

#include "core/base/rng.h"

#include <array>
#include <mutex>
#include <random>
#include <string_view>

namespace core {

namespace {

/// 48 bits of milliseconds, version 7, 12 bits high, variant 10, 62 bits low.
std::string format(std::uint64_t milliseconds, std::uint64_t high12, std::uint64_t low62)
{
    const std::uint64_t first = (milliseconds << 16) | 0x7000U | (high12 & 0xfffU);
    const std::uint64_t second = 0x8000000000000000ULL | (low62 & 0x3fffffffffffffffULL);
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    int position = 0;
    for (const std::uint64_t half : {first, second}) {
        for (int shift = 60; shift >= 0; shift -= 4, ++position) {
            if (position == 8 || position == 12 || position == 16 || position == 20) {
                text += '-';
            }
            text += kDigits[(half >> shift) & 15U];
        }
    }
    return text;
}

std::uint64_t toMilliseconds(TimePoint time)
{
    return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count());
}

/// Process-wide sequence of RFC 9562 section 6.2 method 1: the counter fills the 12 high random bits.
struct Sequence {
    std::mutex mutex;
    std::uint64_t lastMilliseconds = 0;
    std::uint64_t counter = 0;
    std::mt19937_64 random{std::random_device{}()};
};

} // namespace

std::string makeUuidV7(TimePoint time)
{
    static Sequence sequence;
    const std::lock_guard lock(sequence.mutex);
    const std::uint64_t milliseconds = toMilliseconds(time);
    if (milliseconds > sequence.lastMilliseconds) {
        sequence.lastMilliseconds = milliseconds;
        sequence.counter = sequence.random() & 0x7ffU;
    } else if (++sequence.counter > 0xfffU) {
        ++sequence.lastMilliseconds;
        sequence.counter = 0;
    }
    return format(sequence.lastMilliseconds, sequence.counter, sequence.random());
}

std::string makeUuidV7(TimePoint time, std::uint64_t seed, std::uint64_t sequence)
{
    return format(toMilliseconds(time), sequence & 0xfffU, mixSeed(seed, sequence));
}

} // namespace core
