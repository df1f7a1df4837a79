#include "core/base/error.h"

namespace core {

Error Error::within(std::string_view context) const
{
    return Error{code, std::string(context) + ": " + message};
}

std::string_view toString(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return "invalid_argument";
    case ErrorCode::NotFound: return "not_found";
    case ErrorCode::AlreadyExists: return "already_exists";
    case ErrorCode::Corrupt: return "corrupt";
    case ErrorCode::Unavailable: return "unavailable";
    case ErrorCode::TimedOut: return "timed_out";
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::Io: return "io";
    case ErrorCode::DiskFull: return "disk_full";
    case ErrorCode::PermissionDenied: return "permission_denied";
    case ErrorCode::Locked: return "locked";
    case ErrorCode::NewerVersion: return "newer_version";
    case ErrorCode::Unsupported: return "unsupported";
    case ErrorCode::Conflict: return "conflict";
    case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

} // namespace core
