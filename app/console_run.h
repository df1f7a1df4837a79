#pragma once

#include "app/console_arguments.h"
#include "app/console_session.h"
#include "app/window_instance.h"

#include "ui/models/window_services.h"

class QApplication;

namespace app {

/// What the window asks, answered by the session, which must outlive it.
[[nodiscard]] ui::WindowServices windowServices(ConsoleSession& session);


/// Lets the operator choose at the first start what to open. False: they closed the question.
[[nodiscard]] bool askWorkspace(QApplication& application, ConsoleArguments& arguments);

/// Opens the window on the session and runs the event loop until it is closed, or until the picture asked for is
/// saved. A later start of the same workspace brings the window to the front. Returns the process's exit code.
[[nodiscard]] int runConsole(QApplication& application, ConsoleSession& session, const ConsoleArguments& arguments,
    WindowInstance& instance);

} // namespace app
