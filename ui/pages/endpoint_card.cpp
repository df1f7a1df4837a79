#include "ui/pages/endpoint_card.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/gateway_models.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/endpoint_dialog.h"
#include "ui/pages/tuned_model_dialog.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/typed_confirmation.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

namespace ports = core::ports;

EndpointCard::EndpointCard(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new models::EndpointModel(this))
    , m_none(widgets::makeMutedLabel(tr("No model server yet: only local students and recordings can answer."), this))
    , m_table(new widgets::DataTable(this))
    , m_test(new QPushButton(tr("Test connection"), this))
    , m_add(new QPushButton(tr("Add…"), this))
    , m_edit(new QPushButton(tr("Change…"), this))
    , m_tuned(new QPushButton(tr("Tuned model…"), this))
    , m_remove(new QPushButton(tr("Remove…"), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* card = new Card(tr("Model servers"),
        tr("Any OpenAI-compatible server can be a tier: OpenAI, Azure, vLLM, llama.cpp, Ollama."), this);
    m_test->setObjectName(QStringLiteral("testEndpoint"));
    m_test->setToolTip(tr("Asks the server for its list of models: costs nothing"));
    m_add->setObjectName(QStringLiteral("addEndpoint"));
    m_edit->setObjectName(QStringLiteral("editEndpoint"));
    m_tuned->setObjectName(QStringLiteral("compareTunedModel"));
    m_tuned->setToolTip(tr("Compares a model that was tuned on a run's teacher set with this one, by the gates"));
    m_remove->setObjectName(QStringLiteral("removeEndpoint"));
    for (QPushButton* button : {m_test, m_tuned, m_edit, m_remove, m_add}) {
        card->header().addWidget(button);
    }
    m_table->setObjectName(QStringLiteral("endpointTable"));
    m_table->setAccessibleName(tr("Model servers"));
    m_table->setModel(m_model);
    m_table->setFitsRows(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setStretchColumn(m_model->columnCount() - 1);
    card->body().addWidget(m_none);
    card->body().addWidget(m_table);
    layout->addWidget(card);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &EndpointCard::updateButtons);
    connect(m_table, &widgets::DataTable::rowActivated, this, [this] { edit(selected()); });
    connect(m_test, &QPushButton::clicked, this, &EndpointCard::test);
    connect(m_add, &QPushButton::clicked, this, [this] { edit(nullptr); });
    connect(m_edit, &QPushButton::clicked, this, [this] { edit(selected()); });
    connect(m_tuned, &QPushButton::clicked, this, &EndpointCard::compareTuned);
    connect(m_remove, &QPushButton::clicked, this, &EndpointCard::remove);
}

const ports::EndpointState* EndpointCard::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model->rowAt(rows.front().row());
}

void EndpointCard::refresh()
{
    m_model->update(m_context.snapshot().gateway, m_context.formats(), m_context.now());
    m_none->setVisible(m_model->rowCount() == 0);
    m_table->setVisible(m_model->rowCount() > 0);
    updateButtons();
}

void EndpointCard::updateButtons()
{
    const QString locked = widgets::readOnlyReason(m_context.canChange());
    const QString whyNot = locked.isEmpty() && selected() == nullptr ? tr("Select a model server first") : locked;
    widgets::setAvailable(
        m_test, whyNot.isEmpty() && m_isTesting ? tr("The connection is being tested") : whyNot);
    m_test->setText(m_isTesting ? tr("Testing…") : tr("Test connection"));
    widgets::setAvailable(m_add, locked);
    widgets::setAvailable(m_edit, whyNot);
    widgets::setAvailable(m_tuned, whyNot);
    widgets::setAvailable(m_remove, whyNot);
}

void EndpointCard::edit(const ports::EndpointState* row)
{
    if (!m_context.canChange()) {
        return;
    }
    auto* dialog = new EndpointDialog(m_context, row, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &EndpointDialog::messageRaised, this, &EndpointCard::messageRaised);
    connect(dialog, &QDialog::accepted, &m_context, &models::ConsoleContext::poll);
    dialog->open();
}

void EndpointCard::test()
{
    const ports::EndpointState* row = selected();
    if (row == nullptr) {
        return;
    }
    m_isTesting = true;
    updateButtons();
    m_context.execute(
        ports::TestEndpoint{row->endpoint}, this, [this](core::Result<ports::CommandReceipt> receipt) {
            m_isTesting = false;
            updateButtons();
            Q_EMIT messageRaised(receipt
                    ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message)}
                    : models::Message{models::MessageKind::Error,
                        tr("No connection: %1").arg(models::wordsOf(receipt.error()))});
        });
}

void EndpointCard::compareTuned()
{
    const ports::EndpointState* row = selected();
    if (row == nullptr || !m_context.canChange()) {
        return;
    }
    auto* dialog = new TunedModelDialog(m_context, row->endpoint.tierId, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TunedModelDialog::messageRaised, this, &EndpointCard::messageRaised);
    connect(dialog, &QDialog::accepted, &m_context, &models::ConsoleContext::poll);
    dialog->open();
}

void EndpointCard::remove()
{
    const ports::EndpointState* row = selected();
    if (row == nullptr) {
        return;
    }
    const std::string tierId = row->endpoint.tierId;
    const QString name = models::toQt(tierId);
    widgets::confirmByTyping(this,
        {tr("Remove a model server"), tr("Nothing will answer for tier “%1” any more; its history stays.").arg(name), name,
            tr("Remove"), QStringLiteral("confirmRemoveEndpoint")},
        [this, tierId] { run(ports::RemoveEndpoint{tierId}); });
}

void EndpointCard::run(ports::ConsoleCommand command)
{
    m_context.execute(std::move(command), this, [this](core::Result<ports::CommandReceipt> receipt) {
        m_context.poll();
        Q_EMIT messageRaised(receipt
                ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message)}
                : models::Message{models::MessageKind::Error,
                    tr("Nothing was changed: %1").arg(models::wordsOf(receipt.error()))});
    });
}

} // namespace ui::pages
