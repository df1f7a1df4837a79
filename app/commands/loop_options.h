#pragma once

#include "core/domain/loop.h"

#include <optional>

namespace CLI {
class App;
}

namespace app::commands {

/// The options of `loop` and `distil` on the command line.
class LoopOptionArguments {
public:
    enum class Kind { Loop, Distillation };
    void addTo(CLI::App& command, Kind kind);
    [[nodiscard]] core::domain::LoopOptions options() const;

private:
    core::domain::LoopOptions m_options;
    std::optional<double> m_budgetUsd;
    bool m_waits = false;
};

} // namespace app::commands
