#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>
#include <utility>

namespace app {

/// One window a workspace and user: the first start holds it, a later one asks the first to come to the front. What a
/// killed process left behind is taken over. GUI thread.
class WindowInstance final : public QObject {
public:
    using Show = std::function<void(const QString& view)>;


    explicit WindowInstance(const std::filesystem::path& workspace, QObject* parent = nullptr);

    /// True when this process may open the window; it is asked to show itself from now on.
    [[nodiscard]] bool claim();
    /// Asks the process that has the window to show it, with that view if it is not empty. False when nobody answers.
    [[nodiscard]] bool showOther(const QString& view) const;

    /// Called when a later start asks for the window, with the view that it named; empty: none.
    void onShow(Show show) { m_show = std::move(show); }

private:
    void answer();

    QString m_name; ///< of the socket
    QLockFile m_lock;
    QLocalServer m_server;
    Show m_show;
};

} // namespace app
