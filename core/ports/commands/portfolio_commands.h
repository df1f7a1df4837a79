#pragma once

#include "core/domain/task.h"

#include <string>

namespace core::ports {

/// Adds a task, or changes what a task is called and aims at. Targets of a task with a policy of its own are the
/// policy's: they are changed in Policy.
struct SaveTask {
    domain::Task task;
    bool isNew = false; ///< AlreadyExists when its id is taken; otherwise NotFound when it is not
};

/// Renames a tier and moves it in the cascade; certificates that rested on the old order fall void.
struct ArrangeTier {
    std::string tierId;
    std::string name; ///< not empty
    int place = 0; ///< 0 the first asked; the last place answers always

    bool operator==(const ArrangeTier&) const = default;
};

/// Keeps a model server's key in the desktop keyring of the process that owns the workspace; it is in no
/// database and in no log. An empty value removes it.
struct StoreSecret {
    std::string name;
    std::string value;

    bool operator==(const StoreSecret&) const = default;
};

} // namespace core::ports
