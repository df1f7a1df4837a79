#include "ui/pages/gateway_panel.h"

#include "ui/pages/client_key_card.h"
#include "ui/pages/endpoint_card.h"
#include "ui/pages/gateway_card.h"
#include "ui/widgets/message_bar.h"

#include <QVBoxLayout>

namespace ui::pages {

GatewayPanel::GatewayPanel(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_messages(new widgets::MessageBar(this))
    , m_gateway(new GatewayCard(context, this))
    , m_endpoints(new EndpointCard(context, this))
    , m_keys(new ClientKeyCard(context, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_messages);
    layout->addWidget(m_gateway);
    layout->addWidget(m_endpoints);
    layout->addWidget(m_keys);
    connect(m_gateway, &GatewayCard::messageRaised, m_messages, &widgets::MessageBar::show);
    connect(m_endpoints, &EndpointCard::messageRaised, m_messages, &widgets::MessageBar::show);
    connect(m_keys, &ClientKeyCard::messageRaised, m_messages, &widgets::MessageBar::show);
}

void GatewayPanel::refresh()
{
    m_gateway->refresh();
    m_endpoints->refresh();
    m_keys->refresh();
}

} // namespace ui::pages
