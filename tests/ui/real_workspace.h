#pragma once

#include "core/base/clock.h"
#include "core/domain/query_record.h"

#include <QString>
#include <QTemporaryDir>

#include <chrono>
#include <functional>
#include <memory>

class QProcess;

namespace real {

/// A workspace directory made as a user makes one, with the built `routenlp`. Removed with this object.
class Workspace {
public:
    enum class Kind {
        Simulated, ///< labelled texts imported, a student of cs_intent trained and certified, 120 texts routed
        Trained, ///< the same without traffic, for a gateway, which brings the paid model "large"
        Imported, ///< the labelled texts only: no student, no policy
        Empty,
    };

    /// Built once a kind and test program, then copied.
    explicit Workspace(Kind kind = Kind::Simulated);

    [[nodiscard]] QString path() const { return m_directory.filePath(QStringLiteral("w")); }

    /// Records the routed queries once more, `ago` earlier, with fresh ids and judged where their quality is known:
    /// history as the storage knows it.
    /// Nobody may own the workspace meanwhile.
    void repeatTraffic(std::chrono::microseconds ago, int limit = 1000,
        const std::function<void(core::domain::QueryRecord&)>& change = {}) const;

private:
    QTemporaryDir m_directory;
};

/// The labelled file that the workspaces are made of: four labels; every tenth text could be of any label.
[[nodiscard]] QByteArray labelledTexts();
/// A text that the student cannot tell apart, and one that it can.
[[nodiscard]] QString ambiguousText();
[[nodiscard]] QStringList ambiguousTexts(); ///< that one and others like it
[[nodiscard]] QString plainText();

struct Reply {
    int status = 0;
    QString tier; ///< that answered
    QString answer;
};

/// `routenlp serve` with a gateway on the workspace, its paid model answered by `routenlp replay`. A window on the
/// same workspace attaches to it.
class Gateway {
public:
    explicit Gateway(const QString& workspace);
    ~Gateway();

    [[nodiscard]] bool isUp() const { return !m_url.isEmpty(); }
    [[nodiscard]] const QString& url() const { return m_url; }
    /// One chat completion for the task cs_intent; the event loop runs meanwhile.
    [[nodiscard]] Reply ask(const QString& text) const;
    /// Without a chance to clean up.
    void kill();

private:
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_replay;
    std::unique_ptr<QProcess> m_serve;
    QString m_url;
};

} // namespace real
