#include "ui/pages/policy_apply_bar.h"

#include "ui/models/message.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::pages {

namespace {

constexpr int kGap = 6;

} // namespace

PolicyApplyBar::PolicyApplyBar(QWidget* parent)
    : QWidget(parent)
    , m_messages(new widgets::MessageBar(this))
    , m_changes(widgets::makeTextBlock({}, this))
    , m_expectation(widgets::makeMutedLabel({}, this))
    , m_reason(new QLineEdit(this))
    , m_apply(new QPushButton(tr("Apply"), this))
    , m_revert(new QPushButton(tr("Revert this change"), this))
    , m_why(widgets::makeMutedLabel({}, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    m_changes->setObjectName(QStringLiteral("policyDiff"));
    m_expectation->setObjectName(QStringLiteral("policyExpectation"));
    m_expectation->setWordWrap(true);
    auto* row = new QHBoxLayout;
    m_reason->setObjectName(QStringLiteral("riskReason"));
    m_reason->setPlaceholderText(tr("Reason"));
    m_reason->setAccessibleName(tr("Reason for the change"));
    m_reason->setToolTip(tr("Why, in your words: it stands in the history of versions"));
    m_apply->setObjectName(QStringLiteral("riskApply"));
    m_apply->setProperty("primary", true);
    m_revert->setObjectName(QStringLiteral("riskRevert"));
    m_revert->hide();
    row->addWidget(m_reason, 1);
    row->addWidget(m_apply);
    layout->addLayout(row); // above what grows, so that it stays where it is while a slider is dragged
    m_why->setObjectName(QStringLiteral("riskWhy"));
    m_why->setWordWrap(true);
    layout->addWidget(m_why);
    layout->addWidget(m_messages);
    layout->addWidget(m_changes);
    layout->addWidget(m_expectation);
    layout->addWidget(m_revert, 0, Qt::AlignLeft);
    connect(m_reason, &QLineEdit::textChanged, this, &PolicyApplyBar::updateApply);
    connect(m_apply, &QPushButton::clicked, this, [this] { Q_EMIT applyAsked(m_reason->text().trimmed()); });
    connect(m_reason, &QLineEdit::returnPressed, this, [this] {
        if (m_apply->isEnabled()) {
            Q_EMIT applyAsked(m_reason->text().trimmed());
        }
    });
    connect(m_revert, &QPushButton::clicked, this, &PolicyApplyBar::revertAsked);
    updateApply();
}

void PolicyApplyBar::setChanges(const QStringList& changes)
{
    m_changes->setText(changes.join(QLatin1Char('\n')));
    m_changes->setVisible(!changes.isEmpty());
}

void PolicyApplyBar::setExpectation(const QString& words)
{
    m_expectation->setText(words);
    m_expectation->setVisible(!words.isEmpty());
}

void PolicyApplyBar::setBlocked(const QString& why)
{
    m_blocked = why;
    updateApply();
}

void PolicyApplyBar::setRevertible(bool isRevertible, const QString& toolTip)
{
    m_revert->setToolTip(toolTip);
    m_revert->setVisible(isRevertible);
}

void PolicyApplyBar::setRevertBlocked(const QString& why)
{
    widgets::setAvailable(m_revert, why);
}

void PolicyApplyBar::clearReason()
{
    m_reason->clear();
}

void PolicyApplyBar::showMessage(const models::Message& message)
{
    m_messages->show(message);
}

void PolicyApplyBar::dismissMessage()
{
    m_messages->dismiss();
}

void PolicyApplyBar::updateApply()
{
    const QString why = !m_blocked.isEmpty() ? m_blocked
        : m_reason->text().trimmed().isEmpty() ? tr("Give a reason first.")
                                               : QString();
    widgets::setAvailable(m_apply, why);
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
}

} // namespace ui::pages
