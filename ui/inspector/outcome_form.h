#pragma once

#include "core/domain/outcome.h"
#include "ui/models/console_context.h"

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace ui::inspector {

/// Judgements on a request, and the buttons that add one.
class OutcomeForm final : public QWidget {
    Q_OBJECT
public:
    explicit OutcomeForm(models::ConsoleContext& context, QWidget* parent = nullptr);

    void setRequest(const QString& id);
    void setOutcomes(const std::vector<core::domain::Outcome>& outcomes);

Q_SIGNALS:
    void recorded();

private:
    void record(double quality);
    void setBusy(bool isBusy);

    models::ConsoleContext& m_context;
    QString m_requestId;
    QLabel* m_existing;
    QPlainTextEdit* m_corrected;
    QLineEdit* m_note;
    QPushButton* m_meets;
    QPushButton* m_misses;
    QLabel* m_status;
};

} // namespace ui::inspector
