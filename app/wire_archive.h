#pragma once

#include "core/base/clock.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Values to JSON and back by one list of fields a struct: `visitFields(archive, value)` names them all.
/// Inside app only; reading throws what nlohmann::json throws, or BadWire.
namespace app::wire {

using Json = nlohmann::json;

/// Lets readEnum be found beside the archives, whatever namespace the enumeration lives in.
struct EnumTag { };

struct BadWire {
    std::string message;
};

class Writer;
class Reader;

template <typename T>
Json encode(const T& value);
template <typename T>
void decode(const Json& json, T& value);

class Writer {
public:
    template <typename T>
    void operator()(const char* name, const T& value)
    {
        json[name] = encode(value);
    }
    Json json = Json::object();
};

/// A member that is absent keeps its default: the other process may be a little older.
class Reader {
public:
    explicit Reader(const Json& object)
        : m_object(object)
    {
    }
    template <typename T>
    void operator()(const char* name, T& value)
    {
        if (const auto found = m_object.find(name); found != m_object.end()) {
            decode(*found, value);
        }
    }

private:
    const Json& m_object;
};

template <typename T>
struct Shape {
    static constexpr bool isOptional = false;
    static constexpr bool isVector = false;
    static constexpr bool isMap = false;
};
template <typename T>
struct Shape<std::optional<T>> {
    static constexpr bool isOptional = true;
    static constexpr bool isVector = false;
    static constexpr bool isMap = false;
};
template <typename T>
struct Shape<std::vector<T>> {
    static constexpr bool isOptional = false;
    static constexpr bool isVector = true;
    static constexpr bool isMap = false;
};
template <typename T>
struct Shape<std::map<std::string, T>> {
    static constexpr bool isOptional = false;
    static constexpr bool isVector = false;
    static constexpr bool isMap = true;
};

template <typename T>
constexpr bool isPlain = std::is_same_v<T, std::string> || std::is_integral_v<T>;

template <typename T>
Json encode(const T& value)
{
    if constexpr (isPlain<T>) {
        return value;
    } else if constexpr (std::is_floating_point_v<T>) {
        return std::isfinite(value) ? Json(value) : Json();
    } else if constexpr (std::is_same_v<T, core::TimePoint>) {
        return core::toMicroseconds(value);
    } else if constexpr (std::is_enum_v<T>) {
        return std::string(toString(value));
    } else if constexpr (Shape<T>::isOptional) {
        return value ? encode(*value) : Json();
    } else if constexpr (Shape<T>::isVector) {
        Json list = Json::array();
        for (const auto& item : value) {
            list.push_back(encode(item));
        }
        return list;
    } else if constexpr (Shape<T>::isMap) {
        Json object = Json::object();
        for (const auto& [key, item] : value) {
            object[key] = encode(item);
        }
        return object;
    } else {
        Writer writer;
        T copy = value;
        visitFields(writer, copy);
        return std::move(writer.json);
    }
}

template <typename T>
void decode(const Json& json, T& value)
{
    if constexpr (isPlain<T>) {
        value = json.get<T>();
    } else if constexpr (std::is_floating_point_v<T>) {
        value = json.is_null() ? std::numeric_limits<T>::quiet_NaN() : json.get<T>();
    } else if constexpr (std::is_same_v<T, core::TimePoint>) {
        value = core::fromMicroseconds(json.get<std::int64_t>());
    } else if constexpr (std::is_enum_v<T>) {
        const auto name = json.get<std::string>();
        if (!readEnum(EnumTag{}, std::string_view(name), value)) {
            throw BadWire{"unknown value '" + name + "'"};
        }
    } else if constexpr (Shape<T>::isOptional) {
        value.reset();
        if (!json.is_null()) {
            decode(json, value.emplace());
        }
    } else if constexpr (Shape<T>::isVector) {
        value.clear();
        for (const Json& item : json) {
            decode(item, value.emplace_back());
        }
    } else if constexpr (Shape<T>::isMap) {
        value.clear();
        for (const auto& [key, item] : json.items()) {
            decode(item, value[key]);
        }
    } else {
        if (!json.is_object()) {
            throw BadWire{"an object was expected"};
        }
        Reader reader(json);
        visitFields(reader, value);
    }
}

} // namespace app::wire
