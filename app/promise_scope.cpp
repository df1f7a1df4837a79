#include "app/promise_scope.h"

namespace app {

namespace {

constexpr const char* kSetting = "coverage.promise_scope";
constexpr const char* kAllTasks = "all_tasks";
constexpr const char* kPerTask = "task";

} // namespace

using core::conformal::PromiseScope;

PromiseScope storedPromiseScope(const core::ports::SettingStore& settings)
{
    const auto stored = settings.value(kSetting);
    return stored && *stored && **stored == kAllTasks ? PromiseScope::AllTasks : PromiseScope::PerTask;
}

core::Result<void> storePromiseScope(core::ports::SettingStore& settings, PromiseScope scope)
{
    return settings.setValue(kSetting, scope == PromiseScope::AllTasks ? kAllTasks : kPerTask);
}

} // namespace app
