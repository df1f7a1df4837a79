#pragma once

#include "core/domain/example.h"

#include <cstdint>

namespace core::ports {

/// An endless supply of queries with references and recorded answers. Not thread-safe: one user each.
class WorkloadSource {
public:
    virtual ~WorkloadSource() = default;
    [[nodiscard]] virtual domain::Example next() = 0;
    /// 0: the usual mix; 1: fully drifted towards the rare, hard sub-populations.
    virtual void setDriftStrength(double strength) = 0;
};

} // namespace core::ports
