#pragma once

#include "ui/models/console_context.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace ui::widgets {
class MessageBar;
}

namespace ui::pages {

/// Makes a client key, then shows it: this once only.
class ClientKeyDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ClientKeyDialog(models::ConsoleContext& context, QWidget* parent = nullptr);

private:
    QWidget* buildForm();
    QWidget* buildResult();
    QSpinBox* addLimit(QFormLayout& form, const char* name, const QString& label);
    QDoubleSpinBox* addBudget(QFormLayout& form, const char* name, const QString& label);
    [[nodiscard]] core::domain::ClientKey key(const std::string& secret) const;
    void updateButton();
    void make();

    models::ConsoleContext& m_context;
    QStackedWidget* m_pages;
    QLineEdit* m_id = nullptr;
    std::vector<QCheckBox*> m_tasks;
    QCheckBox* m_metrics = nullptr;
    QSpinBox* m_requests = nullptr;
    QSpinBox* m_tokens = nullptr;
    QDoubleSpinBox* m_daily = nullptr;
    QDoubleSpinBox* m_monthly = nullptr;
    QPushButton* m_make = nullptr;
    QLineEdit* m_secret = nullptr;
    widgets::MessageBar* m_messages;
    bool m_isMaking = false;
};

} // namespace ui::pages
