#pragma once

#include "core/domain/log_estimate.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QDialog>

class QLabel;
class QTableWidget;
class QVBoxLayout;

namespace ui::widgets {
class MessageBar;
}

namespace ui::shell {

/// What routing could save on a log file: the range, what it rests on, and what nobody can know from the
/// file.
class EstimateDialog final : public QDialog {
    Q_OBJECT
public:
    EstimateDialog(models::ConsoleContext& context, const QString& path, QWidget* parent = nullptr);
    ~EstimateDialog() override;

    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

private:
    void start(const QString& path);
    void showEstimate(const core::domain::LogEstimate& estimate);
    void showGroups(const core::domain::LogEstimate& estimate);
    void showUnknowns(const core::domain::LogEstimate& estimate);

    models::ConsoleContext& m_context;
    models::AsyncQuery<core::domain::LogEstimate> m_query;
    widgets::MessageBar* m_bar;
    QLabel* m_headline;
    QLabel* m_summary;
    QLabel* m_basis;
    QTableWidget* m_groups;
    QLabel* m_unknowns;
    bool m_isLoaded = false;
};

} // namespace ui::shell
