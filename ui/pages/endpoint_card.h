#pragma once

#include "ui/models/console_context.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui::models {
class EndpointModel;
}
namespace ui::widgets {
class DataTable;
}

namespace ui::pages {

/// The model servers: how each is doing, testing its connection, adding, changing and removing one.
class EndpointCard final : public QWidget {
    Q_OBJECT
public:
    explicit EndpointCard(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh();

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    [[nodiscard]] const core::ports::EndpointState* selected() const;
    void updateButtons();
    void edit(const core::ports::EndpointState* row);
    void test();
    void compareTuned();
    void remove();
    void run(core::ports::ConsoleCommand command);

    models::ConsoleContext& m_context;
    models::EndpointModel* m_model;
    QLabel* m_none;
    widgets::DataTable* m_table;
    QPushButton* m_test;
    QPushButton* m_add;
    QPushButton* m_edit;
    QPushButton* m_tuned;
    QPushButton* m_remove;
    bool m_isTesting = false;
};

} // namespace ui::pages
