#pragma once

#include <QStringList>
#include <QWidget>

class QFrame;
class QHBoxLayout;

namespace ui::widgets {

/// Suggestions for the first minutes, each dismissed for good by its own button.
class HintCards final : public QWidget {
    Q_OBJECT
public:
    struct Card {
        QString id;
        QString title;
        QString text;
        QString action;
    };

    explicit HintCards(QWidget* parent = nullptr);

    void setCards(const QList<Card>& cards);
    void setDismissed(const QStringList& ids);

Q_SIGNALS:
    void activated(const QString& id);
    void dismissed(const QString& id);

private:
    [[nodiscard]] QFrame* makeCard(const Card& card);

    QHBoxLayout* m_layout;
};

} // namespace ui::widgets
