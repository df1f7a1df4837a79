#include "ui/widgets/empty_state.h"

#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/widgets/labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::widgets {

namespace {

constexpr int kIconSize = 44;
constexpr int kTextWidth = 520;

} // namespace

EmptyState::EmptyState(const Content& content, QWidget* parent)
    : QWidget(parent)
    , m_content(content)
    , m_icon(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    auto* row = new QHBoxLayout;
    auto* column = new QVBoxLayout; // of the text's own width, which decides how it wraps
    column->setSpacing(10);
    row->addStretch(1);
    row->addLayout(column);
    row->addStretch(1);
    layout->addLayout(row);
    const auto addText = [&](const QString& text, theme::TextRole role, bool isMuted) {
        QLabel* label = makeLabel(text, role, this);
        label->setWordWrap(true);
        label->setFixedWidth(kTextWidth);
        label->setAlignment(Qt::AlignHCenter);
        label->setProperty("muted", isMuted);
        column->addWidget(label);
    };
    addText(content.sentence, theme::TextRole::Title, false);
    addText(content.reason, theme::TextRole::Body, true);
    if (!content.nextStep.isEmpty()) {
        auto* button = new QPushButton(content.nextStep, this);
        button->setObjectName(QStringLiteral("emptyNextStep"));
        button->setProperty("primary", true);
        connect(button, &QPushButton::clicked, this, &EmptyState::nextStepRequested);
        layout->addSpacing(4);
        layout->addWidget(button, 0, Qt::AlignHCenter);
    }
    layout->addStretch(3);
    updateIcon();
}

void EmptyState::updateIcon()
{
    m_icon->setPixmap(theme::iconPixmap(
        m_content.iconName, theme::coloursFor(palette()).metricLight, kIconSize, devicePixelRatioF()));
}

void EmptyState::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateIcon();
    }
}

} // namespace ui::widgets
