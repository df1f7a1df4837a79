#include "ui/shell/status_line.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/widgets/labels.h"

#include <QLabel>
#include <QToolButton>

namespace ui::shell {

namespace {

constexpr int kAgeMilliseconds = 500;

} // namespace

StatusLine::StatusLine(models::ConsoleContext& context, QWidget* parent)
    : QStatusBar(parent)
    , m_context(context)
    , m_age(widgets::makeMutedLabel({}, this))
    , m_zone(widgets::makeMutedLabel({}, this))
    , m_workspace(widgets::makeMutedLabel({}, this))
    , m_problems(new QToolButton(this))
{
    setObjectName(QStringLiteral("statusBar"));
    setSizeGripEnabled(false);
    m_problems->setProperty("flat", true);
    m_problems->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_problems->setIconSize({15, 15});
    m_problems->setObjectName(QStringLiteral("problems"));
    for (QWidget* part : {static_cast<QWidget*>(m_age), static_cast<QWidget*>(m_zone),
             static_cast<QWidget*>(m_workspace), static_cast<QWidget*>(m_problems)}) {
        part->setContentsMargins(8, 0, 8, 0);
        addPermanentWidget(part);
    }
    connect(m_problems, &QToolButton::clicked, this, &StatusLine::problemsRequested);
    connect(&m_timer, &QTimer::timeout, this, &StatusLine::updateAge);
    m_timer.start(kAgeMilliseconds);
    refresh();
}

void StatusLine::refresh()
{
    const core::ports::WorkspaceInfo& workspace = m_context.snapshot().workspace;
    QString name = models::toQt(workspace.name);
    if (workspace.isReadOnly) {
        name += tr(", read-only");
    }
    if (workspace.isAttached) {
        name += tr(", attached to a serving process");
    }
    m_workspace->setText(tr("Workspace %1").arg(name));
    m_workspace->setToolTip(models::toQt(workspace.path));
    m_zone->setText(tr("Times in %1, money in US dollars").arg(m_context.formats().zoneName()));
    updateAge();
    updateProblems();
}

void StatusLine::updateAge()
{
    const core::TimePoint newest = m_context.snapshot().lastRecordAt;
    if (newest == core::TimePoint{}) {
        m_age->setText(tr("No request yet"));
        return;
    }
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(m_context.now() - newest);
    m_age->setText(age.count() < 1 ? tr("Newest request just now")
                                   : tr("Newest request %1 ago").arg(m_context.formats().duration(age)));
}

void StatusLine::updateProblems()
{
    const auto& problems = m_context.snapshot().problems;
    m_problems->setEnabled(!problems.empty());
    if (problems.empty()) {
        m_problems->setText(tr("No problems"));
        m_problems->setIcon({});
        m_problems->setToolTip(tr("Recording, the policy chain and the workspace are well, and no alarm is open"));
    } else {
        m_problems->setText(tr("%n problem(s)", nullptr, static_cast<int>(problems.size())));
        m_problems->setIcon(theme::iconPixmap(
            QStringLiteral("alarm"), theme::coloursFor(palette()).alarm, 15, devicePixelRatioF()));
        QStringList lines;
        for (const std::string& problem : problems) {
            lines += models::sentenceWords(problem);
        }
        m_problems->setToolTip(lines.join(QLatin1Char('\n')));
    }
    m_problems->setAccessibleName(m_problems->text());
}

} // namespace ui::shell
