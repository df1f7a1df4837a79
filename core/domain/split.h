#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core::domain {

/// The part of the data a text belongs to, once and for ever, by a keyed hash of its normalised text.
enum class DataSplit {
    Training,    ///< 60%: student and router parameters
    Tuning,      ///< 10%: temperatures, grids, starts
    Calibration, ///< 20%: certificates
    Gate,        ///< 10%: champion against challenger
    Test,        ///< named so by the data set: never trained, tuned or calibrated on
};

[[nodiscard]] std::string_view toString(DataSplit split);
[[nodiscard]] std::optional<DataSplit> dataSplitFrom(std::string_view name);

/// Hash of the normalised text under the workspace's key, and the split that follows from it.
/// Equal texts fall together whatever their case, width or spacing.
struct TextIdentity {
    std::string hash; ///< 64 hexadecimal digits
    DataSplit split = DataSplit::Training;
};
[[nodiscard]] TextIdentity identityOf(std::string_view text, std::string_view splitKey);

} // namespace core::domain
