#include "app/model_loaders.h"

#include "app/environment_secrets.h"
#include "core/torch/model_loading.h"

namespace app {

std::shared_ptr<EncoderCatalog> makeEncoderCatalog()
{
    return std::make_shared<EncoderCatalog>(
        EncoderCatalog::defaultDirectory(), std::make_shared<EnvironmentSecrets>());
}

ModelLoaders makeModelLoaders(const std::shared_ptr<EncoderCatalog>& encoders)
{
    return {&core::torch::loadStudent,
        [source = encoderSource(encoders)](const std::filesystem::path& path, const std::string& sha256) {
            return core::torch::loadRouter(path, sha256, source);
        }};
}

} // namespace app
