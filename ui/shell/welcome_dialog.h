#pragma once

#include <QDialog>
#include <QString>

#include <functional>
#include <optional>

class QBoxLayout;

namespace ui::shell {

/// What the operator wants to begin with.
struct WorkspaceChoice {
    QString path; ///< empty with the demo: where the demo usually lives
    bool isDemo = false;
};

/// Shown at the very first start: the demo workspace beside a workspace of one's own.
class WelcomeDialog final : public QDialog {
    Q_OBJECT
public:
    explicit WelcomeDialog(QWidget* parent = nullptr);

    /// Absent: closed without a choice.
    [[nodiscard]] const std::optional<WorkspaceChoice>& choice() const { return m_choice; }

private:
    void addChoice(QBoxLayout& row, const QString& title, const QString& text, const QString& button,
        const char* name, bool isPrimary, void (WelcomeDialog::*chosen)());
    void chooseDemo();
    void chooseNew();
    void chooseExisting();
    void askDirectory(const QString& caption, bool isNew);

    std::optional<WorkspaceChoice> m_choice;
};

/// Asks for the directory of a new or an existing workspace; `accept` gets it unless the dialog is cancelled.
void askWorkspace(QWidget* parent, const QString& caption, bool isNew, std::function<void(const QString&)> accept);

/// Opens a workspace in a window of its own process. False: it could not be started.
[[nodiscard]] bool openInOwnProcess(const WorkspaceChoice& choice);

} // namespace ui::shell
