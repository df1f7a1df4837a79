#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace ui::shell {

namespace {

/// Of the system's preferred languages, the first that we have.
QString systemLanguage()
{
    for (const QString& wanted : QLocale::system().uiLanguages()) {
        const QString code = wanted.left(2).toLower();
        if (languages().contains(code)) {
            return code;
        }
    }
    return languages().front();
}

} // namespace

QStringList languages()
{
    return {QStringLiteral("en"), QStringLiteral("de")};
}

QString nameOfLanguage(const QString& code)
{
    return code == QLatin1String("de") ? QStringLiteral("Deutsch") : QStringLiteral("English");
}

Language::~Language()
{
    remove();
}

void Language::remove()
{
    if (QCoreApplication::instance() != nullptr) {
        QCoreApplication::removeTranslator(&m_ours);
        QCoreApplication::removeTranslator(&m_qt);
    }
    QLocale::setDefault(QLocale::system());
}

void Language::apply(const QString& code)
{
    remove();
    const bool isChosen = languages().contains(code);
    m_code = isChosen ? code : systemLanguage();
    // a country's own habits stay where its language is the chosen one
    const QLocale system = QLocale::system();
    const QLocale chosen(m_code);
    if (isChosen && system.language() != chosen.language()) {
        QLocale::setDefault(chosen);
    }
    if (m_ours.load(QStringLiteral(":/translations/routenlp_%1.qm").arg(m_code))) { // English: plurals only
        QCoreApplication::installTranslator(&m_ours);
    }
    if (m_qt.load(QStringLiteral("qtbase_") + m_code, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qt);
    }
}

} // namespace ui::shell
