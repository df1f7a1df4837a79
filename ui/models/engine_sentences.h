#pragma once

#include <QLocale>
#include <QString>

#include <string>

namespace ui::models {

/// What the engine writes in English, in the window's language: reasons of certificates, promises, alarms and what came of
/// commands. Such texts are stored with what they speak of, so they are translated when they are shown, sentence by
/// sentence. A sentence that is not known stays as it is. Numbers follow `locale`.
[[nodiscard]] QString sentenceWords(const std::string& text, const QLocale& locale = QLocale());

} // namespace ui::models
