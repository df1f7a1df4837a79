#pragma once

#include <map>
#include <string>

namespace core::ports {

/// Trains a task's student anew with chosen parameters, certifies it and puts it in service.
struct StartTraining {
    std::string taskId; ///< not empty
    std::map<std::string, double> parameters; ///< by key (engine::trainingParameters); the others by default

    bool operator==(const StartTraining&) const = default;
};

} // namespace core::ports
