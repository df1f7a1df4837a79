#pragma once

#include "core/domain/failure_cluster.h"
#include "core/ports/commands/cluster_commands.h"
#include "ui/models/console_context.h"

#include <QPointer>
#include <QWidget>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

class QHBoxLayout;
class QLineEdit;
class QPushButton;

namespace ui::pages {

/// Renames, merges, excludes and draws clusters, and takes such edits back. What it cannot do now says why.
class ClusterEditor final : public QWidget {
    Q_OBJECT
public:
    explicit ClusterEditor(models::ConsoleContext& context, QWidget* parent = nullptr);

    /// `taskId`: of the clusters; edits are of it, whatever the toolbar says meanwhile.
    void setMap(std::shared_ptr<const core::domain::FailureMap> map, std::string taskId);
    /// Why nothing may be changed now; empty: it may.
    void setLocked(const QString& reason);
    /// Rows of the list; one behind the clusters stands for what is unclustered.
    void setChosen(const std::vector<int>& rows);
    void setDrawn(const std::vector<std::size_t>& points);

Q_SIGNALS:
    void edited();
    void lassoSwitched(bool isOn);
    void messageRaised(const ui::models::Message& message);

private:
    QPushButton* addButton(QHBoxLayout& row, const char* name, const QString& text, const QString& tip);
    void rename();
    void exclude();
    void merge();
    void draw();
    void review();
    void run(core::ports::ConsoleCommand command, bool changesClusters = true);
    void updateControls();
    [[nodiscard]] core::ports::ClusterSubject subjectOf(int row) const;
    [[nodiscard]] std::vector<std::string> idsOf(int row) const;

    models::ConsoleContext& m_context;
    std::shared_ptr<const core::domain::FailureMap> m_map;
    std::string m_taskId; ///< of it
    QString m_lock;
    std::vector<int> m_rows; ///< chosen clusters, without the unclustered
    bool m_isUnclusteredChosen = false;
    std::vector<std::size_t> m_drawn;
    bool m_isBusy = false;
    QPointer<QWidget> m_focusAfter; ///< gets the focus back when the edit is recorded and the control can be used again
    QLineEdit* m_name;
    QPushButton* m_rename;
    QPushButton* m_merge;
    QPushButton* m_split;
    QPushButton* m_exclude;
    QPushButton* m_lasso;
    QPushButton* m_draw;
    QPushButton* m_review;
    QPushButton* m_undo;
};

} // namespace ui::pages
