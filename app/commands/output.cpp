#include "app/commands/command.h"

#include "app/model_loaders.h"

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cstdio>

namespace app::commands {

int reportError(const std::string& command, const core::Error& error, bool isJson)
{
    if (isJson) {
        printJson({{"error", {{"command", command}, {"code", core::toString(error.code)}, {"message", error.message}}}});
    }
    std::fprintf(stderr, "routenlp %s: %s\n", command.c_str(), error.message.c_str());
    return kFailure;
}

void printJson(const nlohmann::ordered_json& object)
{
    const std::string line = object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
}

void printProgress(const std::string& text)
{
    if (::isatty(STDERR_FILENO) != 0) {
        std::fprintf(stderr, "\r\033[K%s", text.c_str());
    } else {
        std::fprintf(stderr, text.ends_with('\n') ? "%s" : "%s\n", text.c_str());
    }
    std::fflush(stderr);
}

ModelLoaders modelLoaders()
{
    return makeModelLoaders();
}

} // namespace app::commands
