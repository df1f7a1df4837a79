#pragma once

#include "core/ports/failure_history.h"
#include "ui/models/async_query.h"
#include "ui/pages/page.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace ui::charts {
class ClusterMap;
}
namespace ui::models {
class ClusterModel;
struct Provenance;
} // namespace ui::models
namespace ui::widgets {
class DataTable;
class MessageBar;
} // namespace ui::widgets

namespace ui::pages {

class ClusterEditor;
class DistilPanel;

/// What the cheap tiers fail at, grouped by what it is about: a map, a ranked list, and examples.
class ClustersPage final : public Page {
    Q_OBJECT
public:
    explicit ClustersPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~ClustersPage() override;

    [[nodiscard]] bool isLoaded() const override { return m_isLoaded; }
    void refresh() override;
    void reload() override { find(); }
    /// Looks again while there was nothing to show; never changes a map under the operator's hands.
    void showSnapshot() override;
    [[nodiscard]] bool canExport() const override { return true; }
    void exportView() override;

private:
    void buildHeader(QVBoxLayout& body);
    void buildMap(QVBoxLayout& body);
    void buildTable(QVBoxLayout& body);
    void find();
    void findIn(const core::ports::TimeRange& range, const std::string& taskId);
    void showKeptThenFind();
    void showKept(core::ports::KeptGrouping kept);
    void showSpace();
    void encode();
    void stop();
    void setBusy(bool isBusy);
    void show(core::domain::FailureMap map);
    void showSummary();
    [[nodiscard]] QString shownTask() const;
    [[nodiscard]] models::Provenance provenance() const;
    void choose(int cluster);
    [[nodiscard]] int rowOf(const std::vector<std::string>& members) const;
    void showSelection();
    void showTeachable(const std::vector<int>& rows);
    void predict(int row);
    [[nodiscard]] std::vector<std::string> membersOf(int cluster) const;
    [[nodiscard]] double days() const;

    models::AsyncQuery<core::domain::FailureMap> m_query;
    models::AsyncQuery<std::optional<core::ports::KeptGrouping>> m_keptQuery;
    models::AsyncQuery<core::ports::TeachingPreview> m_prediction;
    std::shared_ptr<const core::domain::FailureMap> m_map;
    core::ports::FailureQuery m_asked;
    core::ports::FailureQuery m_shown; ///< that `m_map` answers; edits and teaching are of its task
    widgets::MessageBar* m_bar;
    QStackedWidget* m_stack;
    QLabel* m_summary = nullptr;
    QLabel* m_space = nullptr; ///< what the failures are compared by, where an encoder is in force
    QPushButton* m_encode = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_stop = nullptr;
    QComboBox* m_layout = nullptr;
    charts::ClusterMap* m_canvas = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_figures = nullptr;
    QLabel* m_examplesLabel = nullptr;
    QListWidget* m_examples = nullptr;
    widgets::DataTable* m_table = nullptr;
    DistilPanel* m_distil = nullptr;
    ClusterEditor* m_editor = nullptr;
    models::ClusterModel* m_model;
    std::string m_encodingRun; ///< that encodes the failures shown; empty: none was begun here
    bool m_isLoaded = false;
};

} // namespace ui::pages
