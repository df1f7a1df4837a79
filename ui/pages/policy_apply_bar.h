#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui::widgets {
class ElidedLabel;
class MessageBar;
} // namespace ui::widgets

namespace ui::models {
struct Message;
}

namespace ui::pages {

/// What applying would change and is expected to do, the reason that it asks for, and the way back.
class PolicyApplyBar final : public QWidget {
    Q_OBJECT
public:
    explicit PolicyApplyBar(QWidget* parent = nullptr);

    /// What changes, one line each; empty: nothing.
    void setChanges(const QStringList& changes);
    void setExpectation(const QString& words);
    /// Why nothing can be applied, apart from a missing reason; empty when it can.
    void setBlocked(const QString& why);
    /// Whether the last change can be taken back, and how the button says it.
    void setRevertible(bool isRevertible, const QString& toolTip = {});
    void setRevertBlocked(const QString& why);
    void clearReason();
    void showMessage(const models::Message& message);
    void dismissMessage();

Q_SIGNALS:
    void applyAsked(const QString& reason);
    void revertAsked();

private:
    void updateApply();

    widgets::MessageBar* m_messages;
    QLabel* m_changes;
    QLabel* m_expectation;
    QLineEdit* m_reason;
    QPushButton* m_apply;
    QPushButton* m_revert;
    QLabel* m_why;
    QString m_blocked;
};

} // namespace ui::pages
