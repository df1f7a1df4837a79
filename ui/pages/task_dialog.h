#pragma once

#include "ui/models/console_context.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace ui::widgets {
class MessageBar;
}

namespace ui::pages {

/// Adds a task or changes one, and chooses how its streamed answers are sent. What a task with a policy aims at is the
/// policy's and is shown, not edited.
class TaskDialog final : public QDialog {
    Q_OBJECT
public:
    /// `task` null: a new one.
    TaskDialog(models::ConsoleContext& context, const core::domain::Task* task, QWidget* parent);

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    void build();
    void fill(const core::domain::Task& task);
    QDoubleSpinBox* addNumber(QFormLayout& form, const char* name, const QString& label, double least, double most,
        int decimals, const QString& suffix);
    void addStreaming(QFormLayout& form);
    void suggestMetric();
    void updateButtons();
    [[nodiscard]] core::domain::Task task() const;
    [[nodiscard]] core::domain::StreamingMode streaming() const;
    void save();
    void saveStreaming(const QString& saved);
    void finish(const models::Message& message);

    models::ConsoleContext& m_context;
    const bool m_isNew;
    bool m_hasPolicy = false;
    core::domain::Task m_edited;
    const core::ports::TaskStreaming m_streamingBefore;
    widgets::MessageBar* m_messages;
    QComboBox* m_preset = nullptr; ///< of a new task
    QLineEdit* m_id = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_kind = nullptr;
    QComboBox* m_metric = nullptr;
    QDoubleSpinBox* m_floor = nullptr;
    QDoubleSpinBox* m_alpha = nullptr;
    QDoubleSpinBox* m_confidence = nullptr;
    QDoubleSpinBox* m_audit = nullptr;
    QComboBox* m_streaming = nullptr;
    QPushButton* m_save = nullptr;
};

} // namespace ui::pages
