#pragma once

#include "core/ports/history.h"
#include "core/ports/policy_history.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui::models {
class EffectModel;
class PolicyDiffModel;
class PolicyHistoryModel;
} // namespace ui::models
namespace ui::widgets {
class DataTable;
class MessageBar;
} // namespace ui::widgets

namespace ui::pages {

/// Every policy that was ever in force: the differences of any two, what a version was predicted to do and
/// did, what was in force at a time, and the way back.
class PolicyHistoryPanel final : public QWidget {
    Q_OBJECT
public:
    explicit PolicyHistoryPanel(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~PolicyHistoryPanel() override;

    /// Reads the chain again when another version is in force.
    void refresh();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

Q_SIGNALS:
    void loaded();

private:
    struct Effect {
        core::ports::TrafficTotals before;
        core::ports::TrafficTotals since;
    };

    void buildVersions(QVBoxLayout& body);
    void buildDetails(QVBoxLayout& body);
    void load();
    void show(core::ports::PolicyHistory::Chain chain);
    void fillComparisons();
    void showSelected();
    void showDifferences();
    void queryEffect();
    void showEffect(const Effect& effect);
    void selectInForceAt();
    void revert();
    void updateRevert();
    [[nodiscard]] int selectedRow() const;
    [[nodiscard]] const core::domain::PolicyVersion* compared() const;
    [[nodiscard]] std::string effectTask() const;
    [[nodiscard]] core::ports::TimeRange timeInForce() const;

    models::ConsoleContext& m_context;
    models::AsyncQuery<core::ports::PolicyHistory::Chain> m_chainQuery;
    models::AsyncQuery<Effect> m_effectQuery;
    widgets::MessageBar* m_messages;
    QLabel* m_chainState = nullptr;
    QDateTimeEdit* m_time = nullptr;
    widgets::DataTable* m_versions = nullptr;
    models::PolicyHistoryModel* m_versionModel;
    QComboBox* m_compare = nullptr;
    QLabel* m_noDifference = nullptr;
    widgets::DataTable* m_differences = nullptr;
    models::PolicyDiffModel* m_differenceModel;
    QComboBox* m_effectTask = nullptr;
    widgets::DataTable* m_effects = nullptr;
    models::EffectModel* m_effectModel;
    QLabel* m_effectNote = nullptr;
    QPushButton* m_revert = nullptr;
    core::ports::PolicyHistory::Chain m_chain;
    std::string m_loadedVersion;
    bool m_isLoaded = false;
    bool m_isReverting = false;
};

} // namespace ui::pages
