#include "app/commands/command.h"

#include "app/commands/command_session.h"
#include "app/model_loaders.h"

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cstdio>

namespace app::commands {

namespace {

bool s_mayAskOwner = false; ///< set once, before the command starts

} // namespace

int reportError(const std::string& command, const core::Error& error, bool isJson)
{
    if (error.code == core::ErrorCode::Locked && s_mayAskOwner && CommandSession::current() == nullptr) {
        return kOwnedElsewhere;
    }
    if (isJson) {
        printJson({{"error", {{"command", command}, {"code", core::toString(error.code)}, {"message", error.message}}}});
    }
    std::fprintf(err(), "routenlp %s: %s\n", command.c_str(), error.message.c_str());
    return kFailure;
}

void setOwnerMayBeAsked(bool mayBeAsked)
{
    s_mayAskOwner = mayBeAsked;
}

void printJson(const nlohmann::ordered_json& object)
{
    const std::string line = object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    std::fprintf(out(), "%s\n", line.c_str());
    std::fflush(out());
}

void printProgress(const std::string& text)
{
    if (CommandSession::current() == nullptr && ::isatty(STDERR_FILENO) != 0) {
        std::fprintf(stderr, "\r\033[K%s", text.c_str());
    } else {
        std::fprintf(err(), text.ends_with('\n') ? "%s" : "%s\n", text.c_str());
    }
    std::fflush(err());
}

ModelLoaders modelLoaders()
{
    return makeModelLoaders();
}

} // namespace app::commands
