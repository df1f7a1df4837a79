#pragma once

#include "ui/models/console_context.h"

#include <QWidget>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace ui::pages {

/// The gateway's address and state, the switch, and a first request to copy for a client program.
class GatewayCard final : public QWidget {
    Q_OBJECT
public:
    explicit GatewayCard(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh();

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    void buildSwitch(QVBoxLayout& body);
    void buildSnippet(QVBoxLayout& body);
    void showSnippet();
    void toggle();

    models::ConsoleContext& m_context;
    QLabel* m_state = nullptr;
    QLineEdit* m_address = nullptr;
    QSpinBox* m_port = nullptr;
    QPushButton* m_switch = nullptr;
    QLabel* m_note = nullptr;
    QComboBox* m_library = nullptr;
    QComboBox* m_model = nullptr;
    QPlainTextEdit* m_snippet = nullptr;
    std::optional<std::pair<std::string, std::uint16_t>> m_place; ///< address and port that the gateway had last
    bool m_isSwitching = false;
};

} // namespace ui::pages
