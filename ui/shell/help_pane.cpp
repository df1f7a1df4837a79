#include "ui/shell/help_pane.h"

#include "ui/theme/icons.h"
#include "ui/widgets/labels.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::shell {

namespace {

constexpr int kWidth = 320;

} // namespace

QString helpText(models::ViewId view)
{
    //: The code of the language: where the help texts lie
    const QString language = HelpPane::tr("en");
    QString path = QStringLiteral(":/help/%1/%2.md").arg(language, models::nameOf(view));
    if (!QFile::exists(path)) {
        path = QStringLiteral(":/help/%1.md").arg(models::nameOf(view));
    }
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

HelpPane::HelpPane(QWidget* parent)
    : QWidget(parent)
    , m_title(widgets::makeLabel({}, theme::TextRole::Title, this))
    , m_browser(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("helpPane"));
    setMinimumWidth(kWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 12, 12);
    auto* header = new QHBoxLayout;
    auto* close = new QToolButton(this);
    close->setProperty("flat", true);
    close->setIcon(theme::icon("close"));
    close->setIconSize({14, 14});
    close->setAccessibleName(tr("Close the help"));
    close->setToolTip(tr("Close the help (F1)"));
    connect(close, &QToolButton::clicked, this, &HelpPane::closed);
    header->addWidget(m_title, 1);
    header->addWidget(close);
    layout->addLayout(header);
    m_browser->setOpenLinks(false);
    m_browser->setAccessibleName(tr("Help text"));
    layout->addWidget(m_browser, 1);
}

void HelpPane::showHelp(models::ViewId view)
{
    m_view = view;
    if (isVisible()) {
        render();
    }
}

void HelpPane::showEvent(QShowEvent* event)
{
    render();
    QWidget::showEvent(event);
}

/// Only while it is seen: laying the text out takes longer than changing the view.
void HelpPane::render()
{
    if (m_rendered != m_view) {
        m_rendered = m_view;
        m_title->setText(tr("Help: %1").arg(models::titleOf(m_view)));
        m_browser->setMarkdown(helpText(m_view));
    }
}

QString HelpPane::text() const
{
    return m_browser->toPlainText();
}

} // namespace ui::shell
