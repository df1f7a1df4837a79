#include "ui/widgets/labels.h"

#include <QEvent>
#include <QLabel>

namespace ui::widgets {

namespace {

class TypedLabel final : public QLabel {
public:
    TypedLabel(const QString& text, theme::TextRole role, QWidget* parent)
        : QLabel(text, parent)
        , m_role(role)
    {
        setFont(theme::fontFor(role));
        setTextFormat(Qt::PlainText);
    }

protected:
    void changeEvent(QEvent* event) override
    {
        if (event->type() == QEvent::ApplicationFontChange) {
            setFont(theme::fontFor(m_role));
        }
        QLabel::changeEvent(event);
    }

private:
    theme::TextRole m_role;
};

} // namespace

QLabel* makeLabel(const QString& text, theme::TextRole role, QWidget* parent)
{
    return new TypedLabel(text, role, parent);
}

QLabel* makeMutedLabel(const QString& text, QWidget* parent)
{
    QLabel* label = makeLabel(text, theme::TextRole::Caption, parent);
    label->setProperty("muted", true);
    return label;
}

QLabel* makeTextBlock(const QString& text, QWidget* parent)
{
    QLabel* label = makeLabel(text, theme::TextRole::Body, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace ui::widgets
