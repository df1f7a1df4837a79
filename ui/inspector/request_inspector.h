#pragma once

#include "core/domain/outcome.h"
#include "core/domain/query_record.h"
#include "core/domain/route_explanation.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace ui::inspector {

class OutcomeForm;

/// A request and the judgements on it.
struct RequestDetail {
    std::optional<core::domain::QueryRecord> record;
    std::vector<core::domain::Outcome> outcomes;
};

/// The route of one request: why, the predictions, each attempt, the money, the judgements.
class RequestInspector final : public QWidget {
    Q_OBJECT
public:
    explicit RequestInspector(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~RequestInspector() override;

    void showRequest(const QString& id);
    [[nodiscard]] const QString& requestId() const { return m_requestId; }
    [[nodiscard]] const std::optional<core::domain::QueryRecord>& record() const { return m_detail.record; }

private:
    void load();
    void showDetail(RequestDetail detail);
    void showNotice(const QString& text);
    void rebuild();
    void loadExplanation();
    [[nodiscard]] QWidget* makeExplanation();
    void addHeader(QVBoxLayout& body, const core::domain::QueryRecord& record);

    models::ConsoleContext& m_context;
    models::AsyncQuery<RequestDetail> m_query;
    models::AsyncQuery<core::domain::RouteExplanation> m_explanationQuery;
    QString m_requestId;
    RequestDetail m_detail;
    std::optional<core::Result<core::domain::RouteExplanation>> m_explanation; ///< absent: still asked for
    QStackedWidget* m_stack;
    QLabel* m_notice;
    QWidget* m_contents = nullptr;
    QScrollArea* m_scroll;
    OutcomeForm* m_form;
};

} // namespace ui::inspector
