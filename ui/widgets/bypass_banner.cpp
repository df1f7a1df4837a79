#include "ui/widgets/bypass_banner.h"

#include "ui/models/strings.h"
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/bypass_menu.h"
#include "ui/widgets/labels.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::widgets {

namespace {

constexpr int kIconSize = 18;
constexpr int kRefreshMilliseconds = 1000;

} // namespace

BypassBanner::BypassBanner(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    m_timer.setInterval(kRefreshMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &BypassBanner::refresh);
    hide();
}

void BypassBanner::addLine()
{
    Line line{new QFrame(this), nullptr, nullptr, nullptr, {}};
    line.frame->setObjectName(QStringLiteral("bypassBanner"));
    line.frame->setProperty("banner", QStringLiteral("alarm"));
    auto* row = new QHBoxLayout(line.frame);
    row->setContentsMargins(10, 5, 6, 5);
    row->setSpacing(10);
    line.icon = new QLabel(line.frame);
    line.text = makeLabel({}, theme::TextRole::Strong, line.frame);
    line.text->setObjectName(QStringLiteral("bypassText"));
    line.text->setProperty("alarm", true);
    line.text->setWordWrap(true);
    line.lift = new QPushButton(tr("Lift the bypass"), line.frame);
    line.lift->setObjectName(QStringLiteral("liftBypass"));
    line.lift->setToolTip(tr("Routes again from the next request on"));
    row->addWidget(line.icon);
    row->addWidget(line.text, 1);
    row->addWidget(line.lift);
    m_layout->addWidget(line.frame);
    connect(line.lift, &QPushButton::clicked, this,
        [this, place = m_lines.size()] { liftBypass(m_context, m_lines[place].taskId); });
    m_lines.push_back(line);
}

void BypassBanner::refresh()
{
    const std::vector<core::ports::BypassState> inForce = bypassesInForce(m_context);
    while (m_lines.size() < inForce.size()) {
        addLine();
    }
    const theme::Colours& colours = theme::coloursFor(palette());
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        Line& line = m_lines[i];
        line.frame->setVisible(i < inForce.size());
        if (i >= inForce.size()) {
            continue;
        }
        const core::ports::BypassState& bypass = inForce[i];
        line.taskId = bypass.taskId;
        const auto left = std::chrono::ceil<std::chrono::minutes>(bypass.until - m_context.now());
        const QString text = tr("Bypass: %1 go to the last tier until %2, %n more minute(s).", nullptr,
            static_cast<int>(left.count()))
                                 .arg(bypassSubject(m_context, bypass.taskId),
                                     m_context.formats().timeStamp(bypass.until, m_context.now()));
        line.text->setText(bypass.reason.empty() ? text : text + QLatin1Char(' ') + models::toQt(bypass.reason));
        line.icon->setPixmap(theme::iconPixmap(QStringLiteral("alarm"), colours.alarm, kIconSize, devicePixelRatioF()));
        setAvailable(line.lift, readOnlyReason(m_context.canChange()));
    }
    setVisible(!inForce.empty());
    inForce.empty() ? m_timer.stop() : m_timer.start();
}

} // namespace ui::widgets
