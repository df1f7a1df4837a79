#pragma once

#include "fake_services.h"

namespace fake {

[[nodiscard]] std::vector<core::domain::QueryRecord> makeRecords(const Options& options);
[[nodiscard]] core::ports::ConsoleSnapshot makeSnapshot(const Options& options);
[[nodiscard]] std::vector<core::domain::Marker> markers();

} // namespace fake
