#include "app/worker_launcher.h"

#define BOOST_POSIX_HAS_VFORK 1 // Linux has it whatever version of POSIX is asked for; Boost 1.74 goes by that version
#include <boost/process/child.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/io.hpp>
#include <boost/process/pipe.hpp>
#include <boost/process/args.hpp>
#include <boost/process/posix.hpp>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <mutex>
#include <string>
#include <utility>

namespace app {

namespace {

namespace process = boost::process;
using core::ErrorCode;
using core::Result;

constexpr int kWorkerNice = 15;

class ChildWorker final : public core::ports::WorkerProcess {
public:
    ChildWorker(process::child child, std::unique_ptr<process::ipstream> output)
        : m_child(std::move(child))
        , m_output(std::move(output))
        , m_pid(m_child.id())
    {
    }

    ~ChildWorker() override
    {
        kill();
        wait();
    }

    std::optional<std::string> readLine() override
    {
        std::string line;
        if (!std::getline(*m_output, line)) {
            return std::nullopt;
        }
        return line;
    }

    void requestStop() override { signal(SIGTERM); }
    void kill() override { signal(SIGKILL); }

    int wait() override
    {
        std::error_code ignored;
        if (m_child.valid()) {
            m_child.wait(ignored);
            const std::lock_guard lock(m_mutex);
            m_isReaped = true;
        }
        const int status = m_child.native_exit_code();
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

private:
    void signal(int number)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isReaped) {
            ::kill(m_pid, number);
        }
    }

    process::child m_child;
    std::unique_ptr<process::ipstream> m_output;
    const pid_t m_pid;
    std::mutex m_mutex;
    bool m_isReaped = false; ///< after that the pid may belong to another process
};

class ProgramWorkerLauncher final : public core::ports::WorkerLauncher {
public:
    ProgramWorkerLauncher(std::filesystem::path program, std::filesystem::path workspace)
        : m_program(std::move(program))
        , m_workspace(std::move(workspace))
    {
    }

    Result<std::unique_ptr<core::ports::WorkerProcess>> launch(const std::string& runId) const override
    {
        std::error_code code;
        std::filesystem::create_directories(m_workspace / "logs", code);
        auto output = std::make_unique<process::ipstream>();
        const std::string log = (m_workspace / "logs" / ("worker-" + runId + ".log")).string();
        // before the program is loaded: the run's next worker writes to the same folder, and loading what trains takes
        // half a second of a processor that traffic and the window come first on
        const auto beforeLoading = [owner = ::getpid()](auto&) {
            ::setpriority(PRIO_PROCESS, 0, kWorkerNice);
            if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != owner) {
                ::_exit(1);
            }
        };
        // a fork would have every thread that serves copy the pages it writes to until the worker has its turn to exec
        process::child child(m_program.string(),
            process::args({"worker", "--workspace", m_workspace.string(), "--run", runId}),
            process::std_out > *output, process::std_err > log, process::std_in < process::null,
            process::extend::on_exec_setup = beforeLoading, process::posix::use_vfork, code);
        if (code) {
            return core::fail(ErrorCode::Unavailable,
                "cannot start the worker '" + m_program.string() + "': " + code.message()
                    + "; it is built together with the console (target routenlp)");
        }
        return std::unique_ptr<core::ports::WorkerProcess>(
            std::make_unique<ChildWorker>(std::move(child), std::move(output)));
    }

private:
    const std::filesystem::path m_program;
    const std::filesystem::path m_workspace;
};

} // namespace

std::unique_ptr<core::ports::WorkerLauncher> makeWorkerLauncher(
    std::filesystem::path program, std::filesystem::path workspace)
{
    return std::make_unique<ProgramWorkerLauncher>(std::move(program), std::move(workspace));
}

std::filesystem::path siblingProgram(const char* name)
{
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / name;
}

} // namespace app
