#pragma once

#include <QAction>
#include <QDialog>
#include <QPointer>

class QLabel;
class QLineEdit;
class QTreeWidget;

namespace ui::shell {

/// Every command by a few letters of its name. Return runs the chosen one, Escape closes. What cannot be done now is
/// listed with the reason.
class CommandPalette final : public QDialog {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* parent);

    void open(const QList<QAction*>& actions);
    /// Commands in the order shown for the letters typed so far.
    [[nodiscard]] QStringList shownCommands() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter();
    void runCurrent();
    void describeCurrent();
    [[nodiscard]] QPointer<QAction> currentAction() const;
    void moveCurrent(int by);

    QLineEdit* m_input;
    QTreeWidget* m_list;
    QLabel* m_note; ///< on the chosen command: why it cannot be run, or what it does
    QList<QPointer<QAction>> m_actions; ///< tasks come and go while the palette is open
};

} // namespace ui::shell
