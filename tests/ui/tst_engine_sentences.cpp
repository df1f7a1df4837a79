#include <QTest>

#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/conformal/promise.h"
#include "core/conformal/sample_size_planner.h"
#include "core/domain/loop_parameters.h"
#include "core/engine/router_training.h"
#include "core/engine/training_parameters.h"
#include "ui/models/axis_formats.h"
#include "ui/models/certificate_words.h"
#include "ui/models/console_context.h"
#include "ui/models/engine_sentences.h"
#include "ui/models/parameter_words.h"
#include "ui/models/run_model.h"
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
    for (const char* folder : {"/core", "/app", "/db"}) {
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
    void progressOfEvidenceIsTranslated_data();
    void progressOfEvidenceIsTranslated();
    void reasonsOfVersionsAreTranslated();
    void verdictsAreTranslated();
    void errorsOfRunsAreTranslated();
    void refusalsAreTranslated_data();
    void refusalsAreTranslated();
    void namesAndIdsStay();
    void whatIsNotKnownStays();
    void englishIsLeftAlone();
    void everyKnownSentenceIsOneThatTheEngineWrites();
    void everyParameterIsKnown();

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

void TestEngineSentences::progressOfEvidenceIsTranslated_data()
{
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("german");
    const auto add = [](const char* english, const QString& german) {
        QTest::addRow("%s", english) << QString::fromLatin1(english) << german;
    };
    add("31 of 1450 judged for a certificate of 2.5% (1 more answer judged for tuning).",
        QStringLiteral("31 von 1.450 für ein Zertifikat von 2,5% bewertet (zum Abstimmen weitere: 1)."));
    add("31 of 45 judged for a certificate of 5% (20 more answers judged for tuning), 2 days at the present pace.",
        QStringLiteral("31 von 45 für ein Zertifikat von 5% bewertet (zum Abstimmen weitere: 20); Tage beim jetzigen Tempo: 2."));
    add("50 of 45 judged for a certificate of 5% (20 more answers judged for tuning); ready, waiting for your word.",
        QStringLiteral("50 von 45 für ein Zertifikat von 5% bewertet (zum Abstimmen weitere: 20); bereit, wartet auf eine "
                       "Entscheidung."));
    add("50 of 45 judged for a certificate of 5% (20 more answers judged for tuning); certifying. Begun anew: 3 answers "
        "judged since the alarm under another student, router or list of tiers do not count.",
        QStringLiteral("50 von 45 für ein Zertifikat von 5% bewertet (zum Abstimmen weitere: 20); es wird zertifiziert. Neu "
                       "begonnen: 3 Antworten zählen nicht; sie wurden seit dem Alarm unter einem anderen Schüler, einem "
                       "anderen Router oder einer anderen Liste der Stufen bewertet."));
    add("12 judged; at the failure rate seen so far no number certifies 5% (0 more answers judged for tuning). Begun anew: 1 "
        "answer judged since the alarm under another student, router or list of tiers does not count.",
        QStringLiteral("12 bewertet; bei der bisherigen Fehlerrate zertifiziert keine Zahl 5% (zum Abstimmen weitere: 0). Neu "
                       "begonnen: 1 Antwort zählt nicht; sie wurde seit dem Alarm unter einem anderen Schüler, einem anderen "
                       "Router oder einer anderen Liste der Stufen bewertet."));
    add("12 of 45 judged for a certificate of 5% (4 more answers judged for tuning). People have reviewed 7 verdicts of the "
        "judge; 30 are needed before its verdicts may certify anything.",
        QStringLiteral("12 von 45 für ein Zertifikat von 5% bewertet (zum Abstimmen weitere: 4). Menschen haben 7 Urteile des "
                       "Bewerters nachgeprüft; nötig sind 30, bevor seine Urteile etwas zertifizieren können."));
    add("Not reached: the tiers before it accept all of 40 judged answers so far.",
        QStringLiteral("Nicht erreicht: Die Stufen davor nehmen bisher alle 40 bewerteten Antworten an."));
    add("agreement with Large 2.0", QStringLiteral("Übereinstimmung mit Large 2.0"));
}

/// On the way to a certificate: as RiskRecalibration words it.
void TestEngineSentences::progressOfEvidenceIsTranslated()
{
    QFETCH(const QString, english);
    QFETCH(const QString, german);
    const QString expected = QString(german).replace(QLatin1Char('%'), ui::models::percentSuffix());
    QCOMPARE(ui::models::sentenceWords(english.toStdString()), expected);
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
             "every gate passed; look 3 at the gate texts with this champion, level 0.003",
             "a gate failed: what clients would get", "not enough data to decide about the risk of accepted answers",
             "no gate failed, but the result is marginal: the cost at equal certified risk",
             "not worth it: the expected saving does not exceed its cost; the task has no traffic yet: the prediction "
             "assumes each of the 40 imported texts once a day",
             "the first student of the task, against the tiers in force; a gate failed: one slice"}) {
        const QString words = ui::models::sentenceWords(reason);
        QVERIFY2(englishLeftIn(words).isEmpty() && words != QLatin1String(reason), qPrintable(words));
    }
    QCOMPARE(ui::models::sentenceWords("a gate failed: slice 'returns of 2024'"),
        QStringLiteral("ein Prüfstein ist nicht bestanden: Teilmenge „returns of 2024“"));
}

