#include "fake_window.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPushButton>

namespace fake {

QString cutLabel(const QWidget& window)
{
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty() || !label->pixmap().isNull()) {
            continue;
        }
        const bool isTooNarrow = !label->wordWrap() && label->width() < label->minimumSizeHint().width();
        const bool isTooLow = label->wordWrap() && label->height() < label->heightForWidth(label->width());
        if (isTooNarrow || isTooLow) {
            return label->text();
        }
    }
    for (const QPushButton* button : window.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->width() < button->minimumSizeHint().width()) {
            return button->text();
        }
    }
    return {};
}

} // namespace fake
