#pragma once

#include "core/base/result.h"

#include <exception>
#include <type_traits>
#include <utility>

namespace db {

/// Thrown inside this folder only; every public function turns it into a Result by guarded().
class SqlFailure final : public std::exception {
public:
    explicit SqlFailure(core::Error error)
        : m_error(std::move(error))
    {
    }
    [[nodiscard]] const core::Error& error() const { return m_error; }
    [[nodiscard]] const char* what() const noexcept override { return m_error.message.c_str(); }

private:
    core::Error m_error;
};

/// Runs `work` and returns what it returns, or the Error of whatever it threw.
template <typename Work, typename Value = std::invoke_result_t<Work>>
core::Result<Value> guarded(Work&& work) noexcept
{
    try {
        if constexpr (std::is_void_v<Value>) {
            std::forward<Work>(work)();
            return {};
        } else {
            return std::forward<Work>(work)();
        }
    } catch (const SqlFailure& failure) {
        return core::fail(failure.error());
    } catch (const std::exception& unexpected) {
        return core::fail(core::ErrorCode::Internal, unexpected.what());
    }
}

/// The value of a Result inside guarded work.
template <typename T>
T valueOrThrow(core::Result<T> result)
{
    if (!result) {
        throw SqlFailure(std::move(result.error()));
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

} // namespace db
