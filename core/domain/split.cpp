#include "core/domain/split.h"

#include "core/base/hash.h"
#include "core/base/text.h"

#include <array>
#include <cstdint>

namespace core::domain {

namespace {

constexpr std::array<DataSplit, 5> kAll{
    DataSplit::Training, DataSplit::Tuning, DataSplit::Calibration, DataSplit::Gate, DataSplit::Test};

} // namespace

std::string_view toString(DataSplit split)
{
    switch (split) {
    case DataSplit::Training: return "training";
    case DataSplit::Tuning: return "tuning";
    case DataSplit::Calibration: return "calibration";
    case DataSplit::Gate: return "gate";
    case DataSplit::Test: return "test";
    }
    return "test";
}

std::optional<DataSplit> dataSplitFrom(std::string_view name)
{
    for (const DataSplit split : kAll) {
        if (toString(split) == name) {
            return split;
        }
    }
    return std::nullopt;
}

TextIdentity identityOf(std::string_view text, std::string_view splitKey)
{
    TextIdentity identity;
    identity.hash = hmacSha256Hex(splitKey, normalisedText(text));
    const std::uint64_t draw = std::stoull(identity.hash.substr(0, 8), nullptr, 16) % 100U;
    identity.split = draw < 60 ? DataSplit::Training
        : draw < 70            ? DataSplit::Tuning
        : draw < 90            ? DataSplit::Calibration
                               : DataSplit::Gate;
    return identity;
}

} // namespace core::domain
