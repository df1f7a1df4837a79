#include "app/encoder_catalog.h"

#include "core/providers/endpoint_encoder.h"
#include "core/routing/cached_encoder.h"
#include "core/torch/script_encoder.h"
#include "core/torch/use_lite_encoder.h"

#include <cstdlib>

namespace app {

using core::ErrorCode;
using core::Result;
namespace ports = core::ports;

namespace {

constexpr const char* kNone = "none";
constexpr const char* kUseLite = "use-lite";
constexpr const char* kKeyName = "ROUTENLP_EMBEDDINGS_KEY";

Result<std::unique_ptr<ports::Encoder>> useLite(const std::filesystem::path& directory)
{
    Result<core::torch::UseLiteFiles> files = core::torch::readUseLiteShards(directory / kUseLite);
    if (!files) {
        return core::fail(core::Error{files.error().code,
            files.error().message + " (packaging/fetch-encoder.sh fetches this encoder)"});
    }
    return core::torch::makeUseLiteEncoder(std::move(*files));
}

Result<std::unique_ptr<ports::Encoder>> endpoint(
    const std::string& name, std::size_t dimension, const ports::SecretStore& secrets)
{
    const std::size_t mark = name.find('#');
    if (mark == std::string::npos) {
        return core::fail(ErrorCode::InvalidArgument,
            "encoder '" + name + "' lacks its model: write it as URL#MODEL, e.g. http://127.0.0.1:8080/v1#bge-small");
    }
    const Result<std::optional<std::string>> key = secrets.secret(kKeyName);
    if (!key) {
        return core::fail(key.error());
    }
    core::providers::EndpointEncoderOptions options;
    options.baseUrl = name.substr(0, mark);
    options.model = name.substr(mark + 1);
    options.key = key->value_or(std::string());
    options.dimension = dimension;
    return core::providers::makeEndpointEncoder(std::move(options));
}

} // namespace

EncoderCatalog::EncoderCatalog(
    std::filesystem::path directory, std::shared_ptr<const ports::SecretStore> secrets)
    : m_directory(std::move(directory))
    , m_secrets(std::move(secrets))
{
}

Result<std::shared_ptr<const ports::Encoder>> EncoderCatalog::open(const std::string& name, std::size_t dimension)
{
    if (name == kNone || name.empty()) {
        return std::shared_ptr<const ports::Encoder>();
    }
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_open.find(name); known != m_open.end()) {
        return known->second;
    }
    Result<std::unique_ptr<ports::Encoder>> made = make(name, dimension);
    if (!made) {
        return core::fail(made.error());
    }
    std::shared_ptr<const ports::Encoder> kept
        = core::routing::makeCachedEncoder(std::shared_ptr<const ports::Encoder>(std::move(*made)), kCachedTexts);
    m_open[name] = kept;
    return kept;
}

Result<std::unique_ptr<ports::Encoder>> EncoderCatalog::make(const std::string& name, std::size_t dimension) const
{
    if (name == kUseLite) {
        return useLite(m_directory);
    }
    if (name.starts_with("http://") || name.starts_with("https://")) {
        return endpoint(name, dimension, *m_secrets);
    }
    if (name.ends_with(".pt")) {
        return core::torch::loadScriptEncoder(name);
    }
    return core::fail(ErrorCode::InvalidArgument,
        "'" + name + "' names no encoder; use none, use-lite, an embeddings endpoint as URL#MODEL, or a TorchScript FILE.pt");
}

std::filesystem::path EncoderCatalog::defaultDirectory()
{
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return value == nullptr ? std::filesystem::path() : std::filesystem::path(value);
    };
    if (const auto named = variable("ROUTENLP_ENCODERS"); !named.empty()) {
        return named;
    }
    const std::filesystem::path data = variable("XDG_DATA_HOME");
    return (data.empty() ? variable("HOME") / ".local" / "share" : data) / "routenlp" / "encoders";
}

ports::EncoderSource encoderSource(std::shared_ptr<EncoderCatalog> catalog)
{
    return [catalog = std::move(catalog)](
               const std::string& name, std::size_t dimension) { return catalog->open(name, dimension); };
}

} // namespace app
