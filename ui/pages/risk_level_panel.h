#pragma once

#include "core/ports/console_service.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QFrame>

#include <array>
#include <optional>

class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;
class QTimer;

namespace ui::widgets {
class MessageBar;
}

namespace ui::pages {

/// Moves one task's risk level: what the draft would do on the calibration answers, against what is in force;
/// then a reason, and Apply, which reports success only after the active version has been read back.
class RiskLevelPanel final : public QFrame {
    Q_OBJECT
public:
    explicit RiskLevelPanel(models::ConsoleContext& context, QWidget* parent = nullptr);

    void setTask(const std::string& taskId);
    [[nodiscard]] const std::string& taskId() const { return m_taskId; }
    void setAlpha(double alpha);
    void refresh();

private:
    struct Line {
        QLabel* name;
        QLabel* current;
        QLabel* draft;
    };

    void buildControls();
    void buildComparison();
    void preview();
    void showPreview(const core::ports::RiskLevelPreview& preview);
    void clearPreview(const QString& why);
    void updateApply();
    void apply(double alpha, const QString& reason);
    void showOutcome(double alpha, double before, const core::Result<core::ports::CommandReceipt>& receipt);
    [[nodiscard]] std::optional<double> activeAlpha() const;
    [[nodiscard]] double draftAlpha() const;

    models::ConsoleContext& m_context;
    models::AsyncQuery<core::ports::RiskLevelPreview> m_query;
    std::string m_taskId;
    QLabel* m_title;
    QSlider* m_slider;
    QDoubleSpinBox* m_spin;
    std::array<Line, 4> m_lines{};
    QLabel* m_words;
    QLineEdit* m_reason;
    QPushButton* m_apply;
    QPushButton* m_revert;
    QLabel* m_why;
    widgets::MessageBar* m_messages;
    QTimer* m_debounce;
    std::optional<core::ports::RiskLevelPreview> m_preview;
    std::optional<double> m_revertTo;
    bool m_isApplying = false;
};

} // namespace ui::pages
