#pragma once

#include <QString>
#include <QTranslator>

namespace ui::shell {

/// The languages that the window is translated to, as two-letter codes, English first.
[[nodiscard]] QStringList languages();
/// What a language calls itself.
[[nodiscard]] QString nameOfLanguage(const QString& code);

/// The window's language: translations of ours and of Qt's own dialogs, and the locale of numbers and dates. Widgets
/// that exist already keep their words. In force until this object goes.
class Language {
public:
    Language() = default;
    ~Language();
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;

    /// "en", "de"; empty or unknown: as the system.
    void apply(const QString& code);
    [[nodiscard]] const QString& code() const { return m_code; }

private:
    void remove();

    QTranslator m_ours;
    QTranslator m_qt;
    QString m_code;
};

} // namespace ui::shell
