#include "core/gateway/model_pages.h"

#include "core/providers/json_slices.h"

#include <algorithm>
#include <vector>

namespace core::gateway {

namespace {

struct NamedModel {
    std::string id;
    std::string owner;
};

std::vector<NamedModel> modelsFor(const GatewayContext& context, const std::string& keyId)
{
    std::vector<NamedModel> models;
    if (context.access.mayUseTask(keyId, {})) {
        for (std::string& name : context.portfolio->modelNames()) {
            models.push_back(NamedModel{std::move(name), "portfolio"});
        }
    }
    if (const auto state = context.services.engine.servingState(); state != nullptr) {
        for (const auto& [id, task] : state->tasks) {
            if (context.access.mayUseTask(keyId, id)) {
                models.push_back(NamedModel{"routenlp/" + id, "routenlp"});
            }
        }
    }
    if (context.services.classifier != nullptr) {
        models.push_back(NamedModel{"routenlp/auto", "routenlp"});
    }
    return models;
}

/// OpenAI's `created` of a name that was never created: the start of 2024.
std::string entryOf(const NamedModel& model)
{
    return R"({"id":)" + providers::jsonQuoted(model.id)
        + R"(,"object":"model","created":1704067200,"owned_by":")" + model.owner + R"("})";
}

} // namespace

std::string modelList(const GatewayContext& context, const std::string& keyId)
{
    std::string list;
    for (const NamedModel& model : modelsFor(context, keyId)) {
        list.append(list.empty() ? "" : ",").append(entryOf(model));
    }
    return R"({"object":"list","data":[)" + list + "]}";
}

std::optional<std::string> modelEntry(
    const GatewayContext& context, const std::string& keyId, std::string_view model)
{
    const std::vector<NamedModel> models = modelsFor(context, keyId);
    const auto found
        = std::find_if(models.begin(), models.end(), [&](const NamedModel& m) { return m.id == model; });
    return found == models.end() ? std::nullopt : std::optional(entryOf(*found));
}

} // namespace core::gateway
