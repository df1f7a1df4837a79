#include "ui/pages/endpoint_dialog.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/pages/endpoint_key_fields.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/price_field.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>

namespace ui::pages {

namespace ports = core::ports;

EndpointDialog::EndpointDialog(models::ConsoleContext& context, const ports::EndpointState* row, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_messages(new widgets::MessageBar(this))
{
    setObjectName(QStringLiteral("endpointDialog"));
    setWindowTitle(row == nullptr ? tr("Add a model server") : tr("Change a model server"));
    auto* layout = new QVBoxLayout(this);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(8);
    m_tier = addField(*form, "endpointTier", tr("&Tier"), tr("a short id, for example small"));
    m_tier->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[A-Za-z0-9_.-]{1,64}")), m_tier));
    m_url = addField(*form, "endpointUrl", tr("&Base URL"), QStringLiteral("http://127.0.0.1:8000/v1"));
    m_model = addField(*form, "endpointModel", tr("&Model"), tr("the server's own name of it"));
    m_key = new EndpointKeyFields(*form, this);
    m_input = addPrice(*form, "endpointInput", tr("&Input, $/M tokens"), tr("empty: unknown, and so not routed to"));
    m_output = addPrice(*form, "endpointOutput", tr("&Output, $/M tokens"), tr("empty: unknown, and so not routed to"));
    m_cacheRead = addPrice(*form, "endpointCacheRead", tr("&Cached input, $/M tokens"), tr("empty: as other input"));
    m_logprobs = new QCheckBox(tr("Gives token log-&probabilities: confidence is taken from them"), this);
    m_logprobs->setObjectName(QStringLiteral("endpointLogprobs"));
    form->addRow(QString(), m_logprobs);
    layout->addLayout(form);
    layout->addWidget(m_messages);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_test = buttons->addButton(tr("Test connection"), QDialogButtonBox::ActionRole);
    m_test->setObjectName(QStringLiteral("endpointTest"));
    m_test->setAutoDefault(false);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(QStringLiteral("endpointSave"));
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    layout->addWidget(buttons);
    setMinimumWidth(560);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_key, &EndpointKeyFields::changed, this, &EndpointDialog::updateButtons);
    connect(m_key, &EndpointKeyFields::changed, this, &EndpointDialog::makeRoom, Qt::QueuedConnection);
    connect(m_save, &QPushButton::clicked, this, &EndpointDialog::save);
    connect(m_test, &QPushButton::clicked, this, &EndpointDialog::test);
    if (row != nullptr) {
        fill(*row);
    }
    updateButtons();
}

/// For rows that have just come: lines that wrap get their height only when a dialog is shown.
void EndpointDialog::makeRoom()
{
    if (const int wanted = layout()->totalHeightForWidth(width()); wanted > height()) {
        resize(width(), wanted);
    }
}

QLineEdit* EndpointDialog::addField(QFormLayout& form, const char* name, const QString& label, const QString& hint)
{
    auto* field = new QLineEdit(this);
    field->setObjectName(QString::fromLatin1(name));
    field->setPlaceholderText(hint);
    field->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    form.addRow(label, field);
    connect(field, &QLineEdit::textChanged, this, &EndpointDialog::updateButtons);
    return field;
}

widgets::PriceField* EndpointDialog::addPrice(
    QFormLayout& form, const char* name, const QString& label, const QString& hint)
{
    auto* field = new widgets::PriceField(
        QString(label).remove(QLatin1Char('&')), hint, m_context.formats().locale(), QString::fromLatin1(name), this);
    form.addRow(label, field);
    connect(field, &widgets::PriceField::changed, this, &EndpointDialog::updateButtons);
    return field;
}

void EndpointDialog::fill(const ports::EndpointState& row)
{
    m_edited = row.endpoint;
    m_tier->setText(models::toQt(row.endpoint.tierId));
    m_tier->setReadOnly(true);
    m_url->setText(models::toQt(row.endpoint.baseUrl));
    m_key->fill(row.endpoint.secretName, row.hasKey);
    m_cacheRead->setPicoUsd(row.endpoint.detailPrices.cacheReadPicoUsd);
    m_logprobs->setChecked(row.endpoint.providesLogprobs);
    if (const core::domain::Tier* tier = m_context.catalogue().tier(row.endpoint.tierId); tier != nullptr) {
        m_model->setText(models::toQt(tier->model));
        m_input->setPicoUsd(tier->prices.inputPicoUsd);
        m_output->setPicoUsd(tier->prices.outputPicoUsd);
    }
}

core::domain::Endpoint EndpointDialog::endpoint() const
{
    core::domain::Endpoint endpoint = m_edited;
    endpoint.tierId = models::fromQt(m_tier->text());
    endpoint.baseUrl = models::fromQt(m_url->text().trimmed());
    endpoint.secretName = m_key->secretName();
    endpoint.detailPrices.cacheReadPicoUsd = m_cacheRead->picoUsd();
    endpoint.providesLogprobs = m_logprobs->isChecked();
    return endpoint;
}

QString EndpointDialog::problem() const
{
    if (m_tier->text().isEmpty()) {
        return tr("Give the tier an id first");
    }
    if (m_url->text().trimmed().isEmpty()) {
        return tr("Say where the server is first: its base URL");
    }
    if (m_model->text().trimmed().isEmpty()) {
        return tr("Name the model first");
    }
    if (const QString key = m_key->problem(); !key.isEmpty()) {
        return key;
    }
    const std::initializer_list<const widgets::PriceField*> prices{m_input, m_output, m_cacheRead};
    return std::ranges::all_of(prices, &widgets::PriceField::isAcceptable) ? QString()
                                                                           : tr("Put the prices right first");
}

void EndpointDialog::updateButtons()
{
    const bool hasUrl = !m_url->text().trimmed().isEmpty();
    widgets::setAvailable(m_save, m_isSaving ? tr("It is being saved") : problem());
    widgets::setAvailable(m_test,
        !hasUrl             ? tr("Say where the server is first: its base URL")
            : m_key->typed() ? tr("Save first: the connection is tested with the key that the keyring has")
            : m_isTesting    ? tr("The connection is being tested")
                             : QString());
}

void EndpointDialog::test()
{
    m_isTesting = true;
    updateButtons();
    m_context.execute(
        ports::TestEndpoint{endpoint()}, this, [this](core::Result<ports::CommandReceipt> receipt) {
            m_isTesting = false;
            updateButtons();
            m_messages->show(receipt
                    ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message)}
                    : models::Message{models::MessageKind::Error, models::wordsOf(receipt.error())});
        });
}

