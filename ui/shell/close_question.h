#pragma once

#include <functional>

class QWidget;

namespace ui::shell {

enum class CloseChoice { KeepServing, DrainAndStop };

/// Asks what becomes of the gateway in this process, without blocking anything. `choose` is not called when the
/// operator goes back to the window.
void askHowToClose(QWidget& window, std::function<void(CloseChoice)> choose);

} // namespace ui::shell
