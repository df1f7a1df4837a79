#pragma once

#include "core/domain/shadow.h"
#include "core/ports/coverage_history.h"
#include "ui/models/console_context.h"

#include <QWidget>

#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace ui::pages {

/// What runs beside the traffic of a task, who judges it, and how far it has come towards a certificate.
class ShadowCard final : public QWidget {
    Q_OBJECT
public:
    explicit ShadowCard(models::ConsoleContext& context, QWidget* parent = nullptr);

    /// From the context's snapshot. What the operator is editing stays.
    void refresh();

private:
    struct ProgressRow {
        QWidget* widget = nullptr;
        QLabel* title = nullptr;
        QProgressBar* bar = nullptr;
        QLabel* sentence = nullptr;
        QPushButton* certify = nullptr;
        std::string taskId;
    };

    void buildControls(QVBoxLayout& body);
    void addRow();
    void showProgress(const std::vector<core::ports::EvidenceProgress>& progress);
    void showPlan();
    void updateApply();
    [[nodiscard]] core::domain::ShadowPlan storedPlan() const;
    [[nodiscard]] core::domain::ShadowPlan editedPlan() const;
    [[nodiscard]] std::string taskId() const;

    models::ConsoleContext& m_context;
    QComboBox* m_task = nullptr;
    QSpinBox* m_share = nullptr;
    QSpinBox* m_review = nullptr;
    QCheckBox* m_isAutomatic = nullptr;
    QCheckBox* m_judgesAudits = nullptr;
    QPushButton* m_apply = nullptr;
    QLabel* m_none = nullptr;
    QVBoxLayout* m_rowsLayout = nullptr;
    std::vector<ProgressRow> m_rows;
    core::domain::ShadowPlan m_shown; ///< what the controls were last filled with
    std::string m_shownTask;
};

} // namespace ui::pages
