#include "ui/widgets/tile.h"

#include "ui/widgets/elided_label.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::widgets {

Tile::Tile(QWidget* parent)
    : QFrame(parent)
    , m_label(new ElidedLabel(theme::TextRole::Caption, this))
    , m_value(new ElidedLabel(theme::TextRole::Figure, this))
    , m_detail(new ElidedLabel(theme::TextRole::Caption, this))
    , m_change(new ElidedLabel(theme::TextRole::Caption, this))
    , m_link(new QToolButton(this))
{
    setProperty("card", true);
    setFocusPolicy(Qt::TabFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 9, 6, 9);
    layout->setSpacing(1);
    for (QLabel* label : {m_label, m_detail, m_change}) {
        label->setProperty("muted", true);
    }
    auto* header = new QHBoxLayout;
    header->setSpacing(2);
    header->addWidget(m_label, 1);
    header->addWidget(m_link);
    layout->addLayout(header);
    layout->addWidget(m_value);
    m_link->setProperty("link", true);
    m_link->setFont(theme::fontFor(theme::TextRole::Caption));
    header->addStrut(m_link->sizeHint().height()); // values of tiles with and without a link stand level
    m_link->hide();
    connect(m_link, &QToolButton::clicked, this, &Tile::linkActivated);
    layout->addWidget(m_detail);
    layout->addWidget(m_change);
}

void Tile::setLink(const QString& text, const QString& toolTip)
{
    m_link->setText(text);
    m_link->setToolTip(toolTip);
    m_link->setAccessibleName(toolTip);
    m_link->setVisible(!text.isEmpty());
}

void Tile::setContent(const models::TileContent& content)
{
    m_content = content;
    setObjectName(QStringLiteral("tile.") + content.id);
    m_label->setText(content.label);
    m_value->setText(content.value);
    m_detail->setText(content.detail);
    m_change->setText(content.change);
    m_change->setShortText(content.shortChange);
    setToolTip(content.toolTip);
    setAccessibleName(content.label);
    setAccessibleDescription(QStringLiteral("%1; %2; %3").arg(content.value, content.detail, content.change));
}

} // namespace ui::widgets
