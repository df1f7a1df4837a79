#pragma once

#include "ui/theme/fonts.h"

#include <QLabel>

namespace ui::widgets {

/// One line that ends in an ellipsis, or says less, instead of widening its parent.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(theme::TextRole role, QWidget* parent = nullptr);

    /// Shown instead of the text where that does not fit; empty: none.
    void setShortText(const QString& text);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    theme::TextRole m_role;
    QString m_shortText;
};

} // namespace ui::widgets
