#include "ui/pages/client_key_card.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/gateway_models.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/client_key_dialog.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/typed_confirmation.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::pages {

namespace ports = core::ports;

ClientKeyCard::ClientKeyCard(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new models::ClientKeyModel(this))
    , m_none(widgets::makeMutedLabel(tr("No key yet: without keys every program that reaches the gateway may ask."), this))
    , m_table(new widgets::DataTable(this))
    , m_add(new QPushButton(tr("Add…"), this))
    , m_revoke(new QPushButton(tr("Revoke…"), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* card = new Card(tr("Client keys"),
        tr("What a program may ask, how often, and for how much money. A key is shown once; its SHA-256 is kept."), this);
    m_add->setObjectName(QStringLiteral("addKey"));
    m_revoke->setObjectName(QStringLiteral("revokeKey"));
    card->header().addWidget(m_revoke);
    card->header().addWidget(m_add);
    m_table->setObjectName(QStringLiteral("keyTable"));
    m_table->setAccessibleName(tr("Client keys"));
    m_table->setModel(m_model);
    m_table->setFitsRows(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setStretchColumn(2);
    card->body().addWidget(m_none);
    card->body().addWidget(m_table);
    layout->addWidget(card);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ClientKeyCard::updateButtons);
    connect(m_add, &QPushButton::clicked, this, &ClientKeyCard::add);
    connect(m_revoke, &QPushButton::clicked, this, &ClientKeyCard::revoke);
}

void ClientKeyCard::refresh()
{
    m_model->update(m_context.snapshot().gateway, m_context.formats());
    m_none->setVisible(m_model->rowCount() == 0);
    m_table->setVisible(m_model->rowCount() > 0);
    updateButtons();
}

void ClientKeyCard::updateButtons()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const ports::ClientKeyState* row = rows.isEmpty() ? nullptr : &m_model->rowAt(rows.front().row());
    const QString locked = widgets::readOnlyReason(m_context.canChange());
    widgets::setAvailable(m_add, locked);
    widgets::setAvailable(m_revoke,
        !locked.isEmpty()    ? locked
            : row == nullptr ? tr("Select a key first")
            : row->isOfFile  ? tr("This key stands in gateway.json; remove it there")
            : row->key.isRevoked ? tr("This key is revoked already")
                                 : QString());
}

void ClientKeyCard::add()
{
    auto* dialog = new ClientKeyDialog(m_context, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, &m_context, &models::ConsoleContext::poll);
    dialog->open();
}

void ClientKeyCard::revoke()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        return;
    }
    const std::string id = m_model->rowAt(rows.front().row()).key.id;
    const QString name = models::toQt(id);
    widgets::confirmByTyping(this,
        {tr("Revoke a key"),
            tr("Programs that use the key “%1” are refused from their next request on. This cannot be taken back.")
                .arg(name),
            name, tr("Revoke"), QStringLiteral("confirmRevokeKey")},
        [this, id] {
            m_context.execute(ports::RevokeClientKey{id}, this, [this](core::Result<ports::CommandReceipt> receipt) {
                m_context.poll();
                Q_EMIT messageRaised(receipt
                        ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message)}
                        : models::Message{models::MessageKind::Error, models::wordsOf(receipt.error())});
            });
        });
}

} // namespace ui::pages
