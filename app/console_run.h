#pragma once

#include "app/console_arguments.h"
#include "app/console_session.h"

class QApplication;

namespace app {

/// Opens the window on the session and runs the event loop until it is closed, or until the picture asked for is
/// saved. Returns the process's exit code.
[[nodiscard]] int runConsole(QApplication& application, ConsoleSession& session, const ConsoleArguments& arguments);

} // namespace app
