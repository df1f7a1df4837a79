#include "ui/pages/gateway_card.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/gateway_models.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace ui::pages {

namespace ports = core::ports;
using models::ClientLibrary;

namespace {

constexpr int kSnippetLines = 9;

bool isOpenToOthers(const QString& address)
{
    return !address.startsWith(QLatin1String("127.")) && address != QLatin1String("::1");
}

bool hasKeys(const ports::GatewayState& gateway)
{
    return std::any_of(gateway.keys.begin(), gateway.keys.end(),
        [](const ports::ClientKeyState& row) { return !row.key.isRevoked; });
}

} // namespace

GatewayCard::GatewayCard(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    auto* gateway = new Card(tr("Gateway"), tr("Answers OpenAI-compatible requests of client programs."), this);
    buildSwitch(gateway->body());
    auto* connecting = new Card(tr("Connect a client program"), tr("Only its base URL, model name and key change."), this);
    buildSnippet(connecting->body());
    row->addWidget(gateway, 2);
    row->addWidget(connecting, 3);
}

void GatewayCard::buildSwitch(QVBoxLayout& body)
{
    m_state = widgets::makeTextBlock({}, this);
    m_state->setObjectName(QStringLiteral("gatewayState"));
    body.addWidget(m_state);
    auto* row = new QHBoxLayout;
    m_address = new QLineEdit(this);
    m_address->setObjectName(QStringLiteral("gatewayAddress"));
    m_address->setAccessibleName(tr("Address to listen on"));
    m_address->setToolTip(tr("127.0.0.1: this computer only. Any other address demands client keys."));
    m_port = new QSpinBox(this);
    m_port->setObjectName(QStringLiteral("gatewayPort"));
    m_port->setAccessibleName(tr("Port to listen on"));
    m_port->setRange(1, 65535);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_switch = new QPushButton(this);
    m_switch->setObjectName(QStringLiteral("gatewaySwitch"));
    connect(m_switch, &QPushButton::clicked, this, &GatewayCard::toggle);
    row->addWidget(m_address, 2);
    row->addWidget(m_port, 1);
    row->addWidget(m_switch);
    body.addLayout(row);
    m_note = widgets::makeTextBlock({}, this);
    body.addWidget(m_note);
    body.addStretch(1);
}

void GatewayCard::buildSnippet(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    m_library = new QComboBox(this);
    m_library->setObjectName(QStringLiteral("snippetLibrary"));
    m_library->setAccessibleName(tr("Client library"));
    m_library->addItem(tr("openai for Python"), static_cast<int>(ClientLibrary::OpenAiPython));
    m_library->addItem(tr("openai for Node"), static_cast<int>(ClientLibrary::OpenAiNode));
    m_library->addItem(tr("LangChain"), static_cast<int>(ClientLibrary::LangChain));
    m_library->addItem(tr("curl"), static_cast<int>(ClientLibrary::Curl));
    m_model = new QComboBox(this);
    m_model->setObjectName(QStringLiteral("snippetModel"));
    m_model->setAccessibleName(tr("Model name"));
    auto* copy = new QPushButton(tr("Copy"), this);
    copy->setObjectName(QStringLiteral("copySnippet"));
    row->addWidget(m_library);
    row->addWidget(m_model, 1);
    row->addWidget(copy);
    body.addLayout(row);
    m_snippet = new QPlainTextEdit(this);
    m_snippet->setObjectName(QStringLiteral("snippet"));
    m_snippet->setAccessibleName(tr("First request of a client program"));
    m_snippet->setReadOnly(true);
    m_snippet->setTabChangesFocus(true);
    m_snippet->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_snippet->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_snippet->setFixedHeight(QFontMetrics(m_snippet->font()).lineSpacing() * kSnippetLines + 16);
    body.addWidget(m_snippet);
    connect(m_library, &QComboBox::currentIndexChanged, this, &GatewayCard::showSnippet);
    connect(m_model, &QComboBox::currentIndexChanged, this, &GatewayCard::showSnippet);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_snippet->toPlainText());
        Q_EMIT messageRaised({models::MessageKind::Success, tr("The request is on the clipboard.")});
    });
}

