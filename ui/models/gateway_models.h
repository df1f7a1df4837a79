#pragma once

#include "core/ports/gateway_state.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

namespace ui::models {

/// The model servers behind the gateway and how each is doing.
class EndpointModel final : public RowTableModel<core::ports::EndpointState> {
    Q_OBJECT
public:
    explicit EndpointModel(QObject* parent = nullptr);
    void update(const core::ports::GatewayState& gateway, const Formats& formats, core::TimePoint now);

private:
    Formats m_formats;
    core::TimePoint m_now{};
    bool m_isRunning = false;
};

/// Client programs' keys with their limits and what they have spent. Revoked ones stand last.
class ClientKeyModel final : public RowTableModel<core::ports::ClientKeyState> {
    Q_OBJECT
public:
    explicit ClientKeyModel(QObject* parent = nullptr);
    void update(const core::ports::GatewayState& gateway, const Formats& formats);

private:
    Formats m_formats;
};

enum class ClientLibrary { OpenAiPython, OpenAiNode, LangChain, Curl };

/// "http://127.0.0.1:8088/v1": what client programs take as base URL. An address for all interfaces is shown as the
/// loopback's.
[[nodiscard]] QString baseUrlOf(const core::ports::GatewayState& gateway);

/// A first request as a program of the library would make it. Reads the key from ROUTENLP_API_KEY unless `wantsKey`
/// is false.
[[nodiscard]] QString connectSnippet(
    ClientLibrary library, const QString& baseUrl, const QString& model, bool wantsKey);

} // namespace ui::models
