#pragma once

#include "ui/models/console_context.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QTimeEdit;

namespace ui::widgets {
class MessageBar;
class ParameterFields;
} // namespace ui::widgets

namespace ui::pages {

/// "every night at 02:00 UTC and on coverage alarms", or that loops start by hand alone.
[[nodiscard]] QString scheduleInWords(const core::domain::LoopSchedule& schedule);

/// When loops start by themselves, and with which parameters.
class LoopScheduleDialog final : public QDialog {
    Q_OBJECT
public:
    explicit LoopScheduleDialog(models::ConsoleContext& context, QWidget* parent = nullptr);

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    void build();
    void updateButtons();
    void save();
    [[nodiscard]] core::domain::LoopSchedule edited() const;

    models::ConsoleContext& m_context;
    core::domain::LoopSchedule m_stored;
    QCheckBox* m_nightly;
    QTimeEdit* m_time;
    QLabel* m_local;
    QCheckBox* m_alarms;
    widgets::ParameterFields* m_fields;
    widgets::MessageBar* m_messages;
    QPushButton* m_save = nullptr;
};

} // namespace ui::pages
