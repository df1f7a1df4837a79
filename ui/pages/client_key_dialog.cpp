#include "ui/pages/client_key_dialog.h"

#include "core/base/client_secret.h"
#include "core/base/hash.h"
#include "ui/models/strings.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QRegularExpressionValidator>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace ui::pages {

namespace ports = core::ports;
using core::domain::Money;

namespace {

constexpr int kTaskColumns = 2;

std::optional<std::int64_t> limitOf(const QSpinBox& box)
{
    return box.value() > 0 ? std::optional<std::int64_t>(box.value()) : std::nullopt;
}

std::optional<Money> budgetOf(const QDoubleSpinBox& box)
{
    return box.value() > 0 ? std::optional(Money{std::llround(box.value() * 1e9)}) : std::nullopt;
}

} // namespace

ClientKeyDialog::ClientKeyDialog(models::ConsoleContext& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_pages(new QStackedWidget(this))
    , m_messages(new widgets::MessageBar(this))
{
    setObjectName(QStringLiteral("clientKeyDialog"));
    setWindowTitle(tr("Add a client key"));
    auto* layout = new QVBoxLayout(this);
    m_pages->addWidget(buildForm());
    m_pages->addWidget(buildResult());
    layout->addWidget(m_pages);
    layout->addWidget(m_messages);
    setMinimumWidth(520);
}

QWidget* ClientKeyDialog::buildForm()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(8);
    m_id = new QLineEdit(page);
    m_id->setObjectName(QStringLiteral("keyId"));
    m_id->setPlaceholderText(tr("for example billing-bot"));
    m_id->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[a-z0-9_.-]{1,64}")), m_id));
    form->addRow(tr("&Id"), m_id);
    auto* tasks = new QWidget(page);
    auto* grid = new QGridLayout(tasks);
    grid->setContentsMargins(0, 0, 0, 0);
    for (const core::domain::Task& task : m_context.snapshot().tasks) {
        auto* box = new QCheckBox(models::toQt(task.id), tasks);
        box->setObjectName(QStringLiteral("keyTask.") + models::toQt(task.id));
        const int place = static_cast<int>(m_tasks.size());
        grid->addWidget(box, place / kTaskColumns, place % kTaskColumns);
        m_tasks.push_back(box);
    }
    form->addRow(tr("Tasks"), tasks);
    form->addRow(QString(), widgets::makeMutedLabel(tr("None ticked: all tasks, and models by their own names"), page));
    m_metrics = new QCheckBox(tr("May read /metrics"), page);
    m_metrics->setObjectName(QStringLiteral("keyMetrics"));
    m_metrics->setToolTip(tr("For a program that watches the gateway, such as Prometheus: counts, times and cost of all "
                             "keys' traffic"));
    form->addRow(QString(), m_metrics);
    m_requests = addLimit(*form, "keyRequests", tr("&Requests a minute"));
    m_tokens = addLimit(*form, "keyTokens", tr("&Tokens a minute"));
    m_daily = addBudget(*form, "keyDaily", tr("&Daily budget"));
    m_monthly = addBudget(*form, "keyMonthly", tr("&Monthly budget"));
    layout->addLayout(form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, page);
    m_make = buttons->addButton(tr("Add key"), QDialogButtonBox::AcceptRole);
    m_make->setObjectName(QStringLiteral("makeKey"));
    m_make->setProperty("primary", true);
    m_make->setDefault(true);
    layout->addWidget(buttons);
    connect(m_id, &QLineEdit::textChanged, this, &ClientKeyDialog::updateButton);
    updateButton();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_make, &QPushButton::clicked, this, &ClientKeyDialog::make);
    return page;
}

QWidget* ClientKeyDialog::buildResult()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(widgets::makeTextBlock(
        tr("This is the key. It is shown this once only: give it to the client program now."), page));
    auto* row = new QHBoxLayout;
    m_secret = new QLineEdit(page);
    m_secret->setObjectName(QStringLiteral("keySecret"));
    m_secret->setAccessibleName(tr("The new key"));
    m_secret->setReadOnly(true);
    m_secret->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* copy = new QPushButton(tr("Copy"), page);
    copy->setObjectName(QStringLiteral("copyKey"));
    connect(copy, &QPushButton::clicked, this, [this, copy] {
        QGuiApplication::clipboard()->setText(m_secret->text());
        copy->setText(tr("Copied"));
    });
    row->addWidget(m_secret, 1);
    row->addWidget(copy);
    layout->addLayout(row);
    layout->addStretch(1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, page);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    layout->addWidget(buttons);
    return page;
}

QSpinBox* ClientKeyDialog::addLimit(QFormLayout& form, const char* name, const QString& label)
{
    auto* box = new QSpinBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setRange(0, 1'000'000'000);
    box->setSpecialValueText(tr("No limit"));
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setGroupSeparatorShown(true);
    form.addRow(label, box);
    return box;
}

QDoubleSpinBox* ClientKeyDialog::addBudget(QFormLayout& form, const char* name, const QString& label)
{
    auto* box = new QDoubleSpinBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setRange(0, 1e9);
    box->setDecimals(2);
    box->setPrefix(QStringLiteral("$"));
    box->setSpecialValueText(tr("No budget"));
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    form.addRow(label, box);
    return box;
}

core::domain::ClientKey ClientKeyDialog::key(const std::string& secret) const
{
    core::domain::ClientKey key;
    key.id = models::fromQt(m_id->text());
    key.name = key.id;
    key.sha256 = core::sha256Hex(secret);
    for (const QCheckBox* box : m_tasks) {
        if (box->isChecked()) {
            key.tasks.push_back(models::fromQt(box->text()));
        }
    }
    key.mayReadMetrics = m_metrics->isChecked();
    key.requestsPerMinute = limitOf(*m_requests);
    key.tokensPerMinute = limitOf(*m_tokens);
    key.dailyBudget = budgetOf(*m_daily);
    key.monthlyBudget = budgetOf(*m_monthly);
    return key;
}

void ClientKeyDialog::updateButton()
{
    widgets::setAvailable(m_make,
        m_isMaking                        ? tr("The key is being made")
            : m_id->hasAcceptableInput() ? QString()
                                         : tr("Give the key an id first"));
}

void ClientKeyDialog::make()
{
    m_isMaking = true;
    updateButton();
    const std::string secret = core::drawClientSecret();
    m_context.execute(
        ports::AddClientKey{key(secret)}, this, [this, secret](core::Result<ports::CommandReceipt> receipt) {
            m_isMaking = false;
            updateButton();
            if (!receipt) {
                m_messages->show({models::MessageKind::Error, models::wordsOf(receipt.error())});
                return;
            }
            m_messages->dismiss();
            m_secret->setText(models::toQt(secret));
            m_secret->setCursorPosition(0);
            m_pages->setCurrentIndex(1);
        });
}

} // namespace ui::pages
