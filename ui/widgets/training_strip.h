#pragma once

#include "ui/models/training_progress.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace ui::widgets {

/// "Training student 2 of 6", inline, with its progress and a way to stop it.
class TrainingStrip final : public QFrame {
    Q_OBJECT
public:
    explicit TrainingStrip(QWidget* parent = nullptr);

    /// Hidden when there is nothing to report.
    void update(const std::optional<models::TrainingProgress>& progress, bool canCancel);

Q_SIGNALS:
    void cancelRequested(const std::string& runId);

private:
    QLabel* m_headline;
    QLabel* m_stage;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    std::string m_runId;
};

} // namespace ui::widgets
