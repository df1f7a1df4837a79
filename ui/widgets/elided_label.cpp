#include "ui/widgets/elided_label.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace ui::widgets {

ElidedLabel::ElidedLabel(theme::TextRole role, QWidget* parent)
    : QLabel(parent)
    , m_role(role)
{
    setFont(theme::fontFor(role));
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ElidedLabel::setShortText(const QString& text)
{
    if (m_shortText != text) {
        m_shortText = text;
        update();
    }
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {24, QLabel::sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
    if (shown != text() && !m_shortText.isEmpty()) {
        shown = fontMetrics().elidedText(m_shortText, Qt::ElideRight, width());
    }
    style()->drawItemText(
        &painter, rect(), static_cast<int>(alignment()), palette(), isEnabled(), shown, foregroundRole());
}

void ElidedLabel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange) {
        setFont(theme::fontFor(m_role));
    }
    QLabel::changeEvent(event);
}

} // namespace ui::widgets
