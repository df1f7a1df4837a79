#pragma once

#include "core/ports/policy_preview.h"
#include "ui/models/formats.h"
#include "ui/models/policy_draft.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QVBoxLayout;

namespace ui::widgets {
class LimitField;
class SliderField;
} // namespace ui::widgets

namespace ui::pages {

/// What of a task's policy can be moved. Holds the draft's values exactly: only what is moved is taken from a field.
class PolicyDraftControls final : public QWidget {
    Q_OBJECT
public:
    explicit PolicyDraftControls(QWidget* parent = nullptr);

    [[nodiscard]] const core::ports::PolicyDraft& draft() const { return m_draft; }
    /// Without telling anybody.
    void setDraft(const core::ports::PolicyDraft& draft);
    /// What is in force, beside each name.
    void setInForce(const core::ports::PolicyDraft& inForce, const models::Formats& formats);

Q_SIGNALS:
    void changed(ui::models::DraftField field); ///< while a slider is dragged, too

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildPromise(QVBoxLayout& body);
    void buildCoverage(QVBoxLayout& body);
    void buildLimits(QVBoxLayout& body);
    void buildMethod(QVBoxLayout& body);
    void leaveUndoToTheDraft(QDoubleSpinBox& field);
    void showAlpha();

    core::ports::PolicyDraft m_draft;
    widgets::SliderField* m_target = nullptr;
    widgets::SliderField* m_alpha = nullptr;
    QDoubleSpinBox* m_coverage = nullptr;
    widgets::SliderField* m_confidence = nullptr;
    widgets::SliderField* m_audit = nullptr;
    widgets::LimitField* m_latency = nullptr;
    widgets::LimitField* m_cost = nullptr;
    QComboBox* m_method = nullptr;
};

} // namespace ui::pages
