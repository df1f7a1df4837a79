#pragma once

class QApplication;

namespace ui::shell {

/// Makes the window's resources, icon and desktop name known. Call once, before the first window.
void prepareApplication(QApplication& application);

} // namespace ui::shell
