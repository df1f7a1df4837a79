#include "db/sql_value.h"

#include <cstring>

namespace db {

namespace {

constexpr char kSeparator = '\x1f';

} // namespace

std::string joinedList(const std::vector<std::string>& items)
{
    // Every item is followed by the separator, so that no item differs from one empty item.
    std::string joined;
    for (const std::string& item : items) {
        for (const char c : item) {
            if (c == kSeparator || c == '\\') {
                joined += '\\';
            }
            joined += c == kSeparator ? 'u' : c;
        }
        joined += kSeparator;
    }
    return joined;
}

std::vector<std::string> splitList(std::string_view joined)
{
    std::vector<std::string> items;
    std::string item;
    for (std::size_t i = 0; i < joined.size(); ++i) {
        if (joined[i] == kSeparator) {
            items.push_back(std::move(item));
            item.clear();
        } else if (joined[i] == '\\' && i + 1 < joined.size()) {
            ++i;
            item += joined[i] == 'u' ? kSeparator : joined[i];
        } else {
            item += joined[i];
        }
    }
    return items;
}

Blob packed(const std::vector<double>& values)
{
    Blob blob;
    blob.bytes.resize(values.size() * sizeof(double));
    if (!values.empty()) {
        std::memcpy(blob.bytes.data(), values.data(), blob.bytes.size());
    }
    return blob;
}

std::vector<double> unpacked(std::string_view bytes)
{
    std::vector<double> values(bytes.size() / sizeof(double));
    if (!values.empty()) {
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(double));
    }
    return values;
}

} // namespace db
