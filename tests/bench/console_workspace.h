#pragma once

#include <QString>

#include <cstdint>

namespace bench {

/// A workspace with a trained student of cs_intent and `queries` queries of the last 28 days.
/// Says what went wrong and returns false.
[[nodiscard]] bool makeConsoleWorkspace(const QString& path, std::uint64_t queries);

} // namespace bench
