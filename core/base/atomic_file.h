#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace core {

/// Writes the whole file or leaves the old one untouched: temporary sibling, fsync, rename. Mode 0600.
[[nodiscard]] Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view bytes);

/// Reads a whole file; refuses more than `limitBytes`.
[[nodiscard]] Result<std::string> readWholeFile(const std::filesystem::path& path, std::size_t limitBytes);

/// The Error of a failed system call: maps ENOSPC, EACCES and the like, and names the path.
[[nodiscard]] Error systemError(int errnoValue, std::string_view action, const std::filesystem::path& path);

} // namespace core
