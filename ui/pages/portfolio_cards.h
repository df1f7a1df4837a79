#pragma once

#include "core/ports/run_history.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"
#include "ui/models/row_table_model.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QPushButton;

namespace ui::models {
class TaskModel;
class TierModel;
} // namespace ui::models
namespace ui::widgets {
class DataTable;
class MessageBar;
} // namespace ui::widgets

namespace ui::pages {

/// The cascade: tiers in the order in which they are asked, renamed and moved here.
class TierCard final : public QWidget {
    Q_OBJECT
public:
    explicit TierCard(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh();

private:
    void move(int by);
    void rename();
    void arrange(const std::string& tierId, const std::string& name, int place);
    void updateButtons();
    [[nodiscard]] int selected() const;

    models::ConsoleContext& m_context;
    models::TierModel* m_model;
    widgets::DataTable* m_table;
    widgets::MessageBar* m_messages;
    QPushButton* m_rename;
    QPushButton* m_up;
    QPushButton* m_down;
    bool m_isBusy = false;
};

/// Tasks, added and changed here.
class TaskCard final : public QWidget {
    Q_OBJECT
public:
    explicit TaskCard(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh();

private:
    void edit(bool isNew);
    [[nodiscard]] int selected() const;
    void updateButtons();

    models::ConsoleContext& m_context;
    models::TaskModel* m_model;
    widgets::DataTable* m_table;
    widgets::MessageBar* m_messages;
    QPushButton* m_add;
    QPushButton* m_edit;
};

/// One model that was made here.
struct ArtefactRow {
    core::domain::Artefact artefact;
    std::vector<std::string> serves; ///< ids of the tasks that it serves now
};

class ArtefactModel final : public models::RowTableModel<ArtefactRow> {
    Q_OBJECT
public:
    explicit ArtefactModel(QObject* parent = nullptr);
    void update(std::vector<core::domain::Artefact> artefacts, const models::Catalogue& catalogue,
        const models::Formats& formats, core::TimePoint now);

private:
    models::Catalogue m_catalogue;
    models::Formats m_formats;
    core::TimePoint m_now{};
};

/// Students and routers with their versions and what they serve; puts a router in service.
class ArtefactCard final : public QWidget {
    Q_OBJECT
public:
    explicit ArtefactCard(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh();

private:
    void updateUse();
    void openRouter();
    [[nodiscard]] int selected() const;

    models::ConsoleContext& m_context;
    models::AsyncQuery<std::vector<core::domain::Artefact>> m_query;
    ArtefactModel* m_model;
    widgets::DataTable* m_table;
    widgets::MessageBar* m_messages;
    QLabel* m_none = nullptr;
    QPushButton* m_use = nullptr;
};

} // namespace ui::pages
