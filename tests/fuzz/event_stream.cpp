// Server-sent events, cut into pieces of any size: the first byte of the input seeds the cuts.
#include "core/providers/sse_splitter.h"

#include "fuzz_target.h"

#include <string>
#include <string_view>
#include <vector>

namespace {

std::vector<std::string> eventsOf(std::string_view bytes, std::size_t step)
{
    core::providers::SseSplitter splitter;
    std::vector<std::string> events;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        splitter.feed(bytes.substr(at, step));
        while (auto event = splitter.next()) {
            static_cast<void>(core::providers::sseData(*event));
            events.push_back(std::move(*event));
        }
    }
    return events;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2) {
        return 0;
    }
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t step = 1 + data[0] % 17U;
    fuzz::require(eventsOf(bytes, bytes.size()) == eventsOf(bytes, step), "events do not depend on the cuts");
    return 0;
}
