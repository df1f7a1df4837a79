#pragma once

#include "core/ports/history.h"
#include "ui/models/catalogue.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace ui::pages {

/// What the Requests table is narrowed to, beside the toolbar's task and range.
class RequestFilterBar final : public QWidget {
    Q_OBJECT
public:
    explicit RequestFilterBar(QWidget* parent = nullptr);

    void setCatalogue(const models::Catalogue& catalogue);
    /// Shows a filter that came from elsewhere.
    void setFilter(const core::ports::RequestFilter& filter);
    /// Only the fields that the bar has; task and range are the caller's.
    [[nodiscard]] core::ports::RequestFilter filter() const;
    /// Whether the list is of another task, range or key than the ones above; clearing goes back to those.
    void setElsewhere(bool isElsewhere);
    void setCountText(const QString& text);
    /// Takes a place in the first row, before the export.
    void addControl(QWidget* control);
    void focusSearch();
    [[nodiscard]] bool isNarrowed() const;
    void clear();

Q_SIGNALS:
    void changed();
    void exportRequested();

private:
    QComboBox* addChoice(const QString& name, const QList<std::pair<QString, QVariant>>& choices);
    void notify();
    void updateClear();

    QLineEdit* m_text;
    QComboBox* m_tier = nullptr;
    QComboBox* m_escalated = nullptr;
    QComboBox* m_judged = nullptr;
    QPushButton* m_clear;
    bool m_isElsewhere = false;
    QLabel* m_count;
    QTimer* m_debounce;
    QHBoxLayout* m_choices; ///< second row
    QHBoxLayout* m_first = nullptr;
};

} // namespace ui::pages
