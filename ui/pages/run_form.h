#pragma once

#include "core/domain/parameter_doc.h"
#include "core/ports/console_service.h"
#include "ui/models/console_context.h"

#include <QWidget>

#include <functional>
#include <map>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace ui::widgets {
class ParameterFields;
}

namespace ui::pages {

class Card;

/// A kind of run that can be launched: its parameters with their documentation, and the command that the
/// filled-in form becomes.
struct LaunchableRun {
    core::domain::RunKind kind = core::domain::RunKind::StudentTraining;
    QString description;
    bool needsTask = true; ///< otherwise "all tasks" can be chosen
    std::vector<core::domain::ParameterDoc> parameters;
    std::function<core::ports::ConsoleCommand(const std::string& taskId, const std::map<std::string, double>& values)>
        command;
};

/// Launches runs with a form that is made from the parameters' documentation.
class RunForm final : public QWidget {
    Q_OBJECT
public:
    RunForm(models::ConsoleContext& context, std::vector<LaunchableRun> kinds, QWidget* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void launched(const QString& runId);
    void messageRaised(const ui::models::Message& message);

private:
    void build();
    void fillFields();
    void launch();
    void followToolbar();
    [[nodiscard]] const LaunchableRun& kind() const;

    models::ConsoleContext& m_context;
    std::vector<LaunchableRun> m_kinds;
    Card* m_card;
    QComboBox* m_kind;
    QComboBox* m_task;
    QLabel* m_description;
    widgets::ParameterFields* m_fields = nullptr;
    QCheckBox* m_advanced;
    QPushButton* m_launch;
    bool m_isLaunching = false;
    std::string m_toolbarsTask; ///< as it was last followed
};

} // namespace ui::pages
