#include "ui/models/request_exporter.h"

#include "ui/models/console_context.h"
#include "ui/models/query_priority.h"
#include "ui/models/strings.h"

#include <QSaveFile>
#include <QtConcurrentRun>

#include <utility>

namespace ui::models {

namespace {

constexpr int kPageRows = 2000;

using core::ports::RequestRow;

QStringList fieldsOf(const RequestRow& row, const Formats& formats)
{
    return {toQt(row.id), formats.exactTime(row.at), toQt(row.taskId), toQt(row.textStart),
        toQt(row.answeredByTier), QString::number(row.attempts), QString::number(row.escalations),
        numberField(row.score), numberField(row.threshold),
        row.isCostKnown ? toQt(core::domain::toDecimalUsd(row.cost)) : QString(),
        row.isLastTierCostKnown ? toQt(core::domain::toDecimalUsd(row.lastTierCost)) : QString(),
        boolField(row.isLastTierCostEstimated), QString::number(row.latencyMs, 'f', 3),
        row.meetsTarget ? boolField(*row.meetsTarget) : QString(), boolField(row.isSimulated)};
}

const QStringList& header()
{
    static const QStringList names{QStringLiteral("id"), QStringLiteral("time"), QStringLiteral("task"),
        QStringLiteral("text_start"), QStringLiteral("answered_by"), QStringLiteral("attempts"),
        QStringLiteral("escalations"), QStringLiteral("score"), QStringLiteral("threshold"),
        QStringLiteral("cost_usd"), QStringLiteral("last_tier_cost_usd"),
        QStringLiteral("last_tier_cost_estimated"), QStringLiteral("latency_ms"),
        QStringLiteral("meets_target"), QStringLiteral("simulated")};
    return names;
}

core::Error fileError(const QSaveFile& file)
{
    return {core::ErrorCode::Io,
        fromQt(QCoreApplication::translate(
            "RequestExporter", "Could not write %1: %2. Choose another place or free some space.")
                   .arg(file.fileName(), file.errorString()))};
}

core::Result<qint64> writeAll(const core::ports::RequestHistory& history, const RequestExport& order,
    const std::atomic_bool& isCancelled)
{
    QSaveFile file(order.path);
    if (!file.open(QIODevice::WriteOnly)) {
        return core::fail(fileError(file));
    }
    QString text = provenanceLines(order.provenance, order.formats).join(QStringLiteral("\r\n"))
        + QStringLiteral("\r\n");
    text += csvLine(header());
    qint64 rows = 0;
    std::optional<core::ports::RequestCursor> after;
    do {
        if (isCancelled) {
            return core::fail(core::ErrorCode::Cancelled, "the export was cancelled; no file was written");
        }
        const auto page = history.page(order.filter, order.order, after, kPageRows);
        if (!page) {
            return core::fail(page.error());
        }
        for (const RequestRow& row : page->rows) {
            text += csvLine(fieldsOf(row, order.formats));
        }
        rows += static_cast<qint64>(page->rows.size());
        after = page->next;
        if (file.write(text.toUtf8()) < 0) {
            return core::fail(fileError(file));
        }
        text.clear();
    } while (after);
    if (!file.commit()) {
        return core::fail(fileError(file));
    }
    return rows;
}

} // namespace

RequestExporter::RequestExporter(
    std::shared_ptr<const core::ports::RequestHistory> history, QThreadPool& pool, QObject* parent)
    : QObject(parent)
    , m_history(std::move(history))
    , m_pool(pool)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        const Outcome outcome = m_watcher.result();
        if (*outcome) {
            Q_EMIT finished(**outcome, m_path);
        } else {
            Q_EMIT failed(wordsOf(outcome->error()));
        }
    });
}

RequestExporter::~RequestExporter()
{
    cancel();
}

void RequestExporter::start(const RequestExport& order)
{
    if (isRunning()) {
        return;
    }
    m_path = order.path;
    m_isCancelled = std::make_shared<std::atomic_bool>(false);
    m_watcher.setFuture(QtConcurrent::run(&m_pool, [history = m_history, order, flag = m_isCancelled] {
        yieldToWindow();
        return std::make_shared<core::Result<qint64>>(writeAll(*history, order, *flag));
    }));
}

void RequestExporter::cancel()
{
    if (m_isCancelled) {
        *m_isCancelled = true;
    }
}

} // namespace ui::models
