#include "ui/models/console_context.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace ui::models {

namespace {

constexpr int kPollMilliseconds = 250;
constexpr int kQueryThreads = 4;
constexpr int kCommandThreads = 4; // a study takes minutes; a bypass waits for none

QTimeZone zoneFrom(const QString& id)
{
    const QTimeZone zone(id.toUtf8());
    return id.isEmpty() || !zone.isValid() ? QTimeZone::systemTimeZone() : zone;
}

} // namespace

ConsoleContext::ConsoleContext(WindowServices services, Settings& settings, QObject* parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_settings(settings)
    , m_formats(QLocale(), zoneFrom(settings.value(Setting::ReportingZone).toString()))
{
    m_pool.setMaxThreadCount(kQueryThreads);
    m_commands.setMaxThreadCount(kCommandThreads);
    const int window = settings.value(Setting::TimeWindow).toInt();
    m_window = static_cast<TimeWindow>(std::clamp(window, 0, static_cast<int>(kTimeWindows.size()) - 1));
    poll();
    connect(&m_pollTimer, &QTimer::timeout, this, &ConsoleContext::poll);
    m_pollTimer.start(kPollMilliseconds);
}

ConsoleContext::~ConsoleContext()
{
    m_services.console->interrupt(); // a study that is being drawn would hold up the end for as long as it asks
    m_pool.waitForDone();
    m_commands.waitForDone();
}

void ConsoleContext::poll()
{
    auto snapshot = m_services.console->snapshot();
    if (snapshot == nullptr || snapshot == m_snapshot) {
        return;
    }
    m_snapshot = std::move(snapshot);
    m_catalogue = Catalogue(m_snapshot);
    Q_EMIT snapshotChanged();
}

int ConsoleContext::refreshMilliseconds() const
{
    return 1000 / std::clamp(m_settings.value(Setting::RefreshesPerSecond).toInt(), 1, 4);
}

core::TimePoint ConsoleContext::viewTime() const
{
    return m_isLive ? now() : m_pausedAt;
}

void ConsoleContext::setTaskId(const std::string& taskId)
{
    if (m_taskId != taskId) {
        m_taskId = taskId;
        Q_EMIT selectionChanged();
    }
}

void ConsoleContext::setWindow(TimeWindow window)
{
    if (m_window != window) {
        m_window = window;
        m_settings.setValue(Setting::TimeWindow, static_cast<int>(window));
        Q_EMIT selectionChanged();
    }
}

void ConsoleContext::setLive(bool isLive)
{
    if (m_isLive == isLive) {
        return;
    }
    m_pausedAt = now();
    m_isLive = isLive;
    Q_EMIT liveChanged(isLive);
    Q_EMIT selectionChanged();
}

void ConsoleContext::applyPreferences()
{
    m_formats = Formats(QLocale(), zoneFrom(m_settings.value(Setting::ReportingZone).toString()));
    Q_EMIT preferencesChanged();
}

void ConsoleContext::execute(core::ports::ConsoleCommand command, QObject* receiver, CommandDone done)
{
    using Receipt = core::Result<core::ports::CommandReceipt>;
    auto* watcher = new QFutureWatcher<std::shared_ptr<Receipt>>(this);
    connect(watcher, &QFutureWatcherBase::finished, receiver, [this, watcher, done = std::move(done)] {
        poll();
        done(std::move(*watcher->result()));
    });
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(
        QtConcurrent::run(&m_commands, [console = m_services.console, command = std::move(command)] {
            return std::make_shared<Receipt>(console->execute(command));
        }));
}

void ConsoleContext::execute(core::ports::ConsoleCommand command)
{
    execute(std::move(command), this, [this](core::Result<core::ports::CommandReceipt> receipt) {
        if (receipt) {
            Q_EMIT messageRaised({MessageKind::Success, sentenceWords(receipt->message)});
        } else {
            Q_EMIT messageRaised({MessageKind::Error, wordsOf(receipt.error())});
        }
    });
}

QString wordsOf(const core::Error& error)
{
    const QString message = sentenceWords(error.message);
    if (message.isEmpty()) {
        return QCoreApplication::translate("Error", "Something failed (%1).")
            .arg(toQt(core::toString(error.code)));
    }
    QString sentence = message;
    sentence[0] = sentence.at(0).toUpper();
    const bool isClosed = sentence.endsWith(QLatin1Char('.')) || sentence.endsWith(QLatin1Char('?'));
    return isClosed ? sentence : sentence + QLatin1Char('.');
}

} // namespace ui::models
