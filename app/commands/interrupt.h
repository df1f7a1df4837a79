#pragma once

namespace app::commands {

/// Notes SIGINT and SIGTERM while it lives, instead of letting them end the program. One object at a time.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] bool hasCome() const;
};

} // namespace app::commands
