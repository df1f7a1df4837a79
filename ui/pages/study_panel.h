#pragma once

#include "core/ports/commands/study_commands.h"
#include "core/ports/study_book.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QWidget>

#include <array>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QVBoxLayout;

namespace ui::widgets {
class EmptyState;
class MessageBar;
} // namespace ui::widgets

namespace ui::pages {

class Card;

/// Blind studies: a seeded sample of answers that cheaper tiers sent, each beside what the last tier says, in
/// random order and on random sides. Keys 1 to 3 judge, arrows move, Ctrl+Z takes the last judgement back.
class StudyPanel final : public QWidget {
    Q_OBJECT
public:
    explicit StudyPanel(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~StudyPanel() override;

    void refresh();
    /// Reads the studies again.
    void reload();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

Q_SIGNALS:
    void loaded();

private:
    struct Contents {
        std::vector<core::domain::Study> studies;
        std::string studyId; ///< that the rest is of
        std::vector<core::domain::StudyPair> pairs;
        std::vector<core::domain::StudyJudgement> judgements;
    };

    void buildHeader(QVBoxLayout& body);
    void buildForm(QVBoxLayout& body);
    void buildPair(QVBoxLayout& body);
    void buildResult(QVBoxLayout& body);
    void addShortcuts();
    void load();
    void show(Contents contents);
    void showForm(bool isShown);
    void start();
    void goToFirstOpen();
    void showPair();
    void showResult();
    void judge(core::domain::StudyVerdict verdict);
    void judgeSide(bool isLeft);
    void undo();
    void move(int by);
    void updateControls();
    [[nodiscard]] std::string reviewer() const;
    [[nodiscard]] const core::domain::StudyPair* current() const;
    [[nodiscard]] const core::domain::StudyJudgement* mine(std::int64_t position) const;
    [[nodiscard]] std::int64_t judgedByMe() const;
    /// What takes back this reviewer's newest judgement of the study that is shown; null without one.
    [[nodiscard]] const core::ports::WithdrawPairJudgement* last() const;

    models::ConsoleContext& m_context;
    models::AsyncQuery<Contents> m_query;
    widgets::MessageBar* m_bar;
    QComboBox* m_studies = nullptr;
    QLineEdit* m_reviewer = nullptr;
    QPushButton* m_new = nullptr;
    QLabel* m_progress = nullptr;
    Card* m_form = nullptr;
    QLabel* m_population = nullptr;
    QSpinBox* m_size = nullptr;
    QSpinBox* m_seed = nullptr;
    QPushButton* m_start = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_work = nullptr;
    widgets::EmptyState* m_empty = nullptr;
    QLabel* m_requestInfo = nullptr;
    QPlainTextEdit* m_request = nullptr;
    QPlainTextEdit* m_left = nullptr;
    QPlainTextEdit* m_right = nullptr;
    std::array<QPushButton*, 3> m_verdicts{};
    QPushButton* m_undo = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_next = nullptr;
    Card* m_resultCard = nullptr;
    QLabel* m_share = nullptr;
    QLabel* m_published = nullptr;
    QLabel* m_counts = nullptr;
    QLabel* m_kappa = nullptr;
    QLabel* m_method = nullptr;

    Contents m_contents;
    std::vector<core::ports::WithdrawPairJudgement> m_judged; ///< in this sitting, the newest last
    std::string m_wantedStudy; ///< empty: the newest
    std::size_t m_at = 0;
    bool m_isLoaded = false;
    bool m_isBusy = false;
};

} // namespace ui::pages
