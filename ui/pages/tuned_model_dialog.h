#pragma once

#include "core/ports/loop_planner.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QDialog>

#include <string>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace ui::widgets {
class MessageBar;
class PriceField;
} // namespace ui::widgets

namespace ui::pages {

/// A model that was tuned elsewhere for the place of a tier's model: what it is, what comparing both will cost, and the start
/// of the comparison. Stays open until the run is queued.
class TunedModelDialog final : public QDialog {
    Q_OBJECT
public:
    TunedModelDialog(models::ConsoleContext& context, std::string tierId, QWidget* parent = nullptr);

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    QLineEdit* addField(QFormLayout& form, const char* name, const QString& label, const QString& hint);
    widgets::PriceField* addPrice(QFormLayout& form, const char* name, const QString& label);
    void addChoices(QFormLayout& form);
    void addLimits(QFormLayout& form);
    [[nodiscard]] core::domain::TunedModel model() const;
    /// Why nothing can be estimated yet; empty: it can.
    [[nodiscard]] QString problem() const;
    void change();
    void estimate();
    void show(const core::ports::ComparisonPreview& preview);
    void updateButtons();
    void compare();

    models::ConsoleContext& m_context;
    const std::string m_tierId;
    models::AsyncQuery<core::ports::ComparisonPreview> m_query;
    QLineEdit* m_model;
    QLineEdit* m_url;
    QLineEdit* m_secret;
    widgets::PriceField* m_input;
    widgets::PriceField* m_output;
    QComboBox* m_teacher;
    QComboBox* m_task;
    QSpinBox* m_texts;
    QDoubleSpinBox* m_budget;
    QLabel* m_estimate;
    QPushButton* m_compare;
    widgets::MessageBar* m_messages;
    bool m_isEstimated = false;
    bool m_isBudgetChosen = false; ///< by the operator: no longer what the estimate proposes
    bool m_isStarting = false;
};

} // namespace ui::pages
