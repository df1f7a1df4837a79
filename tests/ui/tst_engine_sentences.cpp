#include <QTest>

#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/conformal/promise.h"
#include "core/conformal/sample_size_planner.h"
#include "ui/models/certificate_words.h"
#include "ui/models/engine_sentences.h"
#include "ui/models/stage_words.h"
#include "ui/shell/language.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <memory>
#include <string>
#include <vector>

namespace conformal = core::conformal;
using core::ports::JudgedAnswer;

namespace {

/// Words that German does not have.
QString englishLeftIn(const QString& text)
{
    static const QRegularExpression kEnglish(
        QStringLiteral("\\b(the|of|is|are|and|that|answers?|judged|with|more|failures?|nothing|to)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return kEnglish.match(text).captured();
}

/// `failures` of every hundred answers fail, at every score.
std::vector<JudgedAnswer> answers(int count, int failures)
{
    std::vector<JudgedAnswer> made;
    for (int i = 0; i < count; ++i) {
        made.push_back({0.5 + 0.4 * static_cast<double>(i % 10) / 10, i % 100 < failures});
    }
    return made;
}

QString contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The engine's sources with the parts of each literal joined.
QString engineSources()
{
    static const QRegularExpression kJoint(QStringLiteral("\"\\s*\\n\\s*\""));
    QString code;
    for (const char* folder : {"/core", "/app"}) {
        for (QDirIterator files(QStringLiteral(ROUTENLP_SOURCE_DIR) + QLatin1String(folder),
                 {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
             files.hasNext();) {
            code += contentsOf(files.next());
        }
    }
    return code.remove(kJoint);
}

/// Whole, or of up to three literals that are put together.
bool isWritten(const QString& part, const QString& code)
{
    constexpr int kMostPieces = 3;
    QString rest = part;
    for (int piece = 0; piece < kMostPieces && !rest.isEmpty(); ++piece) {
        qsizetype length = rest.size();
        while (length > 0 && !code.contains(QStringView(rest).left(length))) {
            --length;
        }
        rest.remove(0, length);
    }
    return rest.isEmpty();
}

QStringList knownSentences()
{
    QXmlStreamReader xml(contentsOf(QStringLiteral(ROUTENLP_SOURCE_DIR "/resources/translations/routenlp_de.ts")));
    QStringList sentences;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNextStartElement() && xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == QLatin1String("source") && context == QLatin1String("EngineSentences")) {
            sentences += xml.readElementText();
        }
    }
    return sentences;
}

} // namespace

/// What the engine writes in English is German in the German window.
class TestEngineSentences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void reasonsOfTheCalibratorAreTranslated_data();
    void reasonsOfTheCalibratorAreTranslated();
    void promisesAreTranslated();
    void plansAreTranslated();
    void reasonsOfVersionsAreTranslated();
    void verdictsAreTranslated();
    void namesAndIdsStay();
    void whatIsNotKnownStays();
    void englishIsLeftAlone();
    void everyKnownSentenceIsOneThatTheEngineWrites();

private:
    std::unique_ptr<ui::shell::Language> m_language;
};

void TestEngineSentences::init()
{
    m_language = std::make_unique<ui::shell::Language>();
    m_language->apply(QStringLiteral("de"));
}

void TestEngineSentences::reasonsOfTheCalibratorAreTranslated_data()
{
    QTest::addColumn<int>("tuning");
    QTest::addColumn<int>("calibration");
    QTest::addColumn<int>("failures");
    QTest::newRow("too few answers") << 50 << 20 << 0;
    QTest::newRow("no tuning answers") << 0 << 500 << 0;
    QTest::newRow("too few above the threshold") << 60 << 60 << 4;
    QTest::newRow("too many failures") << 500 << 500 << 40;
}

void TestEngineSentences::reasonsOfTheCalibratorAreTranslated()
{
    QFETCH(const int, tuning);
    QFETCH(const int, calibration);
    QFETCH(const int, failures);
    const auto certificate = conformal::makeFixedSequenceCalibrator()->calibrate(
        answers(tuning, failures), answers(calibration, failures), {0.05, 0.1});
    QVERIFY(certificate && !certificate->noneReason.empty());
    const QString words = ui::models::certificateInWords(*certificate, ui::models::Formats(QLocale(), QTimeZone::utc()));
    QVERIFY2(englishLeftIn(words).isEmpty(), qPrintable(words));
    QVERIFY2(!words.contains(QRegularExpression(QStringLiteral("\\d\\.\\d|\\d%|%\\d"))), qPrintable(words)); // numbers as well
}

void TestEngineSentences::promisesAreTranslated()
{
    core::domain::Certificate certificate;
    certificate.alpha = 0.05;
    certificate.delta = 0.0304;
    certificate.accepted = 625;
    certificate.failures = 1;
    certificate.calibrationSize = 708;
    certificate.labelSource = "reference answers of the data set";
    for (const bool isCertified : {true, false}) {
        certificate.threshold = isCertified ? std::optional(0.882) : std::nullopt;
        certificate.noneReason = isCertified ? "" : "It answers nothing alone.";
        for (const auto scope : {conformal::PromiseScope::PerTier, conformal::PromiseScope::PerTask, conformal::PromiseScope::AllTasks}) {
            const std::string text = conformal::textOf(
                conformal::promiseOf(certificate, {"Rechtsklausel 2.0", "Schüler v1.5", scope, 0.1}));
            const QString words = ui::models::sentenceWords(text);
            QVERIFY2(englishLeftIn(words).isEmpty(), qPrintable(words));
            QVERIFY(words.contains(QStringLiteral("Rechtsklausel 2.0")) && words.contains(QStringLiteral("Schüler v1.5")));
            QCOMPARE(words.contains(QStringLiteral("0,882")), isCertified);
            QCOMPARE(words.count(QLatin1Char('\n')), QString::fromStdString(text).count(QLatin1Char('\n')));
        }
    }
}

void TestEngineSentences::plansAreTranslated()
{
    conformal::CertificationForecast forecast;
    forecast.failureRate = 0.01;
    forecast.acceptedShare = 0.8;
    forecast.judgedAlready = 20;
    const core::ports::RiskTarget target{0.05, 0.1};
    for (const double perDay : {0.0, 12.0}) {
        forecast.judgedPerDay = perDay;
        const auto plan = conformal::planCertification(target, forecast);
        QVERIFY(plan);
        const QString words = ui::models::sentenceWords(conformal::sentenceFor(*plan, target, forecast));
        QVERIFY2(englishLeftIn(words).isEmpty(), qPrintable(words));
    }
}

void TestEngineSentences::reasonsOfVersionsAreTranslated()
{
    for (const char* reason : {"Revert to version 3f9a12bc (no. 4)", "Probation: the failure rate of accepted answers is too high",
             "Certified on answers judged beside the traffic", "Challenger of run r-17 promoted"}) {
        const QString words = ui::models::reasonWords(reason);
        QVERIFY2(englishLeftIn(words).isEmpty() && words != QLatin1String(reason), qPrintable(words));
    }
    QCOMPARE(ui::models::reasonWords("Revert to version 3f9a12bc (no. 4): cheaper on Mondays"),
        QStringLiteral("Zurück zu Version 3f9a12bc (Nr. 4): cheaper on Mondays")); // what people wrote stays
}

void TestEngineSentences::verdictsAreTranslated()
{
    for (const char* reason : {"every gate passed; since the first certified champion clients would get -0.4%, the "
                               "student's own answers +1.0%, of one margin of -2.5%",
             "every gate passed; since the first certified champion clients would get -2.7% (of -4.2% that may go), the "
             "student's own answers +13.1% (of -2.0%)",
             "a gate failed: what clients would get", "not enough data to decide about the risk of accepted answers",
             "no gate failed, but the result is marginal: the cost at equal certified risk",
             "not worth it: the expected saving does not exceed its cost; the task has no traffic yet: the prediction "
             "assumes each of the 40 imported texts once a day",
             "the first student of the task, against the tiers in force: a gate failed: one slice"}) {
        const QString words = ui::models::sentenceWords(reason);
        QVERIFY2(englishLeftIn(words).isEmpty() && words != QLatin1String(reason), qPrintable(words));
    }
    QCOMPARE(ui::models::sentenceWords("a gate failed: slice 'returns of 2024'"),
        QStringLiteral("ein Prüfstein ist nicht bestanden: Teilmenge „returns of 2024“"));
}

void TestEngineSentences::namesAndIdsStay()
{
    QCOMPARE(ui::models::sentenceWords("Key '2024' is revoked"), QStringLiteral("Schlüssel „2024“ ist widerrufen"));
    QVERIFY(ui::models::sentenceWords("Key 'Recorded' is revoked").contains(QStringLiteral("Recorded")));
    QVERIFY(ui::models::sentenceWords("Policy 394857201934 is active").contains(QStringLiteral("394857201934")));
    QVERIFY(ui::models::sentenceWords("Policy 39485720 is active").contains(QStringLiteral("39485720")));
    QVERIFY(ui::models::sentenceWords("Probation: the tier escalates everything from policy 012345678901 on")
                .contains(QStringLiteral("012345678901")));
    QVERIFY(ui::models::sentenceWords("Replayed on 20000 recent queries.").contains(QStringLiteral("20.000")));
}

void TestEngineSentences::whatIsNotKnownStays()
{
    QCOMPARE(ui::models::sentenceWords("The moon is full. It answers nothing alone. 100 %1 %2"),
        QStringLiteral("The moon is full. Sie beantwortet nichts allein. 100 %1 %2"));
    QCOMPARE(ui::models::sentenceWords("Recorded by hand"), QStringLiteral("Recorded by hand"));
    QCOMPARE(ui::models::sentenceWords("Task %2 is saved"), QStringLiteral("Aufgabe %2 ist gespeichert"));
}

void TestEngineSentences::englishIsLeftAlone()
{
    m_language->apply(QStringLiteral("en"));
    const std::string text = "Too few judged answers: 3 of at least 45 (with no failure) in the calibration sample; 42 more are needed.";
    QCOMPARE(ui::models::sentenceWords(text), QString::fromStdString(text));
}

/// Every part between numbers and names stands in a source of the engine: a sentence that changes there changes here.
void TestEngineSentences::everyKnownSentenceIsOneThatTheEngineWrites()
{
    static const QRegularExpression kBreak(QStringLiteral("%\\d(?: (?:\\w+ )?\\w+\\(s\\))?|: "));
    static const QRegularExpression kEnds(QStringLiteral("^\\W+|\\W+$"));
    const QString code = engineSources();
    const QStringList sentences = knownSentences();
    QVERIFY(sentences.size() > 80);
    QStringList unknown;
    for (const QString& sentence : sentences) {
        for (const QString& part : sentence.split(kBreak)) {
            if (!isWritten(QString(part).remove(kEnds), code)) {
                unknown += part;
            }
        }
    }
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestEngineSentences)
#include "tst_engine_sentences.moc"
