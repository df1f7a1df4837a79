#pragma once

#include <QProxyStyle>

namespace ui::theme {

/// Fusion, but for the arrow of a sorted column: down is newest or largest first, as on other desktops. (A style sheet's
/// arrow would take its room from every header.) A wheel turns a value only where the keyboard is, so that scrolling a page
/// changes none under the pointer. Buttons of dialogs have words and no pictures of the desktop's theme.
class ConsoleStyle final : public QProxyStyle {
    Q_OBJECT
public:
    ConsoleStyle();
    using QProxyStyle::polish;
    /// Lists of combo boxes follow the style sheet, which their own delegate does not.
    void polish(QWidget* widget) override;

    int styleHint(StyleHint hint, const QStyleOption* option = nullptr, const QWidget* widget = nullptr,
        QStyleHintReturn* returnData = nullptr) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace ui::theme
