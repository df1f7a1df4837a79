#pragma once

#include "ui/models/console_context.h"

#include <QDialog>

class QCheckBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace ui::widgets {
class MessageBar;
}

namespace ui::pages {

/// One model server: adding it, or changing it. Stays open until the engine has taken it over.
class EndpointDialog final : public QDialog {
    Q_OBJECT
public:
    /// `row` null: a new one.
    EndpointDialog(models::ConsoleContext& context, const core::ports::EndpointState* row, QWidget* parent = nullptr);

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    QLineEdit* addField(QFormLayout& form, const char* name, const QString& label, const QString& hint);
    void fill(const core::ports::EndpointState& row);
    [[nodiscard]] core::domain::Endpoint endpoint() const;
    void updateButtons();
    void test();
    void save();

    models::ConsoleContext& m_context;
    core::domain::Endpoint m_edited; ///< what the fields do not show stays as it was
    QLineEdit* m_tier;
    QLineEdit* m_url;
    QLineEdit* m_model;
    QLineEdit* m_key;
    QLineEdit* m_input;
    QLineEdit* m_output;
    QLineEdit* m_cacheRead;
    QCheckBox* m_logprobs;
    QPushButton* m_test;
    QPushButton* m_save;
    widgets::MessageBar* m_messages;
};

} // namespace ui::pages
