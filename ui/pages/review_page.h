#pragma once

#include "core/ports/review_queue.h"
#include "ui/models/async_query.h"
#include "ui/models/review_sitting.h"
#include "ui/pages/page.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace ui::widgets {
class EmptyState;
class MessageBar;
class Segments;
} // namespace ui::widgets

namespace ui::pages {

class Card;
class StudyPanel;

/// Judging sampled answers one at a time: keys 1 to 5 grade, 6 to 9 take over another tier's
/// answer, arrows, Ctrl+Return for a corrected answer, Ctrl+Z takes the last judgement back.
class ReviewPage final : public Page {
    Q_OBJECT
public:
    explicit ReviewPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~ReviewPage() override;

    [[nodiscard]] bool isLoaded() const override;
    void refresh() override;
    void reload() override;
    void showSnapshot() override { }
    [[nodiscard]] QString whyNoExport() const override
    {
        return tr("Review shows one answer at a time. Export in Requests lists the judged ones.");
    }

private:
    struct Batch {
        core::ports::ReviewFilter filter; ///< that it was read by
        std::vector<core::ports::ReviewItem> items;
        std::int64_t waiting = 0;
        core::ports::ReviewAgreement agreement;
        bool isInstead = false; ///< second opinions, because the audit sample is empty
    };

    void buildParts(QVBoxLayout& outer);
    void buildHeader(QVBoxLayout& body);
    void buildAnswer(QVBoxLayout& body);
    void buildJudgement(QVBoxLayout& body);
    void buildAgreement(QVBoxLayout& body);
    void addShortcuts();
    [[nodiscard]] core::ports::ReviewFilter filter() const;
    void load();
    void show(Batch batch);
    void showItem();
    void showCorrection(const std::string& queryId);
    void showOthers(const core::domain::QueryRecord& record);
    void showAgreement(const core::ports::ReviewAgreement& agreement);
    void judge(double quality);
    void correct();
    void takeOver(std::size_t other);
    void takeFocus();
    void move(int by);
    void undo();
    void updateControls();
    [[nodiscard]] std::optional<double> ownGrade() const;
    [[nodiscard]] const core::ports::ReviewItem* current() const { return m_sitting.current(); }

    models::AsyncQuery<Batch> m_query;
    widgets::Segments* m_parts = nullptr;
    QWidget* m_queuePart = nullptr;
    StudyPanel* m_study = nullptr; ///< null without a book of studies
    widgets::MessageBar* m_bar;
    QStackedWidget* m_stack;
    QWidget* m_work;
    widgets::EmptyState* m_nothingWaits;
    widgets::EmptyState* m_noSample;
    widgets::EmptyState* m_nothingPicked;
    QComboBox* m_source = nullptr;
    QComboBox* m_order = nullptr;
    QLineEdit* m_reviewer = nullptr;
    QCheckBox* m_blind = nullptr;
    QLabel* m_progress = nullptr;
    QLabel* m_requestInfo = nullptr;
    QPlainTextEdit* m_request = nullptr;
    QLabel* m_answerInfo = nullptr;
    QPlainTextEdit* m_answer = nullptr;
    Card* m_othersCard = nullptr;
    QPlainTextEdit* m_others = nullptr;
    std::vector<QPushButton*> m_takers; ///< one an answer of another tier
    QLabel* m_target = nullptr;
    std::vector<QPushButton*> m_grades;
    QPushButton* m_undo = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_skip = nullptr;
    QPlainTextEdit* m_correction = nullptr;
    QLabel* m_people = nullptr;
    QLabel* m_automatic = nullptr;

    models::ReviewSitting m_sitting;
    std::vector<std::string> m_otherAnswers; ///< of the current item
    std::map<std::string, QString> m_corrections; ///< begun and not recorded, by query id
    std::string m_correctionOf; ///< query id that the field belongs to
    bool m_isRecording = false;
    core::ports::ReviewFilter m_loadedFilter;
    bool m_isLoaded = false;
    bool m_isSourceChosen = false; ///< by the operator; until then an empty sample gives way to second opinions
};

} // namespace ui::pages
