#pragma once

#include "core/base/result.h"
#include "core/ports/encoder.h"
#include "core/ports/router.h"
#include "core/ports/secret_store.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace app {

/// Opens encoders by name and keeps them, each with a cache of the vectors asked for last. Thread-safe.
///   none                    no encoder: the router's own n-grams alone
///   use-lite                Universal Sentence Encoder Lite in the directory of encoders
///   http(s)://HOST/v1#MODEL an OpenAI-compatible embeddings endpoint; its key is the secret ROUTENLP_EMBEDDINGS_KEY
///   PATH.pt                 a TorchScript file (core/torch/script_encoder.h)
class EncoderCatalog {
public:
    static constexpr std::size_t kCachedTexts = 20'000;

    /// `directory`: what packaging/fetch-encoder.sh fills.
    EncoderCatalog(std::filesystem::path directory, std::shared_ptr<const core::ports::SecretStore> secrets);

    /// Null for "none". `dimension` 0: asked of the encoder. InvalidArgument for a name of no known form.
    [[nodiscard]] core::Result<std::shared_ptr<const core::ports::Encoder>> open(
        const std::string& name, std::size_t dimension = 0);

    /// $ROUTENLP_ENCODERS, or routenlp/encoders in the user's data directory.
    [[nodiscard]] static std::filesystem::path defaultDirectory();

private:
    [[nodiscard]] core::Result<std::unique_ptr<core::ports::Encoder>> make(
        const std::string& name, std::size_t dimension) const;

    const std::filesystem::path m_directory;
    const std::shared_ptr<const core::ports::SecretStore> m_secrets;
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<const core::ports::Encoder>> m_open;
};

/// The catalogue as routers ask for their encoders.
[[nodiscard]] core::ports::EncoderSource encoderSource(std::shared_ptr<EncoderCatalog> catalog);

} // namespace app
