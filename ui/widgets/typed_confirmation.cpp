#include "ui/widgets/typed_confirmation.h"

#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::widgets {

namespace {

constexpr int kWidth = 460;

} // namespace

TypedConfirmation::TypedConfirmation(const Question& question, QWidget* parent)
    : QDialog(parent)
    , m_name(question.name)
    , m_typed(new QLineEdit(this))
{
    setObjectName(QStringLiteral("typedConfirmation"));
    setWindowTitle(question.title);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(makeTextBlock(question.consequence, this));
    QLabel* prompt = makeLabel(tr("Type “%1” to confirm:").arg(m_name), theme::TextRole::Body, this);
    prompt->setWordWrap(true);
    prompt->setBuddy(m_typed);
    layout->addWidget(prompt);
    m_typed->setObjectName(QStringLiteral("confirmName"));
    m_typed->setAccessibleName(prompt->text());
    layout->addWidget(m_typed);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_confirm = buttons->addButton(question.action, QDialogButtonBox::AcceptRole);
    m_confirm->setObjectName(question.buttonName);
    m_confirm->setDefault(true);
    layout->addWidget(buttons);
    setMinimumWidth(kWidth);
    connect(m_typed, &QLineEdit::textChanged, this, &TypedConfirmation::updateButton);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    updateButton();
    m_typed->setFocus();
}

void TypedConfirmation::updateButton()
{
    setAvailable(m_confirm, m_typed->text().trimmed() == m_name ? QString() : tr("Type “%1” first").arg(m_name));
}

void confirmByTyping(
    QWidget* parent, const TypedConfirmation::Question& question, const std::function<void()>& confirmed)
{
    auto* dialog = new TypedConfirmation(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent, confirmed);
    dialog->open();
}

} // namespace ui::widgets
