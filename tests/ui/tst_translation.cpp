#include <QTest>

#include "fake_window.h"
#include "ui/shell/language.h"
#include "ui/widgets/tile.h"

#include <QDir>
#include <QDirIterator>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSet>
#include <QTemporaryDir>
#include <QToolButton>
#include <QXmlStreamReader>

using fake::Bench;
using ui::models::ViewId;

namespace {

struct Message {
    QString context;
    QString source;
    QStringList translations; ///< more than one where it depends on a number
    bool isUnfinished = false;
};

QString sourcePath(const char* path)
{
    return QStringLiteral(ROUTENLP_SOURCE_DIR "/") + QLatin1String(path);
}

QList<Message> messagesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement()) {
            continue;
        }
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("message")) {
            messages.append({context, {}, {}, false});
        } else if (xml.name() == QLatin1String("source")) {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            messages.last().isUnfinished = xml.attributes().value(QLatin1String("type")) == QLatin1String("unfinished");
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            messages.last().translations = text.contains(QLatin1Char('\n'))
                ? text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)
                : QStringList{text};
        }
    }
    return messages;
}

QStringList placeholders(const QString& text)
{
    static const QRegularExpression kPlaceholder(QStringLiteral("%(?:\\d|n)"));
    QStringList found;
    for (auto match = kPlaceholder.globalMatch(text); match.hasNext();) {
        found += match.next().captured();
    }
    found.removeDuplicates();
    found.sort();
    return found;
}

