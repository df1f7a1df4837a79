#include "ui/screenshot.h"

#include "ui/main_window.h"
#include "ui/models/strings.h"

#include <QApplication>
#include <QPixmap>

namespace ui {

core::Result<void> renderScreenshot(MainWindow& window, const QString& path)
{
    QApplication::processEvents(); // layouts that the last data asked for
    if (!window.grab().save(path)) {
        return core::fail(core::ErrorCode::Io,
            "could not write the screenshot " + models::fromQt(path)
                + "; choose a writable place and a name that ends in .png");
    }
    return {};
}

} // namespace ui