void GatewayCard::refresh()
{
    const ports::GatewayState& gateway = m_context.snapshot().gateway;
    if (gateway.isRunning) {
        m_state->setText(tr("Answers at %1. %n request(s) under way.", nullptr, static_cast<int>(gateway.requestsInFlight))
                             .arg(models::baseUrlOf(gateway)));
    } else {
        m_state->setText(gateway.problem.empty() ? tr("Off: client programs are not answered.")
                                                 : tr("Off: %1").arg(models::sentenceWords(gateway.problem)));
    }
    const std::pair place{gateway.address, gateway.port};
    if (m_place != place || gateway.isRunning) { // what was typed stays until the gateway itself changes
        m_place = place;
        m_address->setText(models::toQt(gateway.address));
        m_port->setValue(gateway.port);
    }
    QString whyNot = widgets::readOnlyReason(m_context.canChange());
    if (whyNot.isEmpty() && m_isSwitching) {
        whyNot = tr("The gateway is being started or stopped");
    }
    const QString whyNoPlace
        = whyNot.isEmpty() && gateway.isRunning ? tr("Stop the gateway to change where it listens") : whyNot;
    widgets::setAvailable(m_address, whyNoPlace);
    widgets::setAvailable(m_port, whyNoPlace);
    m_switch->setText(gateway.isRunning ? tr("Stop") : tr("Start"));
    widgets::setAvailable(m_switch, whyNot);
    if (whyNot.isEmpty()) {
        m_switch->setToolTip(
            gateway.isRunning ? tr("Accepts no more requests; those under way are finished") : QString());
    }
    const bool isGuarded = hasKeys(gateway);
    m_note->setText(isOpenToOthers(m_address->text())
            ? tr("Other computers can reach this address: a client key is demanded of everybody, and TLS belongs in "
                 "front of it.")
        : isGuarded ? tr("Only this computer can reach it, with one of the keys below.")
                    : tr("Only this computer can reach it. Without keys any program on it may ask."));
    if (m_model->count() != static_cast<int>(m_context.snapshot().tasks.size()) + 1) {
        const QString chosen = m_model->currentText();
        m_model->clear();
        m_model->addItem(QStringLiteral("routenlp/auto"));
        for (const core::domain::Task& task : m_context.snapshot().tasks) {
            m_model->addItem(QStringLiteral("routenlp/") + models::toQt(task.id));
        }
        m_model->setCurrentIndex(std::max(chosen.isEmpty() ? m_model->count() > 1 : 0, m_model->findText(chosen)));
    }
    showSnippet();
}

void GatewayCard::showSnippet()
{
    const ports::GatewayState& gateway = m_context.snapshot().gateway;
    const QString text = models::connectSnippet(static_cast<ClientLibrary>(m_library->currentData().toInt()),
        models::baseUrlOf(gateway), m_model->currentText(), hasKeys(gateway));
    if (m_snippet->toPlainText() != text) { // keeps a selection while nothing changes
        m_snippet->setPlainText(text);
    }
}

void GatewayCard::toggle()
{
    const bool isOn = !m_context.snapshot().gateway.isRunning;
    m_isSwitching = true;
    refresh();
    const ports::SwitchGateway command{isOn, models::fromQt(m_address->text().trimmed()),
        static_cast<std::uint16_t>(m_port->value())};
    m_context.execute(command, this, [this](core::Result<ports::CommandReceipt> receipt) {
        m_isSwitching = false;
        m_context.poll();
        refresh();
        Q_EMIT messageRaised(receipt
                ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message)}
                : models::Message{models::MessageKind::Error, models::wordsOf(receipt.error())});
    });
}

} // namespace ui::pages
