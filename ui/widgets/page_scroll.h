#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace ui::widgets {

/// A page that scrolls down when it is higher than the window. Unlike a plain QScrollArea it gives wrapped text
/// the height that it needs at the page's width.
class PageScroll final : public QScrollArea {
    Q_OBJECT
public:
    explicit PageScroll(QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout& body() { return *m_body; }
    /// Scrolls the page that `inside` is on until it is seen, once the layout has its new height. Nothing without a page.
    static void reveal(QWidget& inside);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitHeight();

    QVBoxLayout* m_body;
};

} // namespace ui::widgets
