#pragma once

#include "core/ports/cost_book.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"
#include "ui/models/month_outlook.h"

#include <QWidget>

#include <optional>
#include <string>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace ui::charts {
class MonthBar;
}
namespace ui::models {
class PriceModel;
}
namespace ui::widgets {
class DataTable;
class PriceField;
}

namespace ui::pages {

/// The month against its budget, and the table of prices with every version.
class CostControls final : public QWidget {
    Q_OBJECT
public:
    explicit CostControls(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~CostControls() override;

    /// Budgets and prices again: another program may have set some.
    void load();

    /// Of the task in the toolbar; its budget is looked up here.
    void setMonth(const models::MonthOutlook& month);

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    struct Book {
        std::map<std::string, core::domain::Money> budgets;
        std::vector<core::domain::PriceVersion> prices;
    };

    void buildBudget(QVBoxLayout& body);
    void buildPrices(QVBoxLayout& body);
    void showBudget();
    void showPrices();
    void fillPriceForm();
    void listTiers();
    void setPrice();
    void run(core::ports::ConsoleCommand command);

    models::ConsoleContext& m_context;
    models::AsyncQuery<Book> m_query;
    Book m_book;
    models::MonthOutlook m_month;
    QLabel* m_sentence = nullptr;
    charts::MonthBar* m_bar = nullptr;
    QDoubleSpinBox* m_limit = nullptr;
    std::optional<core::domain::Money> m_shownLimit; ///< what was stored when the field was last filled in
    std::string m_shownTask = "?"; ///< and whose; no task at first
    QPushButton* m_setBudget = nullptr;
    models::PriceModel* m_priceModel = nullptr;
    widgets::DataTable* m_prices = nullptr;
    QComboBox* m_tier = nullptr;
    widgets::PriceField* m_input = nullptr;
    widgets::PriceField* m_output = nullptr;
    QLineEdit* m_source = nullptr;
    QPushButton* m_setPrice = nullptr;
};

} // namespace ui::pages
