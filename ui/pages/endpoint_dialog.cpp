#include "ui/pages/endpoint_dialog.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/widgets/message_bar.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleValidator>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include <cmath>

namespace ui::pages {

namespace ports = core::ports;

namespace {

constexpr double kPicoPerUsdAMillion = 1e6;

std::optional<std::int64_t> pico(const QLineEdit& field)
{
    bool isNumber = false;
    const double usd = QLocale::c().toDouble(field.text(), &isNumber);
    return isNumber ? std::optional<std::int64_t>(std::llround(usd * kPicoPerUsdAMillion)) : std::nullopt;
}

QString priceText(const std::optional<std::int64_t>& price)
{
    return price ? QLocale::c().toString(static_cast<double>(*price) / kPicoPerUsdAMillion, 'g', 12) : QString();
}

} // namespace

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
    m_key = addField(*form, "endpointKey", tr("&Key name"), tr("name under which its key is stored; empty: it wants none"));
    m_input = addField(*form, "endpointInput", tr("&Input, $/M tokens"), tr("empty: unknown, and so not routed to"));
    m_output = addField(*form, "endpointOutput", tr("&Output, $/M tokens"), tr("empty: unknown, and so not routed to"));
    m_cacheRead = addField(*form, "endpointCacheRead", tr("&Cached input, $/M tokens"), tr("empty: as other input"));
    for (QLineEdit* field : {m_input, m_output, m_cacheRead}) {
        auto* validator = new QDoubleValidator(0, 1e6, 6, field);
        validator->setLocale(QLocale::c());
        field->setValidator(validator);
    }
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
    connect(m_save, &QPushButton::clicked, this, &EndpointDialog::save);
    connect(m_test, &QPushButton::clicked, this, &EndpointDialog::test);
    if (row != nullptr) {
        fill(*row);
    }
    updateButtons();
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

void EndpointDialog::fill(const ports::EndpointState& row)
{
    m_edited = row.endpoint;
    m_tier->setText(models::toQt(row.endpoint.tierId));
    m_tier->setReadOnly(true);
    m_url->setText(models::toQt(row.endpoint.baseUrl));
    m_key->setText(models::toQt(row.endpoint.secretName));
    m_cacheRead->setText(priceText(row.endpoint.detailPrices.cacheReadPicoUsd));
    m_logprobs->setChecked(row.endpoint.providesLogprobs);
    if (const core::domain::Tier* tier = m_context.catalogue().tier(row.endpoint.tierId); tier != nullptr) {
        m_model->setText(models::toQt(tier->model));
        m_input->setText(priceText(tier->prices.inputPicoUsd));
        m_output->setText(priceText(tier->prices.outputPicoUsd));
    }
}

core::domain::Endpoint EndpointDialog::endpoint() const
{
    core::domain::Endpoint endpoint = m_edited;
    endpoint.tierId = models::fromQt(m_tier->text());
    endpoint.baseUrl = models::fromQt(m_url->text().trimmed());
    endpoint.secretName = models::fromQt(m_key->text().trimmed());
    endpoint.detailPrices.cacheReadPicoUsd = pico(*m_cacheRead);
    endpoint.providesLogprobs = m_logprobs->isChecked();
    return endpoint;
}

void EndpointDialog::updateButtons()
{
    const bool hasUrl = !m_url->text().trimmed().isEmpty();
    m_test->setEnabled(hasUrl);
    m_save->setEnabled(hasUrl && !m_tier->text().isEmpty() && !m_model->text().trimmed().isEmpty());
}

void EndpointDialog::test()
{
    m_test->setEnabled(false);
    m_context.execute(
        ports::TestEndpoint{endpoint()}, this, [this](core::Result<ports::CommandReceipt> receipt) {
            updateButtons();
            m_messages->show(receipt
                    ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message)}
                    : models::Message{models::MessageKind::Error, models::wordsOf(receipt.error())});
        });
}

void EndpointDialog::save()
{
    m_save->setEnabled(false);
    const core::domain::Tier* tier = m_context.catalogue().tier(models::fromQt(m_tier->text()));
    const ports::SaveEndpoint command{endpoint(), tier != nullptr ? tier->name : models::fromQt(m_tier->text()),
        models::fromQt(m_model->text().trimmed()), {pico(*m_input), pico(*m_output)}};
    m_context.execute(command, this, [this](core::Result<ports::CommandReceipt> receipt) {
        if (!receipt) {
            updateButtons();
            m_messages->show({models::MessageKind::Error, models::wordsOf(receipt.error())});
            return;
        }
        Q_EMIT messageRaised({models::MessageKind::Success, models::sentenceWords(receipt->message)});
        accept();
    });
}

} // namespace ui::pages
