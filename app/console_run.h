#pragma once

#include "app/console_arguments.h"
#include "app/console_session.h"

class QApplication;

namespace app {

/// Lets the operator choose at the first start what to open. False: they closed the question.
[[nodiscard]] bool askWorkspace(QApplication& application, ConsoleArguments& arguments);

/// Opens the window on the session and runs the event loop until it is closed, or until the picture asked for is
/// saved. Returns the process's exit code.
[[nodiscard]] int runConsole(QApplication& application, ConsoleSession& session, const ConsoleArguments& arguments);

} // namespace app
