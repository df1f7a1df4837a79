#include "core/providers/endpoint_encoder.h"

#include "core/base/hash.h"
#include "core/providers/endpoint_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

namespace core::providers {

namespace asio = boost::asio;

namespace {

using Json = nlohmann::json;
using Vectors = std::vector<std::vector<float>>;

constexpr std::size_t kTextBytes = 16 * 1024;
constexpr std::size_t kAnswerLimit = std::size_t{64} << 20;

/// Cut before a sequence of UTF-8 that would be torn.
std::string beginningOf(const std::string& text)
{
    std::size_t end = std::min(text.size(), kTextBytes);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end);
}

std::string bodyFor(std::span<const std::string> texts, const std::string& model)
{
    Json input = Json::array();
    for (const std::string& text : texts) {
        input.push_back(text.empty() ? " " : beginningOf(text)); // servers refuse an empty input
    }
    return Json{{"model", model}, {"input", std::move(input)}, {"encoding_format", "float"}}.dump(
        -1, ' ', false, Json::error_handler_t::replace);
}

bool bringToUnitLength(std::vector<float>& vector)
{
    double squares = 0;
    for (const float value : vector) {
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    if (!std::isfinite(squares)) {
        return false;
    }
    for (float& value : vector) {
        value = squares > 0 ? static_cast<float>(static_cast<double>(value) / std::sqrt(squares)) : 0.0F;
    }
    return true;
}

Error unusable(const std::string& what)
{
    return {ErrorCode::InvalidArgument, "the embeddings endpoint " + what + "; check its address and the model's name"};
}

/// `dimension` 0: any, as long as all are as wide.
Result<Vectors> vectorsOf(const std::string& answer, std::size_t count, std::size_t dimension)
{
    Vectors vectors(count);
    try {
        const Json parsed = Json::parse(answer);
        for (const Json& row : parsed.at("data")) {
            const auto at = row.at("index").get<std::size_t>();
            if (at >= count) {
                return fail(unusable("answered for more texts than were sent"));
            }
            vectors[at] = row.at("embedding").get<std::vector<float>>();
        }
    } catch (const Json::exception& error) {
        return fail(unusable(std::string("gave no embeddings (") + error.what() + ")"));
    }
    for (std::vector<float>& vector : vectors) {
        dimension = dimension == 0 ? vector.size() : dimension;
        if (vector.empty() || vector.size() != dimension || !bringToUnitLength(vector)) {
            return fail(unusable("gave vectors of " + std::to_string(vector.size()) + " values where "
                + std::to_string(dimension) + " finite ones were expected"));
        }
    }
    return vectors;
}

class EndpointEncoder final : public ports::Encoder {
public:
    EndpointEncoder(EndpointEncoderOptions options, std::shared_ptr<UpstreamPool> pool,
        std::shared_ptr<EndpointClient> client)
        : m_options(std::move(options))
        , m_dimension(m_options.dimension)
        , m_pool(std::move(pool))
        , m_client(std::move(client))
    {
    }
    ~EndpointEncoder() override { m_pool->close(); }

    Result<std::vector<float>> embed(const std::string& text) const override
    {
        Result<Vectors> vectors = embedAll(std::span(&text, 1));
        return vectors ? Result<std::vector<float>>(std::move(vectors->front())) : fail(vectors.error());
    }

    Result<Vectors> embedAll(std::span<const std::string> texts) const override
    {
        Vectors all;
        for (std::size_t at = 0; at < texts.size(); at += m_options.batchSize) {
            const auto batch = texts.subspan(at, std::min(m_options.batchSize, texts.size() - at));
            const Result<std::string> answer = ask(bodyFor(batch, m_options.model));
            Result<Vectors> vectors = answer ? vectorsOf(*answer, batch.size(), m_dimension) : fail(answer.error());
            if (!vectors) {
                return vectors;
            }
            std::move(vectors->begin(), vectors->end(), std::back_inserter(all));
        }
        return all;
    }

    std::size_t dimension() const override { return m_dimension; }
    std::string fingerprint() const override
    {
        return sha256Hex(m_options.baseUrl + "\n" + m_options.model + "\n" + std::to_string(m_dimension));
    }

    Result<void> probe()
    {
        const Result<std::vector<float>> vector = embed("probe");
        if (!vector) {
            return fail(vector.error());
        }
        m_dimension = vector->size();
        return {};
    }

private:
    Result<std::string> ask(const std::string& body) const
    {
        const std::lock_guard lock(m_mutex);
        Result<std::string> answer = fail(ErrorCode::Internal, "the request was never made");
        m_io.restart();
        asio::co_spawn(
            m_io, [&]() -> asio::awaitable<void> { answer = co_await exchanged(body); },
            [](const std::exception_ptr&) {});
        m_io.run();
        return answer;
    }

    asio::awaitable<Result<std::string>> exchanged(const std::string& body) const
    {
        CancelSlot cancel;
        const EndpointRequest request{"/embeddings", body, {}, false};
        EndpointResult<std::unique_ptr<EndpointCall>> call = co_await m_client->call(request, cancel);
        if (!call) {
            co_return fail(ErrorCode::Unavailable, "the embeddings endpoint: " + call.error().message);
        }
        co_return co_await(*call)->readAll(kAnswerLimit);
    }

    const EndpointEncoderOptions m_options;
    std::size_t m_dimension;
    mutable std::mutex m_mutex;
    mutable asio::io_context m_io; ///< runs only while a request is under way
    const std::shared_ptr<UpstreamPool> m_pool;
    const std::shared_ptr<EndpointClient> m_client;
};

} // namespace

Result<std::unique_ptr<ports::Encoder>> makeEndpointEncoder(EndpointEncoderOptions options)
{
    if (options.model.empty() || options.batchSize == 0) {
        return fail(ErrorCode::InvalidArgument, "an embeddings endpoint needs a model's name and batches above 0");
    }
    domain::Endpoint endpoint;
    endpoint.tierId = "embeddings";
    endpoint.baseUrl = options.baseUrl;
    endpoint.timeouts = options.timeouts;
    endpoint.maxRetries = options.maxRetries;
    auto pool = std::make_shared<UpstreamPool>();
    Result<std::shared_ptr<EndpointClient>> client = EndpointClient::make(endpoint, options.key, pool);
    if (!client) {
        return fail(client.error());
    }
    auto encoder = std::make_unique<EndpointEncoder>(std::move(options), std::move(pool), std::move(*client));
    if (encoder->dimension() == 0) {
        if (const Result<void> probed = encoder->probe(); !probed) {
            return fail(probed.error());
        }
    }
    return encoder;
}

} // namespace core::providers
