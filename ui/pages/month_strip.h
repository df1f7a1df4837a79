#pragma once

#include "core/ports/cost_book.h"
#include "core/ports/cost_history.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QFrame>
#include <QTimer>

#include <map>
#include <string>
#include <vector>

class QLabel;

namespace ui::charts {
class MonthBar;
}

namespace ui::pages {

/// The month under way for the chosen task: spent, expected, budget. Works only while visible.
class MonthStrip final : public QFrame {
    Q_OBJECT
public:
    explicit MonthStrip(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~MonthStrip() override;

    void refresh();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Figures {
        std::vector<core::ports::DayCost> days;
        std::map<std::string, core::domain::Money> budgets;
    };
    void show(const Figures& figures);

    models::ConsoleContext& m_context;
    models::AsyncQuery<Figures> m_query;
    QTimer m_timer;
    charts::MonthBar* m_bar;
    QLabel* m_sentence;
};

} // namespace ui::pages
