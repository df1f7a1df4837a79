#pragma once

#include <QString>

#include <string>

namespace ui::models {

/// What a run reports that it is doing, in the window's language. Runs store what they do in English; parts that are
/// data, such as a task's name, stay as they are.
[[nodiscard]] QString stageWords(const std::string& stage);
/// The name of a run's metric, one of a stage ("loss: Training the router") included.
[[nodiscard]] QString metricWords(const std::string& name);
/// The reason of a policy version, or the text of a marker on a time axis, where the program itself wrote it; what an
/// operator wrote stays.
[[nodiscard]] QString reasonWords(const std::string& reason);

} // namespace ui::models
