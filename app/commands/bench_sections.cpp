#include "app/commands/bench_sections.h"

#include "app/commands/command.h"
#include "core/base/atomic_file.h"

#include <utility>

namespace app::commands {

using core::Result;
using nlohmann::ordered_json;

namespace {

constexpr std::size_t kFileLimit = 64U << 20;

} // namespace

Result<BenchSections> BenchSections::open(std::filesystem::path file)
{
    BenchSections sections(std::move(file));
    if (sections.m_file.empty() || !std::filesystem::exists(sections.m_file)) {
        return sections;
    }
    const Result<std::string> text = core::readWholeFile(sections.m_file, kFileLimit);
    if (!text) {
        return core::fail(text.error());
    }
    sections.m_done = ordered_json::parse(*text, nullptr, false);
    if (!sections.m_done.is_object()) {
        return core::fail(core::ErrorCode::Corrupt,
            "'" + sections.m_file.string() + "' is no record of an earlier run; remove it or name another file");
    }
    return sections;
}

Result<ordered_json> BenchSections::run(const std::string& name, const ordered_json& settings, const Work& work)
{
    if (const auto known = m_done.find(name); known != m_done.end() && known->value("settings", ordered_json()) == settings) {
        printProgress(name + ": as found earlier\n");
        return known->at("result");
    }
    printProgress(name + "\n");
    Result<ordered_json> result = work();
    if (!result) {
        return core::fail(result.error().within(name));
    }
    m_done[name] = {{"settings", settings}, {"result", *result}};
    if (!m_file.empty()) {
        if (const Result<void> kept = core::writeFileAtomically(m_file, m_done.dump(1)); !kept) {
            return core::fail(kept.error());
        }
    }
    return result;
}

} // namespace app::commands