/// The strings that the sources translate now, as lupdate finds them.
QSet<QString> currentStrings(const QString& directory)
{
    const QString path = directory + QStringLiteral("/current.ts");
    QProcess lupdate;
    lupdate.start(QStringLiteral(ROUTENLP_LUPDATE),
        {QStringLiteral("-silent"), QStringLiteral("-I"), QStringLiteral(ROUTENLP_SOURCE_DIR), sourcePath("ui"),
            QStringLiteral("-ts"), path});
    lupdate.waitForFinished(60'000);
    QSet<QString> strings;
    for (const Message& message : messagesOf(path)) {
        strings.insert(message.context + QLatin1Char('|') + message.source);
    }
    return strings;
}

QStringList sources()
{
    QStringList paths;
    for (QDirIterator files(sourcePath("ui"), {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
             QDirIterator::Subdirectories);
         files.hasNext();) {
        paths += files.next();
    }
    return paths;
}

QString contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class TestTranslation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void germanIsComplete();
    void englishHasItsPlurals();
    void placeholdersAreKept();
    void theFilesFollowTheSources();
    void everyContextIsOneThatTheProgramAsksFor();
    void noVisibleTextIsLeftUntranslated();
    void aNarrowGermanWindowHidesNothing_data();
    void aNarrowGermanWindowHidesNothing();
    void theWindowSpeaksGerman_data();
    void theWindowSpeaksGerman();
    void everyViewHasHelpInEveryLanguage();
    void numbersFollowTheLanguage();
};

void TestTranslation::germanIsComplete()
{
    const QList<Message> messages = messagesOf(sourcePath("resources/translations/routenlp_de.ts"));
    QVERIFY(messages.size() > 500);
    for (const Message& message : messages) {
        QVERIFY2(!message.isUnfinished && !message.translations.join(QString()).trimmed().isEmpty(),
            qPrintable(message.context + QStringLiteral(": ") + message.source));
    }
}

void TestTranslation::englishHasItsPlurals()
{
    const QList<Message> messages = messagesOf(sourcePath("resources/translations/routenlp_en.ts"));
    QVERIFY(!messages.isEmpty());
    for (const Message& message : messages) {
        QVERIFY2(!message.isUnfinished && !message.translations.isEmpty(), qPrintable(message.source));
    }
}

void TestTranslation::placeholdersAreKept()
{
    for (const Message& message : messagesOf(sourcePath("resources/translations/routenlp_de.ts"))) {
        for (const QString& translation : message.translations) {
            const bool isSame = placeholders(message.source) == placeholders(translation)
                || message.translations.size() > 1; // "one" may do without its number
            QVERIFY2(isSame, qPrintable(message.source + QStringLiteral(" -> ") + translation));
        }
    }
}

void TestTranslation::theFilesFollowTheSources()
{
    if (!QFile::exists(QStringLiteral(ROUTENLP_LUPDATE))) {
        QSKIP("NOT TESTED: needs lupdate (package qt6-l10n-tools)");
    }
    const QTemporaryDir directory;
    const QSet<QString> current = currentStrings(directory.path());
    QVERIFY(current.size() > 500);
    QSet<QString> translated;
    for (const Message& message : messagesOf(sourcePath("resources/translations/routenlp_de.ts"))) {
        translated.insert(message.context + QLatin1Char('|') + message.source);
    }
    const QSet<QString> missing = current - translated;
    QVERIFY2(missing.isEmpty(),
        qPrintable(QStringLiteral("run: cmake --build --preset dev --target update_translations; missing:\n")
            + QStringList(missing.begin(), missing.end()).join(QLatin1Char('\n'))));
}

void TestTranslation::everyContextIsOneThatTheProgramAsksFor()
{
    QString code;
    for (const QString& path : sources()) {
        code += contentsOf(path);
    }
    QSet<QString> contexts;
    for (const Message& message : messagesOf(sourcePath("resources/translations/routenlp_de.ts"))) {
        contexts.insert(message.context);
    }
    for (const QString& context : contexts) {
        // a class with Q_OBJECT asks with its namespaces; everything else names its context
        const QString name = context.section(QStringLiteral("::"), -1);
        const bool isClass = context.startsWith(QLatin1String("ui::"))
            && code.contains(QRegularExpression(QStringLiteral("class %1 (?:final )?: public").arg(name)));
        const bool isNamed = code.contains(QStringLiteral("Q_DECLARE_TR_FUNCTIONS(%1)").arg(context))
            || code.contains(QRegularExpression(QStringLiteral("translate\\(\\s*\"%1\"").arg(context)));
        QVERIFY2(isClass || isNamed, qPrintable(context));
    }
}

void TestTranslation::noVisibleTextIsLeftUntranslated()
{
    // names, which are the same in every language
    const QSet<QString> names{QStringLiteral("RouteNLP"), QStringLiteral("RouteNLP Console"), QStringLiteral("Inter"),
        QStringLiteral("Fusion"), QStringLiteral("Deutsch"), QStringLiteral("English"), QStringLiteral("Description"),
        QStringLiteral("Slider"), QStringLiteral("Problem"), // ends of objects' names
        QStringLiteral("my card was charged twice")}; // what the sample client asks, in the language of the data
    static const QRegularExpression kLiteral(QStringLiteral("(?:QStringLiteral|QLatin1String)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\""));
    static const QRegularExpression kNoWord(QStringLiteral("%\\d|<[^>]*>|\\\\."));
    static const QRegularExpression kWords(QStringLiteral("^[A-Z][a-z]+|[A-Za-z]{2,} [A-Za-z]{2,}"));
    static const QRegularExpression kDateFormat(QStringLiteral("[HhymMds]{1,4}[-:]"));
    QStringList found;
    for (const QString& path : sources()) {
        const QString code = contentsOf(path);
        for (auto match = kLiteral.globalMatch(code); match.hasNext();) {
            const QString text = match.next().captured(1);
            const QString bare = QString(text).remove(kNoWord).trimmed();
            const bool isCode = bare.startsWith(QLatin1String("import ")); // of a sample client
            const bool isComment = bare.startsWith(QLatin1Char('#')); // of an exported file, which machines read
            if (bare.contains(kWords) && !names.contains(text) && !isComment && !isCode && !bare.contains(kDateFormat)) {
                found += path.section(QStringLiteral("/ui/"), 1) + QStringLiteral(": ") + text;
            }
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestTranslation::aNarrowGermanWindowHidesNothing_data()
{
    QTest::addColumn<int>("view");
    for (const ViewId view : ui::models::kViews) {
        QTest::addRow("%s", qPrintable(ui::models::nameOf(view))) << static_cast<int>(view);
    }
}

/// At the least size that is promised, the ranges are whole and no page scrolls sideways.
void TestTranslation::aNarrowGermanWindowHidesNothing()
{
    QFETCH(const int, view);
    const Bench bench({}, static_cast<ViewId>(view), QStringLiteral("light"), {1120, 720}, QStringLiteral("de"));
    QVERIFY(bench.waitUntilLoaded());
    QTest::qWait(100);
    const auto* bar = bench.window->findChild<QWidget*>(QStringLiteral("topBar"));
    for (const QToolButton* button : bar->findChildren<QToolButton*>()) {
        const int least = button->minimumWidth() > 0 ? button->minimumWidth() : button->minimumSizeHint().width();
        QTRY_VERIFY2(button->width() >= least, qPrintable(button->text()));
    }
    for (const QScrollArea* page : bench.window->findChildren<QScrollArea*>()) {
        if (page->isVisible() && page->widget() != nullptr && page->widget()->objectName() == QLatin1String("pageBody")) {
            QVERIFY2(page->widget()->minimumSizeHint().width() <= page->viewport()->width(),
                qPrintable(QStringLiteral("%1 of %2").arg(page->widget()->minimumSizeHint().width()).arg(page->viewport()->width())));
        }
    }
    for (const QDoubleSpinBox* field : bench.window->findChildren<QDoubleSpinBox*>()) {
        QVERIFY2(field->decimals() == 0 || !field->cleanText().contains(QLatin1Char('.')), qPrintable(field->text()));
    }
}

void TestTranslation::theWindowSpeaksGerman_data()
{
    QTest::addColumn<int>("view");
    QTest::addColumn<bool>("isEmpty");
    for (const ViewId view : ui::models::kViews) {
        for (const bool isEmpty : {false, true}) {
            QTest::addRow("%s%s", qPrintable(ui::models::nameOf(view)), isEmpty ? " empty" : "")
                << static_cast<int>(view) << isEmpty;
        }
    }
}

void TestTranslation::theWindowSpeaksGerman()
{
    QFETCH(const int, view);
    QFETCH(const bool, isEmpty);
    fake::Options options;
    options.olderDays = 2;
    options.isEmpty = isEmpty;
    const Bench bench(
        options, static_cast<ViewId>(view), QStringLiteral("light"), {1280, 800}, QStringLiteral("de"));
    QVERIFY(bench.waitUntilLoaded());
    QTest::qWait(200);
    QCOMPARE(fake::cutLabel(*bench.window), QString());
    for (const QToolButton* button : bench.window->findChild<QWidget*>(QStringLiteral("navigation"))->findChildren<QToolButton*>()) {
        constexpr int kPadding = 16; // left of the icon and between it and the text
        const int wanted = button->fontMetrics().horizontalAdvance(button->text()) + button->iconSize().width() + kPadding;
        QVERIFY2(wanted <= button->width(), qPrintable(button->text()));
    }
    for (const auto* tile : bench.window->findChildren<ui::widgets::Tile*>()) {
        for (const QLabel* label : tile->findChildren<QLabel*>()) {
            const bool isCut = label->isVisible() && label->fontMetrics().horizontalAdvance(label->text()) > label->width();
            QVERIFY2(!isCut, qPrintable(label->text()));
        }
    }
    // no text of the window is one that German says otherwise
    QHash<QString, QString> german;
    for (const Message& message : messagesOf(sourcePath("resources/translations/routenlp_de.ts"))) {
        if (message.translations.size() == 1 && message.translations.first() != message.source) {
            german.insert(message.source, message.translations.first());
        }
    }
    QStringList english;
    for (const QLabel* label : bench.window->findChildren<QLabel*>()) {
        if (label->isVisible() && german.contains(label->text())) {
            english += label->text();
        }
    }
    for (const QAbstractButton* button : bench.window->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && german.contains(button->text())) {
            english += button->text();
        }
    }
    QVERIFY2(english.isEmpty(), qPrintable(english.join(QLatin1Char('\n'))));
}

void TestTranslation::everyViewHasHelpInEveryLanguage()
{
    for (const ViewId view : ui::models::kViews) {
        const QString name = ui::models::nameOf(view) + QStringLiteral(".md");
        const auto paragraphs = [](const QString& text) { return text.count(QStringLiteral("\n\n")); };
        const QString english = contentsOf(sourcePath("resources/help/") + name);
        const QString german = contentsOf(sourcePath("resources/help/de/") + name);
        QVERIFY2(!english.isEmpty(), qPrintable(name));
        QVERIFY2(paragraphs(german) == paragraphs(english), qPrintable(name)); // nothing was added to one alone
    }
}

void TestTranslation::numbersFollowTheLanguage()
{
    ui::shell::Language language;
    language.apply(QStringLiteral("de"));
    QCOMPARE(ui::models::Formats(QLocale(), QTimeZone::utc()).count(1'234'567), QStringLiteral("1.234.567"));
    language.apply(QStringLiteral("en"));
    QCOMPARE(ui::models::Formats(QLocale(), QTimeZone::utc()).count(1'234'567), QStringLiteral("1,234,567"));
}

QTEST_MAIN(TestTranslation)
#include "tst_translation.moc"