/// In the table of runs.
void TestEngineSentences::errorsOfRunsAreTranslated()
{
    for (const char* error : {"the program ended while this run was under way; take it up again",
             "the program ended while this run was under way; start it again", "cancelled on request",
             "the worker ended with code 9 before it was done; see logs/ in the workspace",
             "task 'cs_intent' has 40 training, 0 tuning and 3 calibration examples with a reference; import a labelled "
             "file so that each split has some"}) {
        core::domain::Run run;
        run.state = core::domain::RunState::Failed;
        run.errorMessage = error;
        core::ports::ConsoleSnapshot snapshot;
        snapshot.runs = {run};
        ui::models::RunModel model;
        model.update(ui::models::Catalogue(std::make_shared<core::ports::ConsoleSnapshot>(snapshot)),
            ui::models::Formats(QLocale(), QTimeZone::utc()), {});
        int cells = 0;
        for (int column = 0; column < model.columnCount(); ++column) {
            for (const int role : {Qt::DisplayRole, Qt::ToolTipRole}) {
                const QString words = model.index(0, column).data(role).toString();
                QVERIFY2(!words.contains(QLatin1String("the ")) && englishLeftIn(words).isEmpty(), qPrintable(words));
                cells += words.size() > 15 ? 1 : 0;
            }
        }
        QVERIFY(cells >= 2); // what it says and the tool tip of the state
    }
}

void TestEngineSentences::refusalsAreTranslated_data()
{
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("german");
    const auto add = [](const char* english, const QString& german) {
        QTest::addRow("%s", english) << QString::fromLatin1(english) << german;
    };
    add("policy version 4 is not there", QStringLiteral("Policy version 4 is not there.")); // none that is known
    add("there is a task 'Faktura 2.0' already; give another id",
        QStringLiteral("Es gibt schon eine Aufgabe „Faktura 2.0“; eine andere Kennung vergeben."));
    add("task 'fin_ner': nothing of task 'fin_ner' is judged since the alarm yet; train a student on labelled examples, or "
        "let the cheaper tiers run in shadow",
        QStringLiteral("Aufgabe „fin_ner“: von Aufgabe „fin_ner“ ist seit dem Alarm noch nichts bewertet; einen Schüler an "
                       "beschrifteten Beispielen trainieren oder die billigeren Stufen im Schatten laufen lassen."));
    add("the challenger is not promoted: a gate failed: one slice",
        QStringLiteral("Der Herausforderer wird nicht befördert: ein Prüfstein ist nicht bestanden: eine Teilmenge."));
    add("cannot listen on 127.0.0.1:8080: Address already in use; choose another port or end the program that holds it",
        QStringLiteral("An 127.0.0.1:8080 ist nicht zu lauschen: Address already in use; einen anderen Port wählen oder das "
                       "Programm beenden, das ihn hält."));
    add("Alarm, Legal risk, Student: The certificate is void and the tier accepts nothing until it is certified anew.",
        QStringLiteral("Alarm, Legal risk, Student: Das Zertifikat ist ungültig, und die Stufe nimmt nichts an, bis sie neu "
                       "zertifiziert ist."));
}

void TestEngineSentences::refusalsAreTranslated()
{
    QFETCH(const QString, english);
    QFETCH(const QString, german);
    QCOMPARE(ui::models::wordsOf({core::ErrorCode::Conflict, english.toStdString()}), german);
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

/// What the form of every kind of run asks for, and what such a run stores.
void TestEngineSentences::everyParameterIsKnown()
{
    using core::domain::RunKind;
    std::vector<core::domain::ParameterDoc> docs = core::engine::trainingParameters();
    const auto add = [&](const std::vector<core::domain::ParameterDoc>& more) { docs.insert(docs.end(), more.begin(), more.end()); };
    add(core::engine::routerParameters());
    for (const RunKind kind : {RunKind::Clustering, RunKind::Distillation, RunKind::Loop, RunKind::Calibration}) {
        add(core::domain::loopParameters(kind));
    }
    m_language->apply(QStringLiteral("en"));
    const QStringList known = ui::models::knownParameterTexts();
    QStringList unknown;
    for (const core::domain::ParameterDoc& doc : docs) {
        QStringList texts{QString::fromStdString(doc.name), QString::fromStdString(doc.help)};
        for (const std::string& choice : doc.choices) {
            texts += ui::models::parameterWords(choice);
            QVERIFY(!texts.back().contains(QLatin1Char('_')));
        }
        for (const QString& text : texts) {
            if (!known.contains(text)) {
                unknown += text;
            }
        }
        QCOMPARE(ui::models::parameterName(QString::fromStdString(doc.key)), QString::fromStdString(doc.name));
    }
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(QLatin1Char('\n'))));
    QCOMPARE(ui::models::parameterName(QStringLiteral("some.other_key")), QStringLiteral("some: other key"));
}

QTEST_MAIN(TestEngineSentences)
#include "tst_engine_sentences.moc"
