#include "app/desktop_keyring.h"

#include <QCoreApplication>
#include <QThread>

#include <qt6keychain/keychain.h>

#include <future>
#include <memory>

namespace app::keyring {

using core::ErrorCode;
using core::Result;
using std::chrono::milliseconds;

namespace {

struct Outcome {
    QKeychain::Error error = QKeychain::OtherError;
    QString words; ///< of the keyring
    QString key; ///< that was read
};

/// QtKeychain queues the jobs of a process at an object that lives in the thread of the first one, and needs an event loop
/// there: one thread does them all, until the application ends.
class JobThread {
public:
    JobThread()
    {
        m_worker.moveToThread(&m_thread);
        m_thread.setObjectName(QStringLiteral("keyring"));
        m_thread.start();
    }
    void stop()
    {
        m_thread.quit();
        m_thread.wait();
    }
    [[nodiscard]] QObject& worker() { return m_worker; }

private:
    QThread m_thread;
    QObject m_worker;
};

QObject& worker()
{
    static JobThread* const thread = [] {
        qAddPostRoutine([] { thread->stop(); });
        return new JobThread; // for the rest of the process, as QtKeychain's queue
    }();
    return thread->worker();
}

/// Nothing when the patience was over first.
template <typename Job, typename Prepare>
std::optional<Outcome> run(const std::string& name, milliseconds patience, Prepare prepare)
{
    auto answer = std::make_shared<std::promise<Outcome>>();
    std::future<Outcome> answered = answer->get_future();
    QMetaObject::invokeMethod(&worker(), [name, answer, prepare] {
        auto* job = new Job(QStringLiteral("RouteNLP Console")); // deletes itself
        job->setInsecureFallback(false);
        job->setKey(QString::fromStdString(name));
        prepare(*job);
        QObject::connect(job, &QKeychain::Job::finished, job,
            [answer](const QKeychain::Job* done) {
                const auto* read = qobject_cast<const QKeychain::ReadPasswordJob*>(done);
                answer->set_value({done->error(), done->errorString(), read != nullptr ? read->textData() : QString()});
            },
            Qt::SingleShotConnection);
        job->start();
    });
    return answered.wait_for(patience) == std::future_status::ready ? std::optional(answered.get()) : std::nullopt;
}

core::Error errorOf(const std::optional<Outcome>& outcome, milliseconds patience)
{
    if (!outcome) {
        return {ErrorCode::TimedOut,
            "the desktop keyring did not answer in " + std::to_string(patience.count() / 1000)
                + " seconds; unlock it and try again"};
    }
    if (outcome->error == QKeychain::AccessDenied || outcome->error == QKeychain::AccessDeniedByUser) {
        return {ErrorCode::PermissionDenied, "the desktop keyring refused access; unlock it and try again"};
    }
    return {ErrorCode::Unavailable, "no desktop keyring answers here (" + outcome->words.toStdString() + ")"};
}

} // namespace

Result<std::optional<std::string>> read(const std::string& name, milliseconds patience)
{
    const std::optional<Outcome> outcome
        = run<QKeychain::ReadPasswordJob>(name, patience, [](QKeychain::ReadPasswordJob&) { });
    if (outcome && outcome->error == QKeychain::NoError) {
        return std::optional(outcome->key.toStdString());
    }
    if (outcome && outcome->error == QKeychain::EntryNotFound) {
        return std::optional<std::string>();
    }
    return core::fail(errorOf(outcome, patience));
}

Result<void> store(const std::string& name, const std::string& value, milliseconds patience)
{
    const std::optional<Outcome> outcome = run<QKeychain::WritePasswordJob>(
        name, patience, [value](QKeychain::WritePasswordJob& job) { job.setTextData(QString::fromStdString(value)); });
    return outcome && outcome->error == QKeychain::NoError ? Result<void>() : core::fail(errorOf(outcome, patience));
}

Result<void> remove(const std::string& name, milliseconds patience)
{
    const std::optional<Outcome> outcome
        = run<QKeychain::DeletePasswordJob>(name, patience, [](QKeychain::DeletePasswordJob&) { });
    const bool isGone
        = outcome && (outcome->error == QKeychain::NoError || outcome->error == QKeychain::EntryNotFound);
    return isGone ? Result<void>() : core::fail(errorOf(outcome, patience));
}

} // namespace app::keyring
