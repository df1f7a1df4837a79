#pragma once

#include <QString>
#include <QStringList>

#include <string>

namespace ui::models {

/// What the documentation of a run's parameter says in English, in the window's language: its name, its help, one of its
/// choices as it is stored ("expected_saving"). A text that is not known stays as it is.
[[nodiscard]] QString parameterWords(const std::string& text);

/// The name of a parameter as a run stores it: "student.learning_rate" -> "Learning rate". One without documentation is
/// spelled out: "some.other_key" -> "some: other key".
[[nodiscard]] QString parameterName(const QString& key);

/// The texts that parameterWords() knows, in English.
[[nodiscard]] QStringList knownParameterTexts();

} // namespace ui::models
