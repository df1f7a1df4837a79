#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace core::providers {

/// The base URL of a model server, taken apart.
struct UpstreamUrl {
    bool isTls = false;
    std::string host; ///< name or address, an IPv6 address without its brackets
    std::string port;
    std::string path; ///< without a slash at its end; may be empty

    /// What a Host header says.
    [[nodiscard]] std::string hostHeader() const;
};

/// "http://host[:port][/path]" or https; refuses anything else, credentials and query strings included.
[[nodiscard]] Result<UpstreamUrl> parseUpstreamUrl(std::string_view url);

} // namespace core::providers
