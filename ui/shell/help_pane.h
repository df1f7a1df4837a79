#pragma once

#include "ui/models/view_id.h"

#include <QWidget>

#include <optional>

class QLabel;
class QTextBrowser;

namespace ui::shell {

/// Help on the view in front, beside it.
class HelpPane final : public QWidget {
    Q_OBJECT
public:
    explicit HelpPane(QWidget* parent = nullptr);

    void showHelp(models::ViewId view);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void closed();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void render();

    models::ViewId m_view = models::ViewId::Overview;
    std::optional<models::ViewId> m_rendered;
    QLabel* m_title;
    QTextBrowser* m_browser;
};

/// The help text of a view, as Markdown.
[[nodiscard]] QString helpText(models::ViewId view);

} // namespace ui::shell
