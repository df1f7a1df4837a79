#include "app/student_task_classifier.h"

#include "core/base/hash.h"

#include <map>
#include <utility>
#include <vector>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

constexpr std::size_t kTextsPerTask = 400;
constexpr double kLeastConfidence = 0.5;
constexpr int kEpochs = 8;

domain::Task taskOfTasks()
{
    domain::Task task;
    task.id = "tasks";
    task.name = "Tasks";
    task.kind = domain::TaskKind::Classification;
    task.metric = domain::AnswerMetric::LabelMatch;
    return task;
}

} // namespace

struct StudentTaskClassifier::Texts {
    std::vector<domain::Example> training;
    std::vector<domain::Example> tuning;
    std::map<std::string, std::size_t> counts; ///< of training texts, by task
    std::string fingerprint;
};

StudentTaskClassifier::StudentTaskClassifier(
    const ports::ExampleStore& examples, const ports::StudentTrainer& trainer, std::filesystem::path models)
    : m_examples(examples)
    , m_trainer(trainer)
    , m_models(std::move(models))
    , m_thread([this](const std::stop_token& stop) { learn(stop); })
{
}

StudentTaskClassifier::~StudentTaskClassifier() = default;

Result<std::string> StudentTaskClassifier::taskOf(const std::string& text) const
{
    std::shared_ptr<const ports::Student> student;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_onlyTask.empty()) {
            return m_onlyTask;
        }
        if (m_student == nullptr) {
            return core::fail(ErrorCode::Unavailable, m_reason);
        }
        student = m_student;
    }
    const Result<ports::StudentAnswer> answer = student->answer(text, {});
    if (!answer) {
        return core::fail(answer.error());
    }
    if (answer->confidence < kLeastConfidence) {
        return core::fail(ErrorCode::NotFound,
            "the text fits none of the tasks; name one: routenlp/<task>, or an x-routenlp-task header");
    }
    return answer->text;
}

void StudentTaskClassifier::learn(const std::stop_token& stop)
{
    Texts texts;
    std::string seen;
    const auto visit = [&](const domain::StoredExample& stored) {
        const std::string& taskId = stored.example.taskId;
        const bool isTuning = stored.identity.split == domain::DataSplit::Tuning;
        if ((isTuning || stored.identity.split == domain::DataSplit::Training)
            && texts.counts[taskId] < kTextsPerTask) {
            texts.counts[taskId] += isTuning ? 0 : 1;
            domain::Example example;
            example.taskId = "tasks";
            example.text = stored.example.text;
            example.reference.labels = {taskId};
            seen += taskId + stored.identity.hash;
            (isTuning ? texts.tuning : texts.training).push_back(std::move(example));
        }
        return !stop.stop_requested();
    };
    const Result<void> read = m_examples.forEach(visit);
    texts.fingerprint = core::sha256Hex(seen).substr(0, 16);
    Result<std::unique_ptr<ports::Student>> student = core::fail(ErrorCode::Unavailable,
        "the workspace has no texts to learn its tasks from; import some, or name the task");
    if (!read) {
        student = core::fail(read.error());
    } else if (texts.counts.size() > 1) {
        student = studentFor(texts, stop);
    }
    const std::lock_guard lock(m_mutex);
    if (read && texts.counts.size() == 1) {
        m_onlyTask = texts.counts.begin()->first;
    } else if (student) {
        m_student = std::move(*student);
    } else {
        m_reason = student.error().message;
    }
}

Result<std::unique_ptr<ports::Student>> StudentTaskClassifier::studentFor(
    const Texts& texts, const std::stop_token& stop) const
{
    const std::filesystem::path file = m_models / ("tasks-" + texts.fingerprint);
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) {
        if (Result<std::unique_ptr<ports::Student>> known = m_trainer.load(file, {}); known) {
            return known;
        }
    }
    ports::StudentOptions options;
    options.epochs = kEpochs;
    options.members = 1;
    options.threads = 1;
    return m_trainer.train(
        taskOfTasks(), texts.training, texts.tuning, options, file, [](const ports::TrainingProgress&) {},
        stop);
}

} // namespace app
