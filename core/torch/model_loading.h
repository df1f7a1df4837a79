#pragma once

#include "core/ports/router.h"
#include "core/ports/student.h"

#include <filesystem>
#include <memory>
#include <string>

namespace core::torch {

/// Models from their files, for programs that only serve. Refused: altered bytes, newer formats, other kinds
/// of file, and, where `expectedSha256` is not empty, any file but that one.
[[nodiscard]] Result<std::unique_ptr<ports::Student>> loadStudent(
    const std::filesystem::path& path, const std::string& expectedSha256);
/// A router that was trained with an encoder asks `encoders` for it: Unavailable when it is not to be had.
[[nodiscard]] Result<std::unique_ptr<ports::Router>> loadRouter(const std::filesystem::path& path,
    const std::string& expectedSha256, const ports::EncoderSource& encoders = {});

} // namespace core::torch
