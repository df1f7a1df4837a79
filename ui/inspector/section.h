#pragma once

#include <QString>
#include <QWidget>

class QVBoxLayout;

namespace ui::inspector {

/// A titled part of the inspector.
class Section final : public QWidget {
    Q_OBJECT
public:
    explicit Section(const QString& title, QWidget* parent = nullptr);
    [[nodiscard]] QVBoxLayout& body() { return *m_body; }

private:
    QVBoxLayout* m_body;
};

} // namespace ui::inspector
