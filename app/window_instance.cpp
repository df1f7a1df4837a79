#include "app/window_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>

#include <unistd.h>

namespace app {

namespace {

constexpr int kPatienceMs = 3000;
constexpr qint64 kMostBytes = 64; // a view's name and a line feed

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

} // namespace

WindowInstance::WindowInstance(const std::filesystem::path& workspace, QObject* parent)
    : QObject(parent)
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

bool WindowInstance::showOther(const QString& view) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kPatienceMs)) {
        return false;
    }
    socket.write(view.toLatin1() + '\n');
    return socket.waitForBytesWritten(kPatienceMs) && socket.waitForReadyRead(kPatienceMs);
}

void WindowInstance::answer()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->canReadLine()) {
                const QString view = QString::fromLatin1(socket->readLine(kMostBytes)).trimmed();
                socket->write("shown\n");
                socket->disconnectFromServer();
                if (m_show) {
                    m_show(view);
                }
            }
        });
    }
}

} // namespace app
