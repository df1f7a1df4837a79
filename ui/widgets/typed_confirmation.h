#pragma once

#include <QDialog>
#include <QString>

#include <functional>

class QLineEdit;
class QPushButton;

namespace ui::widgets {

/// Asks before what cannot be taken back: its button works once the name of what is lost has been typed.
class TypedConfirmation final : public QDialog {
    Q_OBJECT
public:
    struct Question {
        QString title;
        QString consequence; ///< a sentence or two
        QString name; ///< to be typed
        QString action; ///< the button's text
        QString buttonName; ///< the button's object name
    };

    explicit TypedConfirmation(const Question& question, QWidget* parent = nullptr);

private:
    void updateButton();

    const QString m_name;
    QLineEdit* m_typed;
    QPushButton* m_confirm;
};

/// Without blocking anything; `confirmed` is called unless the question is cancelled.
void confirmByTyping(
    QWidget* parent, const TypedConfirmation::Question& question, const std::function<void()>& confirmed);

} // namespace ui::widgets
