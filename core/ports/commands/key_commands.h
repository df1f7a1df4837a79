#pragma once

#include "core/domain/client_key.h"

#include <string>

namespace core::ports {

/// Adds a client key. AlreadyExists when its id is taken.
struct AddClientKey {
    domain::ClientKey key;
};

/// From the next request on the key opens nothing; what it did stays in the history.
struct RevokeClientKey {
    std::string keyId;
};

} // namespace core::ports
