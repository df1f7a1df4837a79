#pragma once

#include "ui/models/message.h"

#include <QFrame>

#include <optional>

class QLabel;
class QTimer;

namespace ui::widgets {

/// Messages beside their cause: icon, sentence, dismiss. Errors and warnings stay; the rest leaves after a
/// while.
class MessageBar final : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

    void show(const models::Message& message);
    /// Until it is dismissed, whatever its kind: it says what the page below is, and comes back after what is shown over
    /// it.
    void showLasting(const models::Message& message);
    void dismiss();
    [[nodiscard]] const models::Message& message() const { return m_message; }

private:
    QLabel* m_icon;
    QLabel* m_text;
    QTimer* m_timer;
    models::Message m_message;
    std::optional<models::Message> m_lasting;
};

} // namespace ui::widgets
