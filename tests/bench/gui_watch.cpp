#include "gui_watch.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <utility>

#include <unistd.h>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kKnockEvery{4};
constexpr double kMbPerByte = 1e-6;
constexpr std::size_t kLongestName = 110;

class Knock final : public QEvent {
public:
    explicit Knock(const ThreadUsage& usage)
        : QEvent(kind())
        , at(Clock::now())
        , used(usage)
    {
    }
    static Type kind()
    {
        static const auto type = static_cast<Type>(QEvent::registerEventType());
        return type;
    }
    const Clock::time_point at;
    const ThreadUsage used; ///< by the GUI thread before
};

} // namespace

GuiWatch::GuiWatch(double blockMs)
    : m_blockMs(blockMs)
    , m_thread([this] { knock(); })
{
}

GuiWatch::~GuiWatch()
{
    m_isStopping = true;
    m_thread.join();
}

void GuiWatch::knock()
{
    Clock::time_point knocked;
    while (!m_isStopping) {
        if (m_isAnswered.exchange(false)) {
            QCoreApplication::postEvent(this, new Knock(usageOf(m_sampler.thread())), Qt::HighEventPriority);
            knocked = Clock::now();
        } else if (Clock::now() - knocked > kSampledAfter) {
            std::vector<void*> stack = m_sampler.sample();
            const std::lock_guard lock(m_mutex);
            if (!m_isAnswered) {
                m_stacks.push_back(std::move(stack));
            }
        }
        std::this_thread::sleep_for(kKnockEvery);
    }
}

bool GuiWatch::event(QEvent* event)
{
    if (event->type() != Knock::kind()) {
        return QObject::event(event);
    }
    const auto& knock = static_cast<Knock&>(*event);
    const std::chrono::duration<double, std::milli> delay = Clock::now() - knock.at;
    const std::lock_guard lock(m_mutex);
    m_delays.push_back(delay.count());
    if (delay.count() > m_blockMs) {
        const ThreadUsage now = usageOf(m_sampler.thread());
        m_blocks.push_back({knock.at, delay.count(),
            {now.cpuMs - knock.used.cpuMs, now.waitedMs - knock.used.waitedMs}, std::move(m_stacks)});
    }
    m_stacks.clear();
    m_isAnswered = true;
    return true;
}

void GuiWatch::start()
{
    const std::lock_guard lock(m_mutex);
    m_delays.clear();
    m_blocks.clear();
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

std::vector<GuiBlock> GuiWatch::blocks() const
{
    const std::lock_guard lock(m_mutex);
    return m_blocks;
}

std::string describe(const GuiBlock& block)
{
    std::array<char, 160> line{};
    std::snprintf(line.data(), line.size(), "%.0f ms: %.0f on a processor, %.0f waiting for one, %.0f asleep\n", block.ms,
        block.used.cpuMs, block.used.waitedMs, std::max(0.0, block.ms - block.used.cpuMs - block.used.waitedMs));
    std::string text = line.data();
    std::vector<std::string> before;
    for (const auto& stack : block.stacks) {
        const std::vector<std::string> names = namesOf(stack);
        if (names == before) {
            text += "      the same\n";
            continue;
        }
        for (std::size_t i = 0; i < names.size(); ++i) {
            text += (i == 0 ? "    - " : "      ") + names[i].substr(0, kLongestName) + '\n';
        }
        before = names;
    }
    return text;
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
