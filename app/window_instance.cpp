#include "app/window_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>

#include <unistd.h>

namespace app {

namespace {

constexpr int kPatienceMs = 3000;
constexpr qint64 kMostBytes = 4096; // of a wish or an answer, which are lines
constexpr QLatin1String kView("view");
constexpr QLatin1String kTask("task");
constexpr QLatin1String kRequest("request");
const QByteArray kShown = QByteArrayLiteral("shown");

QString nameFor(const std::filesystem::path& workspace)
{
    std::error_code ignored;
    const std::filesystem::path whole = std::filesystem::weakly_canonical(workspace, ignored);
    const QByteArray digest = QCryptographicHash::hash(
        QByteArray::fromStdString((ignored ? workspace : whole).string()), QCryptographicHash::Sha256);
    return QStringLiteral("routenlp-window-%1-%2")
        .arg(static_cast<qulonglong>(::getuid()))
        .arg(QString::fromLatin1(digest.toHex().left(24)));
}

QByteArray lineOf(const WindowWish& wish)
{
    const QJsonObject parts{{kView, wish.view}, {kTask, wish.taskId}, {kRequest, wish.requestId}};
    return QJsonDocument(parts).toJson(QJsonDocument::Compact) + '\n';
}

WindowWish wishOf(const QByteArray& line)
{
    const QJsonObject parts = QJsonDocument::fromJson(line).object();
    return {parts[kView].toString(), parts[kTask].toString(), parts[kRequest].toString()};
}

} // namespace

WindowInstance::WindowInstance(const std::filesystem::path& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_name(nameFor(workspace))
    , m_lock(QDir::temp().filePath(m_name + QStringLiteral(".lock")))
{
    m_lock.setStaleLockTime(0); // held as long as its process lives, however long that is
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &WindowInstance::answer);
}

bool WindowInstance::claim()
{
    if (!m_lock.tryLock(0)) {
        return false;
    }
    QLocalServer::removeServer(m_name); // of a process that was killed: the lock is ours
    return m_server.listen(m_name);
}

core::Result<void> WindowInstance::showOther(const WindowWish& wish) const
{
    QLocalSocket socket;
    QByteArray answer;
    socket.connectToServer(m_name);
    if (socket.waitForConnected(kPatienceMs)) {
        socket.write(lineOf(wish));
        while (!socket.canReadLine() && socket.waitForReadyRead(kPatienceMs)) { }
        answer = socket.readLine(kMostBytes).trimmed();
    }
    if (answer.isEmpty()) {
        return core::fail(core::ErrorCode::Unavailable,
            "another process has the window of '" + m_workspace.string()
                + "' and does not answer; end it, or look with --read-only");
    }
    return answer == kShown ? core::Result<void>() : core::fail(core::ErrorCode::NotFound, answer.toStdString());
}

void WindowInstance::answer()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->canReadLine()) {
                const WindowWish wish = wishOf(socket->readLine(kMostBytes));
                const core::Result<void> shown = m_show ? m_show(wish) : core::Result<void>();
                socket->write((shown ? kShown : QByteArray::fromStdString(shown.error().message)) + '\n');
                socket->disconnectFromServer();
            }
        });
    }
}

} // namespace app
