#include "ui/widgets/message_bar.h"

#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/restyle.h"

#include <QCursor>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>

#include <utility>

namespace ui::widgets {

namespace {

constexpr int kVisibleMilliseconds = 8000;
constexpr int kRestMilliseconds = 2000;
constexpr int kIconSize = 18;

struct Look {
    const char* icon;
    const char* banner;
    QColor colour;
};

Look lookOf(models::MessageKind kind, const theme::Colours& colours)
{
    switch (kind) {
    case models::MessageKind::Error:
        return {"alarm", "error", colours.alarm};
    case models::MessageKind::Warning:
        return {"warning", "warning", colours.warning};
    case models::MessageKind::Success:
        return {"check", "success", colours.success};
    case models::MessageKind::Information:
        break;
    }
    return {"information", "information", colours.mutedText};
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(makeTextBlock({}, this))
    , m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("messageBar"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 6, 6);
    layout->setSpacing(8);
    auto* close = new QToolButton(this);
    close->setProperty("flat", true);
    close->setIcon(theme::icon("close"));
    close->setIconSize({14, 14});
    close->setAccessibleName(tr("Dismiss the message"));
    close->setToolTip(close->accessibleName());
    connect(close, &QToolButton::clicked, this, &MessageBar::dismiss);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &MessageBar::leave);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void MessageBar::show(const models::Message& message)
{
    m_message = message;
    const Look look = lookOf(message.kind, theme::coloursFor(palette()));
    m_icon->setPixmap(
        theme::iconPixmap(QLatin1String(look.icon), look.colour, kIconSize, devicePixelRatioF()));
    m_text->setText(message.text);
    setAccessibleName(message.text);
    setStyleProperty(*this, "banner", QString::fromLatin1(look.banner));
    const bool staysUp
        = message.kind == models::MessageKind::Error || message.kind == models::MessageKind::Warning;
    m_pointer = QCursor::pos();
    staysUp ? m_timer->stop() : m_timer->start(kVisibleMilliseconds);
    setVisible(true);
}

/// What is below moves up then, so not while somebody aims at it.
void MessageBar::leave()
{
    const QPoint before = std::exchange(m_pointer, QCursor::pos());
    if (before != m_pointer && window()->frameGeometry().contains(m_pointer)) {
        m_timer->start(kRestMilliseconds);
    } else if (m_lasting) {
        showLasting(*m_lasting);
    } else {
        dismiss();
    }
}

void MessageBar::showLasting(const models::Message& message)
{
    m_lasting = message;
    show(*m_lasting);
    m_timer->stop();
}

void MessageBar::dismiss()
{
    m_timer->stop();
    m_lasting.reset();
    hide();
}

} // namespace ui::widgets
