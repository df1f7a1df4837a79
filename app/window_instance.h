#pragma once

#include "core/base/result.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>
#include <utility>

namespace app {

/// What a start asks the window to show; an empty part stays as it is.
struct WindowWish {
    QString view;
    QString taskId;
    QString requestId;
};

/// One window a workspace and user: the first start holds it, a later one asks the first to come to the front. What a
/// killed process left behind is taken over. GUI thread.
class WindowInstance final : public QObject {
public:
    /// An error: the window has not what is wished for, and stays as it is.
    using Show = std::function<core::Result<void>(const WindowWish& wish)>;

    explicit WindowInstance(const std::filesystem::path& workspace, QObject* parent = nullptr);

    /// True when this process may open the window; it is asked to show itself from now on.
    [[nodiscard]] bool claim();
    /// Asks the process that has the window to show it. An error when nobody answers, or what that process said.
    [[nodiscard]] core::Result<void> showOther(const WindowWish& wish) const;

    /// Called when a later start asks for the window.
    void onShow(Show show) { m_show = std::move(show); }

private:
    void answer();

    std::filesystem::path m_workspace;
    QString m_name; ///< of the socket
    QLockFile m_lock;
    QLocalServer m_server;
    Show m_show;
};

} // namespace app
