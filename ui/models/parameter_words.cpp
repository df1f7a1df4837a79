#include "ui/models/parameter_words.h"

#include "ui/models/strings.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace ui::models {

namespace {

/// By the key that a run stores. What follows the documented ones is set elsewhere than in the form.
struct Name {
    const char* key;
    const char* text;
};
constexpr Name kNames[] = {
    {"student.epochs", QT_TRANSLATE_NOOP("Parameters", "Epochs")},
    {"student.members", QT_TRANSLATE_NOOP("Parameters", "Networks")},
    {"student.learning_rate", QT_TRANSLATE_NOOP("Parameters", "Learning rate")},
    {"student.seed", QT_TRANSLATE_NOOP("Parameters", "Seed")},
    {"student.dimensions", QT_TRANSLATE_NOOP("Parameters", "Dimensions")},
    {"student.buckets", QT_TRANSLATE_NOOP("Parameters", "Buckets")},
    {"student.batch_size", QT_TRANSLATE_NOOP("Parameters", "Batch")},
    {"student.label_smoothing", QT_TRANSLATE_NOOP("Parameters", "Label smoothing")},
    {"student.feature_dropout", QT_TRANSLATE_NOOP("Parameters", "Dropout")},
    {"student.distillation_temperature", QT_TRANSLATE_NOOP("Parameters", "Distillation temperature")},
    {"student.distillation_weight", QT_TRANSLATE_NOOP("Parameters", "Distillation weight")},
    {"student.threads", QT_TRANSLATE_NOOP("Parameters", "Threads")},
    {"folds", QT_TRANSLATE_NOOP("Parameters", "Folds")},
    {"router.epochs", QT_TRANSLATE_NOOP("Parameters", "Router: epochs")},
    {"router.learning_rate", QT_TRANSLATE_NOOP("Parameters", "Router: learning rate")},
    {"router.dimensions", QT_TRANSLATE_NOOP("Parameters", "Router: dimensions")},
    {"router.task_dimensions", QT_TRANSLATE_NOOP("Parameters", "Router: task dimensions")},
    {"router.buckets", QT_TRANSLATE_NOOP("Parameters", "Router: buckets")},
    {"router.batch_size", QT_TRANSLATE_NOOP("Parameters", "Router: batch")},
    {"router.seed", QT_TRANSLATE_NOOP("Parameters", "Router: seed")},
    {"router.threads", QT_TRANSLATE_NOOP("Parameters", "Router: threads")},
    {"uses_preferences", QT_TRANSLATE_NOOP("Parameters", "Learn from preferences")},
    {"uses_feedback", QT_TRANSLATE_NOOP("Parameters", "Learn from judgements")},
    {"beta", QT_TRANSLATE_NOOP("Parameters", "Weight of preferences")},
    {"lambda_c", QT_TRANSLATE_NOOP("Parameters", "Weight of cost")},
    {"lambda_q", QT_TRANSLATE_NOOP("Parameters", "Weight of the target")},
    {"iterations", QT_TRANSLATE_NOOP("Parameters", "Iterations")},
    {"teacher_calls", QT_TRANSLATE_NOOP("Parameters", "Texts taught")},
    {"teacher_spend", QT_TRANSLATE_NOOP("Parameters", "Teacher budget, $")},
    {"days", QT_TRANSLATE_NOOP("Parameters", "Days looked back")},
    {"promotes_itself", QT_TRANSLATE_NOOP("Parameters", "Promote what passes the gates")},
    {"strategy", QT_TRANSLATE_NOOP("Parameters", "Choice of texts")},
    {"margin", QT_TRANSLATE_NOOP("Parameters", "Margin")},
    {"horizon_days", QT_TRANSLATE_NOOP("Parameters", "Days ahead")},
    {"epochs", QT_TRANSLATE_NOOP("Parameters", "Epochs")},
    {"distillation_temperature", QT_TRANSLATE_NOOP("Parameters", "Distillation temperature")},
    {"distillation_weight", QT_TRANSLATE_NOOP("Parameters", "Distillation weight")},
    {"seed", QT_TRANSLATE_NOOP("Parameters", "Seed")},
    {"stop_below", QT_TRANSLATE_NOOP("Parameters", "Stop below")},
    {"first_texts", QT_TRANSLATE_NOOP("Parameters", "First texts")},
    {"alpha", QT_TRANSLATE_NOOP("Parameters", "Risk level")},
    {"teacher_spend_nano_usd", QT_TRANSLATE_NOOP("Parameters", "Teacher budget, nanodollars")},
    {"training_cost_nano_usd", QT_TRANSLATE_NOOP("Parameters", "Cost of training, nanodollars")},
    {"replay_per_fresh", QT_TRANSLATE_NOOP("Parameters", "Old texts a new one")},
    {"only_teaches", QT_TRANSLATE_NOOP("Parameters", "Teach only")},
    {"members", QT_TRANSLATE_NOOP("Parameters", "Texts of the cluster")},
    {"is_scheduled", QT_TRANSLATE_NOOP("Parameters", "Started by the schedule")},
    {"encoder", QT_TRANSLATE_NOOP("Parameters", "Encoder")},
    {"uses_words", QT_TRANSLATE_NOOP("Parameters", "Reads words and letters")},
    {"base_router", QT_TRANSLATE_NOOP("Parameters", "Begins with router")},
};

constexpr const char* kHelps[] = {
    QT_TRANSLATE_NOOP("Parameters", "Passes over the training texts."),
    QT_TRANSLATE_NOOP("Parameters", "Networks whose answers are averaged: steadier, and as many times slower."),
    QT_TRANSLATE_NOOP("Parameters", "Step size of the optimiser."),
    QT_TRANSLATE_NOOP("Parameters", "The same seed on the same texts makes the same student."),
    QT_TRANSLATE_NOOP("Parameters", "Width of the representation of a text."),
    QT_TRANSLATE_NOOP("Parameters", "Rows of the table that word and letter sequences are hashed into."),
    QT_TRANSLATE_NOOP("Parameters", "Texts between two steps of the optimiser."),
    QT_TRANSLATE_NOOP("Parameters", "Share of certainty that is taken from the right label in training."),
    QT_TRANSLATE_NOOP("Parameters", "Share of a text's features that is left out, anew for every batch."),
    QT_TRANSLATE_NOOP("Parameters",
        "Where the teacher tells how likely it takes each label: higher values weigh unlikely labels more."),
    QT_TRANSLATE_NOOP("Parameters", "Weight of the teacher's probabilities beside its labels; 0: labels alone."),
    QT_TRANSLATE_NOOP("Parameters", "Networks trained at the same time."),
    QT_TRANSLATE_NOOP("Parameters",
        "Parts of the training texts that students trained without them answer, so that the router learns where the "
        "student errs."),
    QT_TRANSLATE_NOOP("Parameters", "Passes of the router over the training texts."),
    QT_TRANSLATE_NOOP("Parameters", "Step size of the router's optimiser."),
    QT_TRANSLATE_NOOP("Parameters", "Width of the router's representation of a text."),
    QT_TRANSLATE_NOOP("Parameters", "Width of the router's representation of a task."),
    QT_TRANSLATE_NOOP("Parameters", "Rows of the router's hashed table."),
    QT_TRANSLATE_NOOP("Parameters", "Texts between two steps of the router's optimiser."),
    QT_TRANSLATE_NOOP("Parameters", "The same seed on the same texts makes the same router."),
    QT_TRANSLATE_NOOP("Parameters", "Networks of the router trained at the same time."),
    QT_TRANSLATE_NOOP("Parameters", "Imported pairs of answers of which one was preferred."),
    QT_TRANSLATE_NOOP("Parameters", "Judged answers of live traffic."),
    QT_TRANSLATE_NOOP("Parameters", "Of the Bradley-Terry term beside judged qualities."),
    QT_TRANSLATE_NOOP("Parameters", "Of the expected relative cost; 0: cost is the plan's business alone."),
    QT_TRANSLATE_NOOP("Parameters", "Of missing the target; 0: the target is the plan's business alone."),
    QT_TRANSLATE_NOOP("Parameters", "Rounds of finding failures and teaching, at most."),
    QT_TRANSLATE_NOOP("Parameters", "Texts that the teacher answers at most, a task and iteration."),
    QT_TRANSLATE_NOOP("Parameters", "New teacher spend at most, a task and iteration; 0: no limit."),
    QT_TRANSLATE_NOOP("Parameters", "Traffic whose failures are looked at."),
    QT_TRANSLATE_NOOP("Parameters", "Otherwise a challenger that passes waits for the operator."),
    QT_TRANSLATE_NOOP("Parameters", "How the texts that are taught are chosen."),
    QT_TRANSLATE_NOOP("Parameters", "Quality that a challenger may lose before it counts as worse."),
    QT_TRANSLATE_NOOP("Parameters", "Traffic ahead that the saving is predicted for."),
    QT_TRANSLATE_NOOP("Parameters", "The same seed on the same texts gives the same result."),
    QT_TRANSLATE_NOOP("Parameters", "A task ends once its cost ratio changes by less than this."),
    QT_TRANSLATE_NOOP("Parameters", "Labelled texts that the first student of a task without one is given."),
    QT_TRANSLATE_NOOP("Parameters",
        "Of the answers that a tier keeps, the share that may miss the target. 0 keeps the level in force."),
};

constexpr const char* kChoices[] = {
    QT_TRANSLATE_NOOP("Parameters", "expected saving"),
    QT_TRANSLATE_NOOP("Parameters", "top clusters"),
    QT_TRANSLATE_NOOP("Parameters", "stratified failures"),
    QT_TRANSLATE_NOOP("Parameters", "least confident"),
    QT_TRANSLATE_NOOP("Parameters", "random failures"),
    QT_TRANSLATE_NOOP("Parameters", "random escalated"),
    QT_TRANSLATE_NOOP("Parameters", "random traffic"),
};

QString translated(const QString& text)
{
    return QCoreApplication::translate("Parameters", text.toUtf8().constData());
}

bool isChoice(const QString& words)
{
    return std::any_of(
        std::begin(kChoices), std::end(kChoices), [&](const char* choice) { return words == QLatin1String(choice); });
}

} // namespace

QString parameterWords(const std::string& text)
{
    const QString words = QString(toQt(text)).replace(QLatin1Char('_'), QLatin1Char(' '));
    return translated(isChoice(words) ? words : toQt(text));
}

QString parameterName(const QString& key)
{
    const auto known = std::find_if(
        std::begin(kNames), std::end(kNames), [&](const Name& name) { return key == QLatin1String(name.key); });
    if (known != std::end(kNames)) {
        return QCoreApplication::translate("Parameters", known->text);
    }
    QString words = key;
    words.replace(QLatin1Char('_'), QLatin1Char(' '));
    words.replace(QLatin1Char('.'), QStringLiteral(": "));
    return words;
}

QStringList knownParameterTexts()
{
    QStringList texts;
    for (const Name& name : kNames) {
        texts += QString::fromLatin1(name.text);
    }
    for (const char* help : kHelps) {
        texts += QString::fromLatin1(help);
    }
    for (const char* choice : kChoices) {
        texts += QString::fromLatin1(choice);
    }
    return texts;
}

} // namespace ui::models
