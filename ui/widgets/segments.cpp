#include "ui/widgets/segments.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace ui::widgets {

Segments::Segments(const QString& accessibleName, const QStringList& labels, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(accessibleName);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* group = new QButtonGroup(this);
    for (int i = 0; i < labels.size(); ++i) {
        auto* button = new QToolButton(this);
        button->setText(labels.at(i));
        button->setCheckable(true);
        button->setProperty("segment", true);
        button->setProperty("place",
            i == 0                       ? QStringLiteral("first")
                : i == labels.size() - 1 ? QStringLiteral("last")
                                         : QString());
        button->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(button);
        group->addButton(button, i);
        m_buttons.push_back(button);
    }
    m_buttons.front()->setChecked(true);
    connect(group, &QButtonGroup::idClicked, this, [this](int segment) {
        m_current = segment;
        Q_EMIT chosen(segment);
    });
}

void Segments::setCurrent(int segment)
{
    m_current = segment;
    button(segment).setChecked(true);
    Q_EMIT chosen(segment);
}

} // namespace ui::widgets
