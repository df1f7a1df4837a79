#include "ui/models/stage_words.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"

#include <QCoreApplication>
#include <QStringList>
#include <QRegularExpression>

#include <array>

namespace ui::models {

namespace {

constexpr const char* kContext = "Stages";

/// As the engine writes them.
constexpr std::array kStages{
    QT_TRANSLATE_NOOP("Stages", "Training the student"),
    QT_TRANSLATE_NOOP("Stages", "Measuring the student's errors"),
    QT_TRANSLATE_NOOP("Stages", "Training the router"),
    QT_TRANSLATE_NOOP("Stages", "Extending the router"),
    QT_TRANSLATE_NOOP("Stages", "Certifying thresholds"),
    QT_TRANSLATE_NOOP("Stages", "Encoding failures"),
    QT_TRANSLATE_NOOP("Stages", "Grouping failures"),
    QT_TRANSLATE_NOOP("Stages", "Asking both models"),
    QT_TRANSLATE_NOOP("Stages", "Finding what is worth teaching"),
    QT_TRANSLATE_NOOP("Stages", "Champion against challenger"),
    QT_TRANSLATE_NOOP("Stages", "Done"),
    QT_TRANSLATE_NOOP("Stages", "Certificates that no longer hold are void"),
    QT_TRANSLATE_NOOP("Stages", "student training failed"),
    QT_TRANSLATE_NOOP("Stages", "router training failed"),
    QT_TRANSLATE_NOOP("Stages", "calibration failed"),
    QT_TRANSLATE_NOOP("Stages", "clustering failed"),
    QT_TRANSLATE_NOOP("Stages", "distillation failed"),
    QT_TRANSLATE_NOOP("Stages", "loop failed"),
    QT_TRANSLATE_NOOP("Stages", "model comparison failed"),
    QT_TRANSLATE_NOOP("Stages", "tuning quality"),
    QT_TRANSLATE_NOOP("Stages", "training examples"),
    QT_TRANSLATE_NOOP("Stages", "fresh texts"),
    QT_TRANSLATE_NOOP("Stages", "replay texts"),
};

/// Sentences around a name, with %1 and %2 where names stand.
constexpr std::array kSentences{
    QT_TRANSLATE_NOOP("Stages", "%1, iteration %2"),
    QT_TRANSLATE_NOOP("Stages", "Student for %1 takes over"),
    QT_TRANSLATE_NOOP("Stages", "Calibration run %1"),
    QT_TRANSLATE_NOOP("Stages", "Challenger promoted"),
};

QString translated(const char* words)
{
    return QCoreApplication::translate(kContext, words);
}

QString partWords(const QString& part)
{
    for (const char* stage : kStages) {
        if (part == QLatin1String(stage)) {
            return translated(stage);
        }
    }
    for (const char* sentence : kSentences) {
        QString pattern = QRegularExpression::escape(QString::fromLatin1(sentence));
        pattern.replace(QStringLiteral("\\%1"), QStringLiteral("(.+)"));
        pattern.replace(QStringLiteral("\\%2"), QStringLiteral("(\\d+)"));
        const QRegularExpressionMatch match
            = QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(part);
        if (match.hasMatch()) {
            QString words = translated(sentence);
            for (int i = 1; i <= match.lastCapturedIndex(); ++i) {
                words = words.arg(match.captured(i));
            }
            return words;
        }
    }
    return sentenceWords(fromQt(part));
}

/// Parts that a colon joins, each by itself.
QString joinedWords(const std::string& text)
{
    QStringList parts = toQt(text).split(QStringLiteral(": "));
    for (QString& part : parts) {
        part = partWords(part);
    }
    return parts.join(QStringLiteral(": "));
}

} // namespace

QString stageWords(const std::string& stage)
{
    return joinedWords(stage);
}

QString metricWords(const std::string& name)
{
    const QString loss = QStringLiteral("loss: ");
    const QString text = toQt(name);
    if (text.startsWith(loss)) {
        return QCoreApplication::translate("Stages", "loss: %1").arg(partWords(text.mid(loss.size())));
    }
    return partWords(QString(text).replace(QLatin1Char('_'), QLatin1Char(' ')));
}

QString reasonWords(const std::string& reason)
{
    return joinedWords(reason);
}

} // namespace ui::models
