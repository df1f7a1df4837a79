#include "app/commands/command_session.h"

#include <sched.h>
#include <unistd.h>

#include <string>
#include <system_error>

namespace app::commands {

namespace {

thread_local CommandSession* t_current = nullptr;

} // namespace

CommandSession::CommandSession(
    EngineHost& host, const std::filesystem::path& directory, const CommandAsker& asker)
    : m_host(host)
    , m_asker(asker)
    , m_outStream{asker, false}
    , m_errStream{asker, true}
    , m_out(open(m_outStream))
    , m_err(open(m_errStream))
{
    // Relative names mean what they meant to the asker. Only this thread's directory changes (unshare(2)).
    if (::unshare(CLONE_FS) == 0) {
        std::error_code ignored;
        std::filesystem::current_path(directory, ignored);
    }
    t_current = this;
}

CommandSession::~CommandSession()
{
    t_current = nullptr;
    std::fclose(m_out);
    std::fclose(m_err);
}

CommandSession* CommandSession::current()
{
    return t_current;
}

std::FILE* CommandSession::open(Stream& stream)
{
    cookie_io_functions_t functions{};
    functions.write = [](void* cookie, const char* bytes, std::size_t size) {
        const auto* to = static_cast<const Stream*>(cookie);
        to->asker.print(to->isError, std::string(bytes, size));
        return static_cast<ssize_t>(size);
    };
    std::FILE* file = ::fopencookie(&stream, "w", functions);
    std::setvbuf(file, nullptr, stream.isError ? _IOLBF : _IOFBF, BUFSIZ);
    return file;
}

std::FILE* out()
{
    return t_current != nullptr ? t_current->out() : stdout;
}

std::FILE* err()
{
    return t_current != nullptr ? t_current->err() : stderr;
}

} // namespace app::commands
