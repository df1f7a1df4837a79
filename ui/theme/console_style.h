#pragma once

#include <QProxyStyle>

namespace ui::theme {

/// Fusion, but for the arrow of a sorted column: down is newest or largest first, as on other desktops. (A style sheet's
/// arrow would take its room from every header.) A wheel turns a value only where the keyboard is, so that scrolling a page
/// changes none under the pointer.
class ConsoleStyle final : public QProxyStyle {
    Q_OBJECT
public:
    ConsoleStyle();
    using QProxyStyle::polish;
    /// Lists of combo boxes follow the style sheet, which their own delegate does not.
    void polish(QWidget* widget) override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace ui::theme
