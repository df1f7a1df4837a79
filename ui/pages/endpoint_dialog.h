#pragma once

#include "ui/models/console_context.h"

#include <QDialog>

class QCheckBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace ui::widgets {
class MessageBar;
class PriceField;
} // namespace ui::widgets

namespace ui::pages {

class EndpointKeyFields;

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
    widgets::PriceField* addPrice(QFormLayout& form, const char* name, const QString& label, const QString& hint);
    void fill(const core::ports::EndpointState& row);
    [[nodiscard]] core::domain::Endpoint endpoint() const;
    /// Why it cannot be saved; empty: it can.
    [[nodiscard]] QString problem() const;
    void makeRoom();
    void updateButtons();
    void test();
    /// The key first: an endpoint whose key is not there would not serve.
    void save();
    void saveEndpoint();
    void fail(const core::Error& error);

    models::ConsoleContext& m_context;
    core::domain::Endpoint m_edited; ///< what the fields do not show stays as it was
    QLineEdit* m_tier;
    QLineEdit* m_url;
    QLineEdit* m_model;
    EndpointKeyFields* m_key;
    widgets::PriceField* m_input;
    widgets::PriceField* m_output;
    widgets::PriceField* m_cacheRead;
    QCheckBox* m_logprobs;
    QPushButton* m_test;
    QPushButton* m_save;
    widgets::MessageBar* m_messages;
    bool m_isTesting = false;
    bool m_isSaving = false;
};

} // namespace ui::pages
