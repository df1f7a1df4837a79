#pragma once

#include <QWidget>

class QLabel;

namespace ui::widgets {

/// A sentence, the reason, and one next step.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    struct Content {
        QString iconName;
        QString sentence;
        QString reason;
        QString nextStep; ///< label of the button; empty: no button
    };

    explicit EmptyState(const Content& content, QWidget* parent = nullptr);

Q_SIGNALS:
    void nextStepRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateIcon();

    Content m_content;
    QLabel* m_icon;
};

} // namespace ui::widgets
