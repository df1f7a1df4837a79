#pragma once

#include "app/encoder_catalog.h"
#include "app/serving_loader.h"

#include <memory>

namespace app {

[[nodiscard]] std::shared_ptr<EncoderCatalog> makeEncoderCatalog();

/// Loaders of students and routers from their files; routers find their encoders in the catalogue.
[[nodiscard]] ModelLoaders makeModelLoaders(const std::shared_ptr<EncoderCatalog>& encoders = makeEncoderCatalog());

} // namespace app
