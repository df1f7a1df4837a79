#include "gui_watch.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>

#include <unistd.h>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kKnockEvery{4};
constexpr double kMbPerByte = 1e-6;

class Knock final : public QEvent {
public:
    Knock()
        : QEvent(kind())
        , at(Clock::now())
    {
    }
    static Type kind()
    {
        static const auto type = static_cast<Type>(QEvent::registerEventType());
        return type;
    }
    const Clock::time_point at;
};

} // namespace

GuiWatch::GuiWatch()
    : m_thread([this] { knock(); })
{
}

GuiWatch::~GuiWatch()
{
    m_isStopping = true;
    m_thread.join();
}

void GuiWatch::knock()
{
    while (!m_isStopping) {
        if (m_isAnswered.exchange(false)) {
            QCoreApplication::postEvent(this, new Knock, Qt::HighEventPriority);
        }
        std::this_thread::sleep_for(kKnockEvery);
    }
}

bool GuiWatch::event(QEvent* event)
{
    if (event->type() != Knock::kind()) {
        return QObject::event(event);
    }
    const std::chrono::duration<double, std::milli> delay = Clock::now() - static_cast<Knock*>(event)->at;
    const std::lock_guard lock(m_mutex);
    m_delays.push_back(delay.count());
    m_isAnswered = true;
    return true;
}

void GuiWatch::start()
{
    const std::lock_guard lock(m_mutex);
    m_delays.clear();
}

std::vector<double> GuiWatch::delays() const
{
    std::vector<double> sorted;
    {
        const std::lock_guard lock(m_mutex);
        sorted = m_delays;
    }
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

double threadCpuMs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

double residentMb()
{
    std::ifstream statm("/proc/self/statm");
    long pages = 0;
    long resident = 0;
    statm >> pages >> resident;
    return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) * kMbPerByte;
}

double median(std::vector<double> values)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace bench
