#include "ui/widgets/hint_cards.h"

#include "ui/theme/icons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/labels.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::widgets {

HintCards::HintCards(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("hintCards"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(10);
}

void HintCards::setCards(const QList<Card>& cards)
{
    for (const Card& card : cards) {
        m_layout->addWidget(makeCard(card), 1);
    }
}

QFrame* HintCards::makeCard(const Card& card)
{
    auto* frame = new QFrame(this);
    frame->setProperty("card", true);
    frame->setObjectName(QStringLiteral("hint.") + card.id);
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(12, 6, 8, 8);
    layout->setSpacing(2);
    auto* header = new QHBoxLayout;
    auto* close = new QToolButton(frame);
    close->setProperty("flat", true);
    close->setIcon(theme::icon("close"));
    close->setIconSize({13, 13});
    close->setAccessibleName(tr("Dismiss: %1").arg(card.title));
    close->setToolTip(tr("Dismiss"));
    auto* action = new QPushButton(card.action, frame);
    action->setProperty("link", true);
    auto* title = new ElidedLabel(theme::TextRole::Strong, frame);
    title->setText(card.title);
    title->setToolTip(card.title);
    header->addWidget(title, 1);
    header->addWidget(action);
    header->addWidget(close);
    layout->addLayout(header);
    QLabel* text = makeMutedLabel(card.text, frame);
    text->setWordWrap(true);
    layout->addWidget(text, 1, Qt::AlignTop);
    connect(action, &QPushButton::clicked, this, [this, id = card.id] { Q_EMIT activated(id); });
    connect(close, &QToolButton::clicked, this, [this, id = card.id] { Q_EMIT dismissed(id); });
    return frame;
}

void HintCards::setDismissed(const QStringList& ids)
{
    bool isAnyShown = false;
    for (QFrame* card : findChildren<QFrame*>(QString(), Qt::FindDirectChildrenOnly)) {
        const bool isShown = !ids.contains(card->objectName().mid(5));
        card->setVisible(isShown);
        isAnyShown = isAnyShown || isShown;
    }
    setVisible(isAnyShown);
}

} // namespace ui::widgets
