#pragma once

namespace app::commands {

/// Notes SIGINT and SIGTERM from its construction to the end of the program, instead of letting them end it: what a
/// finished run has to say is said whole.
class Interrupt {
public:
    Interrupt();

    [[nodiscard]] bool hasCome() const;
};

} // namespace app::commands
