#pragma once

#include "ui/models/message.h"

#include <QFrame>
#include <QPoint>

#include <optional>

class QLabel;
class QTimer;

namespace ui::widgets {

/// Messages beside their cause: icon, sentence, dismiss. Errors and warnings stay; the rest leaves after a
/// while, once the pointer rests.
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
    void leave();

    QLabel* m_icon;
    QLabel* m_text;
    QTimer* m_timer;
    QPoint m_pointer; ///< where it was when last looked
    models::Message m_message;
    std::optional<models::Message> m_lasting;
};

} // namespace ui::widgets
