// A record of the journal, as a crash or a bad disk may have left it.
#include "core/journal/record_codec.h"

#include "fuzz_target.h"

#include <string>
#include <string_view>
#include <variant>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto record = core::journal::decode(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!record) {
        return 0;
    }
    std::string bytes;
    std::visit([&bytes](const auto& value) { core::journal::encode(value, bytes); }, *record);
    fuzz::require(core::journal::decode(bytes).has_value(), "what is read can be written and read again");
    return 0;
}
