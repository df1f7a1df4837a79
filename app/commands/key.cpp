#include "app/commands/command.h"

#include "core/base/hash.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <QRandomGenerator>

#include <array>
#include <cstdio>
#include <memory>
#include <span>

namespace app::commands {

namespace {

constexpr std::size_t kWords = 8; ///< 256 bits

std::string drawKey()
{
    std::array<quint32, kWords> words{};
    QRandomGenerator::system()->generate(words.begin(), words.end());
    std::string key = "rnlp-";
    for (const quint32 word : words) {
        std::array<char, 9> digits{};
        std::snprintf(digits.data(), digits.size(), "%08x", word);
        key += digits.data();
    }
    return key;
}

} // namespace

void addKey(CLI::App& app, Action& action)
{
    auto isJson = std::make_shared<bool>(false);
    CLI::App* command = app.add_subcommand("key", "Draw a client key for the gateway");
    command->add_flag("--json", *isJson, "Print one JSON object");
    command->footer("The key is shown once and stored nowhere; its SHA-256 goes into the gateway's file.\n\n"
                    "Examples:\n  routenlp key\n  routenlp key --json");
    command->callback([&action, isJson] {
        action = [isJson] {
            const std::string key = drawKey();
            const std::string digest = core::sha256Hex(key);
            if (*isJson) {
                printJson({{"key", key}, {"sha256", digest}});
            } else {
                std::printf("key     %s\nsha256  %s\n", key.c_str(), digest.c_str());
            }
            return kSuccess;
        };
    });
}

} // namespace app::commands
