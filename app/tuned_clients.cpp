#include "app/tuned_clients.h"

#include <utility>

namespace app {

using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

class LateClient final : public ports::ModelClient {
public:
    LateClient(const TunedClients& clients, domain::TunedModel tuned)
        : m_clients(clients)
        , m_tuned(std::move(tuned))
    {
    }
    Result<ports::ModelAnswer> complete(const ports::ModelRequest& request) const override
    {
        const auto client = m_clients.client(m_tuned);
        return client ? (*client)->complete(request) : core::fail(client.error());
    }

private:
    const TunedClients& m_clients;
    const domain::TunedModel m_tuned;
};

} // namespace

void TunedClients::set(Make make)
{
    const std::lock_guard lock(m_mutex);
    for (const auto& [key, client] : m_clients) {
        client->giveUp();
    }
    m_clients.clear();
    m_make = std::move(make);
}

Result<std::shared_ptr<const ports::ModelClient>> TunedClients::client(const domain::TunedModel& tuned) const
{
    const std::lock_guard lock(m_mutex);
    if (!m_make) {
        return core::fail(core::ErrorCode::Unavailable,
            "the tuned model's server cannot be asked from here; start the gateway (`routenlp serve`, or Portfolio in the "
            "window) and compare it there");
    }
    const std::string key = tuned.tierId + "\n" + tuned.model + "\n" + tuned.baseUrl + "\n" + tuned.secretName;
    if (const auto known = m_clients.find(key); known != m_clients.end()) {
        return std::shared_ptr<const ports::ModelClient>(known->second);
    }
    auto made = m_make(tuned);
    if (!made) {
        return core::fail(made.error());
    }
    m_clients[key] = *made;
    return std::shared_ptr<const ports::ModelClient>(std::move(*made));
}

std::shared_ptr<const ports::ModelClient> lateClient(const TunedClients& clients, domain::TunedModel tuned)
{
    return std::make_shared<LateClient>(clients, std::move(tuned));
}

} // namespace app
