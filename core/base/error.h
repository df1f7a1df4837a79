#pragma once

#include <string>
#include <string_view>

namespace core {

enum class ErrorCode {
    InvalidArgument, ///< the caller's input is wrong; the message says what, where and what to do
    NotFound,
    AlreadyExists,
    Corrupt,       ///< stored bytes fail their checksum or their format
    Unavailable,   ///< a model, a peer or a resource cannot be reached now
    TimedOut,
    Cancelled,     ///< stopped on request
    Io,            ///< reading or writing a file failed
    DiskFull,
    PermissionDenied,
    Locked,        ///< another process owns the workspace
    NewerVersion,  ///< written by a newer program; left untouched
    Unsupported,
    Conflict,      ///< the state changed underneath the request
    Internal,      ///< an invariant of ours is broken
};

/// What went wrong, in words an operator can act on. Values only: never thrown.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;

    /// The same error with "context: " in front, for a caller that knows which file, row or tier it was about.
    [[nodiscard]] Error within(std::string_view context) const;
};

/// Stable lower-case name, e.g. "invalid_argument"; used in logs and JSON.
std::string_view toString(ErrorCode code);

} // namespace core
