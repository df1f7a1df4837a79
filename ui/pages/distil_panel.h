#pragma once

#include "core/ports/loop_planner.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace ui::pages {

/// Shows what teaching one cluster would take and save, and starts it on the operator's word.
class DistilPanel final : public QWidget {
    Q_OBJECT
public:
    explicit DistilPanel(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~DistilPanel() override;

    /// The queries of the cluster; empty: nothing can be taught.
    void setCluster(const std::string& id, const std::string& taskId, std::vector<std::string> members);
    /// Why nothing may be started now; empty: it may.
    void setLocked(const QString& reason);

Q_SIGNALS:
    void messageRaised(const ui::models::Message& message);

private:
    void preview();
    void start();
    void show(const core::ports::TeachingPreview& preview);
    void clearPreview();
    [[nodiscard]] core::ports::TeachingQuery query() const;

    models::ConsoleContext& m_context;
    models::AsyncQuery<core::ports::TeachingPreview> m_query;
    std::string m_id;
    std::string m_taskId;
    std::vector<std::string> m_members;
    QString m_lock;
    QSpinBox* m_texts;
    QPushButton* m_preview;
    QPushButton* m_start;
    QLabel* m_figures;
    QListWidget* m_examples;
};

} // namespace ui::pages
