#pragma once

#include "core/ports/student.h"
#include "core/ports/task_classifier.h"
#include "core/ports/workspace_store.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

namespace app {

/// Tells the tasks of a workspace apart by their imported texts: a classification student whose labels are
/// the tasks. Learnt on a thread of its own at the start, kept in models/ and learnt anew when the texts have
/// changed.
class StudentTaskClassifier final : public core::ports::TaskClassifier {
public:
    /// `examples` and `trainer` must outlive it.
    StudentTaskClassifier(const core::ports::ExampleStore& examples,
        const core::ports::StudentTrainer& trainer, std::filesystem::path models);
    ~StudentTaskClassifier() override;

    /// Unavailable while it is learning or when it could not; NotFound for a text that is like none of the
    /// tasks'.
    [[nodiscard]] core::Result<std::string> taskOf(const std::string& text) const override;

private:
    struct Texts;
    void learn(const std::stop_token& stop);
    [[nodiscard]] core::Result<std::unique_ptr<core::ports::Student>> studentFor(
        const Texts& texts, const std::stop_token& stop) const;

    const core::ports::ExampleStore& m_examples;
    const core::ports::StudentTrainer& m_trainer;
    const std::filesystem::path m_models;
    mutable std::mutex m_mutex;
    std::shared_ptr<const core::ports::Student> m_student; ///< under m_mutex; null: see m_reason
    std::string m_onlyTask; ///< under m_mutex; a workspace with one task needs no student
    std::string m_reason = "the task classifier is still learning; try again in a moment"; ///< under m_mutex
    std::jthread m_thread;
};

} // namespace app