void EndpointDialog::save()
{
    m_isSaving = true;
    updateButtons();
    const std::optional<ports::StoreSecret> key = m_key->typed();
    if (!key) {
        return saveEndpoint();
    }
    m_context.execute(*key, this, [this](core::Result<ports::CommandReceipt> receipt) {
        if (!receipt) {
            return fail(receipt.error());
        }
        m_key->forgetTyped();
        saveEndpoint();
    });
}

void EndpointDialog::saveEndpoint()
{
    const core::domain::Tier* tier = m_context.catalogue().tier(models::fromQt(m_tier->text()));
    const ports::SaveEndpoint command{endpoint(), tier != nullptr ? tier->name : models::fromQt(m_tier->text()),
        models::fromQt(m_model->text().trimmed()), {m_input->picoUsd(), m_output->picoUsd()}};
    m_context.execute(command, this, [this](core::Result<ports::CommandReceipt> receipt) {
        if (!receipt) {
            return fail(receipt.error());
        }
        Q_EMIT messageRaised({models::MessageKind::Success, models::sentenceWords(receipt->message)});
        accept();
    });
}

void EndpointDialog::fail(const core::Error& error)
{
    m_isSaving = false;
    updateButtons();
    m_messages->show({models::MessageKind::Error, models::wordsOf(error)});
}

} // namespace ui::pages
