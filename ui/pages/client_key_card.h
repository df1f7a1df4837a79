#pragma once

#include "ui/models/console_context.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui::models {
class ClientKeyModel;
}
namespace ui::widgets {
class DataTable;
}

namespace ui::pages {

/// Client programs' keys: their limits, budgets and spending; adding and revoking.
class ClientKeyCard final : public QWidget {
    Q_OBJECT
public:
    explicit ClientKeyCard(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh();

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    void updateButtons();
    void add();
    void revoke();

    models::ConsoleContext& m_context;
    models::ClientKeyModel* m_model;
    QLabel* m_none;
    widgets::DataTable* m_table;
    QPushButton* m_add;
    QPushButton* m_revoke;
};

} // namespace ui::pages
