#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>

namespace app {

/// One window a workspace and user: the first start holds it, a later one asks the first to come to the front. What a
/// killed process left behind is taken over. GUI thread.
class WindowInstance final : public QObject {
    Q_OBJECT
public:
    explicit WindowInstance(const std::filesystem::path& workspace, QObject* parent = nullptr);

    /// True when this process may open the window; it is asked to show itself from now on.
    [[nodiscard]] bool claim();
    /// Asks the process that has the window to show it, with that view if it is not empty. False when nobody answers.
    [[nodiscard]] bool showOther(const QString& view) const;

Q_SIGNALS:
    void showRequested(const QString& view);

private:
    void answer();

    QString m_name; ///< of the socket
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace app
