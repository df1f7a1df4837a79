#pragma once

#include "ui/models/console_context.h"

#include <QWidget>

#include <string>
#include <vector>

class QPushButton;
class QTimer;

namespace ui::models {
class RunModel;
}
namespace ui::widgets {
class DataTable;
}

namespace ui::pages {

/// Runs with state, progress and time left, and a button that cancels the selected one. Used by the Runs view
/// and by the jobs dock. Works only while visible.
class RunTable final : public QWidget {
    Q_OBJECT
public:
    explicit RunTable(models::ConsoleContext& context, QWidget* parent = nullptr);

    [[nodiscard]] int runCount() const;
    void refresh();
    /// Whether several runs can be selected.
    void setComparing(bool isComparing);
    /// In the order of the table, at most four.
    [[nodiscard]] std::vector<std::string> selectedRuns() const;
    /// Now, or as soon as the run is in the table.
    void select(const std::string& runId);

Q_SIGNALS:
    void selectionChanged();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void updateButton();
    void announceSelection();
    void reselect(const std::vector<std::string>& runs);
    void cancelSelected();

    models::ConsoleContext& m_context;
    models::RunModel* m_model;
    widgets::DataTable* m_table;
    QPushButton* m_cancel;
    QPushButton* m_resume;
    QTimer* m_timer;
    std::string m_wanted; ///< run to select once it is there
    std::vector<std::string> m_selected;
};

} // namespace ui::pages
