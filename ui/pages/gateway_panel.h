#pragma once

#include "ui/models/console_context.h"

#include <QWidget>

namespace ui::widgets {
class MessageBar;
}

namespace ui::pages {

class ClientKeyCard;
class EndpointCard;
class GatewayCard;

/// All about the gateway: switch and connecting, model servers, client keys. Part of Portfolio.
class GatewayPanel final : public QWidget {
    Q_OBJECT
public:
    explicit GatewayPanel(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh();

private:
    widgets::MessageBar* m_messages;
    GatewayCard* m_gateway;
    EndpointCard* m_endpoints;
    ClientKeyCard* m_keys;
};

} // namespace ui::pages
