#pragma once

#include <QFrame>
#include <QString>

class QHBoxLayout;
class QVBoxLayout;

namespace ui::pages {

/// A titled surface; `body()` takes its contents, `header()` buttons at the right of the title.
class Card final : public QFrame {
    Q_OBJECT
public:
    explicit Card(const QString& title, const QString& subtitle = {}, QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout& body() { return *m_body; }
    [[nodiscard]] QHBoxLayout& header() { return *m_header; }

private:
    QVBoxLayout* m_body;
    QHBoxLayout* m_header;
};

} // namespace ui::pages
