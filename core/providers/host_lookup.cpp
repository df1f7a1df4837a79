#include "core/providers/host_lookup.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <mutex>
#include <set>
#include <system_error>
#include <thread>

namespace core::providers {

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds kTrustTime{30};
constexpr int kMostThreads = 32;

} // namespace

/// Of the io thread.
struct HostLookup::Host {
    Endpoints known;
    steady_clock::time_point trustedUntil{};
    boost::system::error_code error; ///< of the last lookup
    bool isAsked = false;
    std::set<asio::steady_timer*> waiting;

    void settle(const boost::system::error_code& failed, Endpoints found)
    {
        isAsked = false;
        error = failed;
        if (!failed && !found.empty()) {
            known = std::move(found);
            trustedUntil = steady_clock::now() + kTrustTime;
        }
        for (asio::steady_timer* timer : waiting) {
            timer->cancel();
        }
    }
};

/// Between the threads and the io_context, which may be gone when a lookup ends.
struct HostLookup::Door {
    std::mutex mutex;
    bool isClosed = false;
    int threads = 0;
};

namespace {

/// A place among those who wait for a host, left however the wait ends.
class Waiting {
public:
    Waiting(std::set<asio::steady_timer*>& all, asio::steady_timer& timer)
        : m_all(all)
        , m_timer(timer)
    {
        m_all.insert(&m_timer);
    }
    ~Waiting() { m_all.erase(&m_timer); }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

private:
    std::set<asio::steady_timer*>& m_all;
    asio::steady_timer& m_timer;
};

HostLookup::Endpoints lookUp(const UpstreamUrl& url, boost::system::error_code& error)
{
    asio::io_context own; // a resolver wants one; the waiting call does not run it
    HostLookup::Endpoints endpoints;
    for (const auto& entry : tcp::resolver(own).resolve(url.host, url.port, error)) {
        endpoints.push_back(entry.endpoint());
    }
    return endpoints;
}

} // namespace

HostLookup::HostLookup()
    : m_door(std::make_shared<Door>())
{
}

HostLookup::~HostLookup()
{
    close();
}

void HostLookup::close()
{
    const std::lock_guard lock(m_door->mutex);
    m_door->isClosed = true;
}

void HostLookup::distrust(const UpstreamUrl& url)
{
    if (const auto found = m_hosts.find(url.host + ":" + url.port); found != m_hosts.end()) {
        found->second->trustedUntil = {};
    }
}

/// False when no thread is to be had.
bool HostLookup::ask(
    const std::shared_ptr<Host>& host, const UpstreamUrl& url, const asio::any_io_executor& executor)
{
    {
        const std::lock_guard lock(m_door->mutex);
        if (m_door->isClosed || m_door->threads == kMostThreads) {
            return false;
        }
        ++m_door->threads;
    }
    auto work = [door = m_door, host, url, executor] {
        boost::system::error_code error;
        Endpoints found = lookUp(url, error);
        const std::lock_guard lock(door->mutex);
        --door->threads;
        if (!door->isClosed) {
            asio::post(executor, [host, error, endpoints = std::move(found)]() mutable {
                host->settle(error, std::move(endpoints));
            });
        }
    };
    try {
        std::thread(std::move(work)).detach(); // nobody can end a lookup, so nobody waits for its end
    } catch (const std::system_error&) {
        const std::lock_guard lock(m_door->mutex);
        --m_door->threads;
        return false;
    }
    host->isAsked = true;
    return true;
}

asio::awaitable<Result<HostLookup::Endpoints>> HostLookup::find(
    const UpstreamUrl& url, std::chrono::milliseconds timeout, CancelSlot& cancel)
{
    boost::system::error_code error;
    if (const asio::ip::address address = asio::ip::make_address(url.host, error); !error) {
        co_return Endpoints{tcp::endpoint(address, static_cast<unsigned short>(std::stoi(url.port)))};
    }
    const std::string where = url.host + ":" + url.port;
    std::shared_ptr<Host>& place = m_hosts[where];
    if (place == nullptr) {
        place = std::make_shared<Host>();
    }
    const std::shared_ptr<Host> host = place;
    if (!host->known.empty() && steady_clock::now() < host->trustedUntil) {
        co_return host->known;
    }
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    if (!host->isAsked && !ask(host, url, executor)) {
        co_return fail(ErrorCode::Unavailable, "looking up " + where + ": too many lookups are under way");
    }
    asio::steady_timer wait(executor, timeout);
    {
        const Waiting waiting(host->waiting, wait);
        cancel.setAction([&wait] { wait.cancel(); });
        co_await wait.async_wait(asio::redirect_error(asio::use_awaitable, error));
        cancel.setAction({});
    }
    if (cancel.isCancelled()) {
        co_return fail(ErrorCode::Cancelled, "cancelled");
    }
    if (!host->known.empty()) {
        co_return host->known;
    }
    if (host->isAsked) {
        co_return fail(ErrorCode::TimedOut, "looking up " + where + ": no answer in time");
    }
    co_return fail(ErrorCode::Unavailable, "looking up " + where + ": "
            + (host->error ? host->error.message() : std::string("it has no address")));
}

} // namespace core::providers
