#pragma once

#include "core/domain/run.h"
#include "core/ports/router_comparer.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QDialog>

#include <string>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui::models {
class PlainTableModel;
}
namespace ui::widgets {
class DataTable;
class MessageBar;
} // namespace ui::widgets

namespace ui::pages {

/// Puts a router of the workspace in service, with how it compares with the one that serves.
class RouterDialog final : public QDialog {
    Q_OBJECT
public:
    RouterDialog(models::ConsoleContext& context, core::domain::Artefact router, QWidget* parent = nullptr);
    ~RouterDialog() override;

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    void build();
    void compare();
    void show(const core::ports::RouterComparison& comparison);
    void use();
    void updateUse();
    [[nodiscard]] std::string taskId() const;
    /// The router in force of the chosen task, or of the first task that is served by another one; empty: none.
    [[nodiscard]] std::string champion() const;

    models::ConsoleContext& m_context;
    const core::domain::Artefact m_router;
    models::AsyncQuery<core::ports::RouterComparison> m_query;
    QComboBox* m_task;
    QLabel* m_verdict;
    widgets::DataTable* m_table;
    models::PlainTableModel* m_model;
    QLineEdit* m_reason;
    widgets::MessageBar* m_messages;
    QPushButton* m_use = nullptr;
    bool m_isBusy = false;
};

} // namespace ui::pages
