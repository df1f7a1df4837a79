#pragma once

#include "ui/pages/page.h"

#include <string>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui::models {
class PolicyModel;
}
namespace ui::widgets {
class BypassMenu;
class DataTable;
class MessageBar;
class Segments;
} // namespace ui::widgets

namespace ui::pages {

class PolicyDraftPanel;
class PolicyHistoryPanel;

/// Targets, risk levels and thresholds in force, in words; a draft for one task with what it would do; every
/// version before, and the way back.
class PolicyPage final : public Page {
    Q_OBJECT
public:
    explicit PolicyPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    [[nodiscard]] bool isLoaded() const override;
    void refresh() override;
    [[nodiscard]] bool canExport() const override { return true; }
    void exportView() override;
    /// A draft of the task whose thresholds are certified anew.
    void draftRecalibration(const std::string& taskId);

private:
    void buildHeader(QVBoxLayout& body);
    void buildPolicy(QHBoxLayout& row);
    void showPart(int part);
    void updateHeader();
    [[nodiscard]] int rowOf(const std::string& taskId) const;
    void showSelectedTask();
    void revertLast();

    QLabel* m_version = nullptr;
    QPushButton* m_revert = nullptr;
    QPushButton* m_bypass = nullptr;
    widgets::BypassMenu* m_bypassMenu = nullptr;
    widgets::Segments* m_parts = nullptr;
    widgets::MessageBar* m_messages;
    QWidget* m_empty; ///< without a task
    QWidget* m_targets; ///< what is in force, and the draft
    models::PolicyModel* m_model;
    widgets::DataTable* m_table = nullptr;
    PolicyDraftPanel* m_panel = nullptr;
    PolicyHistoryPanel* m_history = nullptr; ///< null without a history of policies
    bool m_isReverting = false;
    std::string m_followedTask; ///< the toolbar's choice that the list followed last
};

} // namespace ui::pages
