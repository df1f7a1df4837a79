#pragma once

#include "core/base/result.h"
#include "core/ports/history.h"
#include "ui/models/csv.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace ui::models {

struct RequestExport {
    core::ports::RequestFilter filter;
    core::ports::RequestOrder order;
    Provenance provenance;
    Formats formats;
    QString path;
};

/// Writes every request that a filter matches as CSV, page by page, off the GUI thread. Exact money, ISO
/// times. The file appears whole or not at all.
class RequestExporter final : public QObject {
    Q_OBJECT
public:
    RequestExporter(std::shared_ptr<const core::ports::RequestHistory> history, QThreadPool& pool,
        QObject* parent = nullptr);
    ~RequestExporter() override;

    void start(const RequestExport& order);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_watcher.isRunning(); }

Q_SIGNALS:
    void finished(qint64 rows, const QString& path);
    void failed(const QString& message);

private:
    using Outcome = std::shared_ptr<core::Result<qint64>>;

    std::shared_ptr<const core::ports::RequestHistory> m_history;
    QThreadPool& m_pool;
    std::shared_ptr<std::atomic_bool> m_isCancelled;
    QFutureWatcher<Outcome> m_watcher;
    QString m_path;
};

} // namespace ui::models
