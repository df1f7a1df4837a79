#include "ui/shell/notice_area.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/models/training_progress.h"
#include "ui/widgets/bypass_banner.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/training_strip.h"
#include "ui/widgets/workload_banner.h"

#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <vector>

namespace ui::shell {

NoticeArea::NoticeArea(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_bypasses(new widgets::BypassBanner(context, this))
    , m_banner(new widgets::WorkloadBanner(this))
    , m_strip(new widgets::TrainingStrip(this))
    , m_messages(new widgets::MessageBar(this))
    , m_alarms(context.pool())
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 0);
    layout->setSpacing(6);
    layout->addWidget(m_bypasses);
    layout->addWidget(m_banner);
    layout->addWidget(m_strip);
    layout->addWidget(m_messages);
    connect(m_banner, &widgets::WorkloadBanner::trafficRequested, this,
        [this](const core::ports::SetSimulatedTraffic& command) { m_context.execute(command); });
    connect(m_strip, &widgets::TrainingStrip::cancelRequested, this,
        [this](const std::string& runId) { m_context.execute(core::ports::CancelRun{runId}); });
    connect(&m_context, &models::ConsoleContext::messageRaised, this, &NoticeArea::showMessage);
    refresh();
}

void NoticeArea::refresh()
{
    m_bypasses->refresh();
    m_banner->update(m_context.snapshot(), m_isHistorySimulated, m_context.formats());
    m_strip->update(models::trainingProgress(m_context.catalogue(), m_context.now(), m_context.formats()),
        m_context.canChange());
}

void NoticeArea::setHistorySimulated(bool isSimulated)
{
    if (m_isHistorySimulated != isSimulated) {
        m_isHistorySimulated = isSimulated;
        refresh();
    }
}

void NoticeArea::showMessage(const models::Message& message)
{
    m_messages->show(message);
}

void NoticeArea::showProblems()
{
    if (m_context.services().coverage == nullptr) {
        listProblems();
        return;
    }
    m_alarms.start([coverage = m_context.services().coverage] { return coverage->report({}); },
        [this](const core::Result<core::ports::CoverageReport>& report) {
            std::vector<core::ports::AlarmRow> open;
            if (report) {
                std::ranges::copy_if(report->alarms, std::back_inserter(open),
                    [](const core::ports::AlarmRow& alarm) { return !alarm.isAcknowledged; });
            }
            const auto first = std::ranges::find_if(
                open, [](const auto& alarm) { return alarm.kind != core::ports::AlarmKind::Watch; });
            if (!open.empty()) {
                const core::ports::AlarmRow& shown = first == open.end() ? open.front() : *first;
                Q_EMIT m_context.coverageFocusRequested(models::toQt(shown.taskId), models::toQt(shown.tierId));
            }
            if (open.size() < m_context.snapshot().problems.size()) { // each open alarm is one of them
                listProblems();
            }
        });
}

void NoticeArea::listProblems()
{
    QStringList lines;
    for (const std::string& problem : m_context.snapshot().problems) {
        lines += models::sentenceWords(problem);
    }
    if (!lines.isEmpty()) {
        showMessage({models::MessageKind::Error, lines.join(QLatin1Char('\n'))});
    }
}

} // namespace ui::shell
