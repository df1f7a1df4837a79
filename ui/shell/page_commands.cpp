#include "ui/shell/page_commands.h"

#include "ui/pages/page.h"
#include "ui/shell/page_stack.h"
#include "ui/widgets/page_scroll.h"

#include <QAbstractButton>

#include <algorithm>
#include <array>
#include <utility>

namespace ui::shell {

using models::ViewId;
using enum PageCommand::Effect;

namespace {

constexpr int kAgainMs = 50;
constexpr int kPatienceMs = 1500; ///< for what a view reads before it shows its buttons

} // namespace

std::span<const PageCommand> PageCommands::all()
{
    static constexpr std::array kCommands{
        PageCommand{ViewId::Requests, "reviewFiltered", Opens, QT_TR_NOOP("Add the filtered requests to review…"),
            QT_TR_NOOP("Every request that the filter matches; says how many first")},
        PageCommand{ViewId::Requests, "savedFilters", Focuses, QT_TR_NOOP("Saved filters")},

        PageCommand{ViewId::Policy, "revertLast", Opens, QT_TR_NOOP("Revert the last policy change"),
            QT_TR_NOOP("Puts the version before in force again, as a new version")},
        PageCommand{ViewId::Policy, "policyHistoryTab", Opens, QT_TR_NOOP("Policy history"),
            QT_TR_NOOP("Every version, its differences, what it promised and what came of it")},
        PageCommand{ViewId::Policy, "riskSlider", Focuses, QT_TR_NOOP("Draft a policy"),
            QT_TR_NOOP("See what another risk level would do")},
        PageCommand{ViewId::Policy, "riskApply", Acts, QT_TR_NOOP("Apply the policy draft"),
            QT_TR_NOOP("As a new version, with your reason")},
        PageCommand{ViewId::Policy, "draftUndo", Acts, QT_TR_NOOP("Undo a step of the policy draft")},
        PageCommand{ViewId::Policy, "draftRedo", Acts, QT_TR_NOOP("Redo a step of the policy draft")},
        PageCommand{ViewId::Policy, "draftReset", Acts, QT_TR_NOOP("Reset the policy draft"),
            QT_TR_NOOP("Back to what is in force")},
        PageCommand{ViewId::Policy, "revertPolicy", Acts, QT_TR_NOOP("Revert to the chosen policy version"), "",
            "policyHistoryTab"},

        PageCommand{ViewId::Coverage, "recalibrate", Acts, QT_TR_NOOP("Recalibrate to a draft"),
            QT_TR_NOOP("Choose a risk level in Policy and see what it would do first")},
        PageCommand{ViewId::Coverage, "startProbation", Acts, QT_TR_NOOP("Start probation"),
            QT_TR_NOOP("The chosen tier escalates everything until it is certified anew")},
        PageCommand{ViewId::Coverage, "acknowledgeAlarm", Acts, QT_TR_NOOP("Acknowledge the chosen alarm")},
        PageCommand{ViewId::Coverage, "automaticProbation", Acts,
            QT_TR_NOOP("Alarms start probation by themselves, or no longer")},
        PageCommand{ViewId::Coverage, "shadowApply", Acts, QT_TR_NOOP("Change what runs beside the traffic")},
        PageCommand{ViewId::Coverage, "certifyNow", Acts, QT_TR_NOOP("Certify now what has enough judged answers"),
            QT_TR_NOOP("Of the first task that is ready, or of the one chosen above; spends this attempt's part of delta")},

        PageCommand{ViewId::Clusters, "clusterFind", Acts, QT_TR_NOOP("Find clusters again")},
        PageCommand{ViewId::Clusters, "clusterName", Focuses, QT_TR_NOOP("Name the chosen cluster")},
        PageCommand{ViewId::Clusters, "clusterMerge", Acts, QT_TR_NOOP("Merge the chosen clusters")},
        PageCommand{ViewId::Clusters, "clusterSplit", Acts, QT_TR_NOOP("Split the chosen cluster")},
        PageCommand{ViewId::Clusters, "clusterExclude", Acts, QT_TR_NOOP("Exclude the chosen cluster, or take it back")},
        PageCommand{ViewId::Clusters, "clusterLasso", Acts, QT_TR_NOOP("Draw around requests on the map")},
        PageCommand{ViewId::Clusters, "clusterDraw", Acts, QT_TR_NOOP("Make a cluster of what was drawn around")},
        PageCommand{ViewId::Clusters, "clusterReview", Acts, QT_TR_NOOP("Add the chosen clusters to review")},
        PageCommand{ViewId::Clusters, "clusterUndo", Acts, QT_TR_NOOP("Undo the newest edit of a cluster")},
        PageCommand{ViewId::Clusters, "distilPreview", Acts, QT_TR_NOOP("What would teaching the chosen cluster take?")},
        PageCommand{ViewId::Clusters, "distilStart", Acts, QT_TR_NOOP("Distil the chosen cluster")},

        PageCommand{ViewId::Review, "reviewSource", Focuses, QT_TR_NOOP("Choose what to review")},
        PageCommand{ViewId::Review, "correction", Focuses, QT_TR_NOOP("Correct the answer under review")},
        PageCommand{ViewId::Review, "studyTab", Opens, QT_TR_NOOP("Blind study"),
            QT_TR_NOOP("How often the routed answer is as good as the last tier's, judged by people")},
        PageCommand{ViewId::Review, "newStudy", Opens, QT_TR_NOOP("New blind study…"), "", "studyTab"},

        PageCommand{ViewId::Runs, "newRun", Opens, QT_TR_NOOP("New run…"),
            QT_TR_NOOP("Training and more, with a form of its parameters")},
        PageCommand{ViewId::Runs, "loopSchedule", Opens, QT_TR_NOOP("Schedule of the loop…"),
            QT_TR_NOOP("Whether loops start by themselves: every night, or on a coverage alarm")},
        PageCommand{ViewId::Runs, "cancelRun", Acts, QT_TR_NOOP("Cancel the chosen run")},
        PageCommand{ViewId::Runs, "resumeRun", Acts, QT_TR_NOOP("Take the chosen run up again"),
            QT_TR_NOOP("Goes on after the last finished stage")},
        PageCommand{ViewId::Runs, "runCurvesTab", Opens, QT_TR_NOOP("Curves of the chosen run")},
        PageCommand{ViewId::Runs, "runLineageTab", Opens, QT_TR_NOOP("Lineage of the chosen run"),
            QT_TR_NOOP("From data to artefact to policy")},
        PageCommand{ViewId::Runs, "runLogTab", Opens, QT_TR_NOOP("Log of the chosen run")},
        PageCommand{ViewId::Runs, "runChallengerTab", Opens, QT_TR_NOOP("Champion against challenger"),
            QT_TR_NOOP("Of the selected run: its gates; promote, roll back")},
        PageCommand{ViewId::Runs, "shadowChallenger", Acts, QT_TR_NOOP("Run the challenger in shadow, or stop it"), "",
            "runChallengerTab"},
        PageCommand{ViewId::Runs, "promoteChallenger", Acts, QT_TR_NOOP("Promote the challenger"), "",
            "runChallengerTab"},
        PageCommand{ViewId::Runs, "rollBackChallenger", Acts, QT_TR_NOOP("Roll the challenger back"), "",
            "runChallengerTab"},

        PageCommand{ViewId::Costs, "monthReport", Opens, QT_TR_NOOP("Month's report as PDF…")},
        PageCommand{ViewId::Costs, "costPdf", Opens, QT_TR_NOOP("Cost report as PDF…"),
            QT_TR_NOOP("The whole ledger of the range")},
        PageCommand{ViewId::Costs, "costCsv", Opens, QT_TR_NOOP("Cost ledger as CSV…")},
        PageCommand{ViewId::Costs, "budgetLimit", Focuses, QT_TR_NOOP("Change the monthly budget")},
        PageCommand{ViewId::Costs, "priceTier", Focuses, QT_TR_NOOP("Change a tier's price")},

        PageCommand{ViewId::Portfolio, "renameTier", Opens, QT_TR_NOOP("Rename the chosen tier…")},
        PageCommand{ViewId::Portfolio, "tierUp", Acts, QT_TR_NOOP("Ask the chosen tier earlier")},
        PageCommand{ViewId::Portfolio, "tierDown", Acts, QT_TR_NOOP("Ask the chosen tier later")},
        PageCommand{ViewId::Portfolio, "addTask", Opens, QT_TR_NOOP("Add a task…"),
            QT_TR_NOOP("One kind of work that client programs ask for")},
        PageCommand{ViewId::Portfolio, "editTask", Opens, QT_TR_NOOP("Change the chosen task…")},
        PageCommand{ViewId::Portfolio, "gatewaySwitch", Acts, QT_TR_NOOP("Start or stop the gateway")},
        PageCommand{ViewId::Portfolio, "copySnippet", Opens, QT_TR_NOOP("Copy the snippet that connects a client program")},
        PageCommand{ViewId::Portfolio, "addEndpoint", Opens, QT_TR_NOOP("Add a model server…")},
        PageCommand{ViewId::Portfolio, "editEndpoint", Opens, QT_TR_NOOP("Change the chosen model server…")},
        PageCommand{ViewId::Portfolio, "testEndpoint", Acts, QT_TR_NOOP("Test the chosen model server"),
            QT_TR_NOOP("Asks the server for its list of models: costs nothing")},
        PageCommand{ViewId::Portfolio, "removeEndpoint", Opens, QT_TR_NOOP("Remove the chosen model server…")},
        PageCommand{ViewId::Portfolio, "addKey", Opens, QT_TR_NOOP("Add a client key…")},
        PageCommand{ViewId::Portfolio, "revokeKey", Opens, QT_TR_NOOP("Revoke the chosen client key…")},
        PageCommand{ViewId::Portfolio, "useRouter", Opens, QT_TR_NOOP("Use another router…"),
            QT_TR_NOOP("Every router of the workspace, what it serves, and how it compares")},
    };
    return kCommands;
}

PageCommands::PageCommands(models::ConsoleContext& context, PageStack& pages, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_pages(pages)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kAgainMs);
    connect(&m_again, &QTimer::timeout, this, &PageCommands::goOn);
}

/// Of those that several rows have, the first that can be used now.
QWidget* PageCommands::control(const PageCommand& command) const
{
    const pages::Page& page = m_pages.page(command.view);
    const QList<QWidget*> controls = page.findChildren<QWidget*>(QString::fromLatin1(command.control));
    const auto readiness = [&](const QWidget* candidate) {
        return !candidate->isVisibleTo(&page) ? 0 : candidate->isEnabled() ? 2 : 1;
    };
    const auto best = std::ranges::max_element(controls, {}, readiness);
    return best == controls.end() ? nullptr : *best;
}

/// The view, and the part of it that the control is in.
bool PageCommands::isInFront(const PageCommand& command) const
{
    if (m_pages.currentView() != command.view) {
        return false;
    }
    const auto* tab = command.part == nullptr
        ? nullptr
        : m_pages.currentPage().findChild<QAbstractButton*>(QString::fromLatin1(command.part));
    return tab == nullptr || tab->isChecked();
}

QString PageCommands::whyNot(const PageCommand& command) const
{
    if (!isInFront(command)) {
        return {};
    }
    const QWidget* wanted = control(command);
    const auto* button = qobject_cast<const QAbstractButton*>(wanted);
    // what opens a form is of use in an empty view, too, which hides it; a part is not
    const bool mayBeHidden = command.effect == Opens && button != nullptr && !button->isCheckable();
    if (wanted == nullptr || (!mayBeHidden && !wanted->isVisibleTo(&m_pages.currentPage()))) {
        return tr("%1 has nothing to do this with now.").arg(models::titleOf(command.view));
    }
    return wanted->isEnabled()         ? QString()
        : wanted->toolTip().isEmpty() ? tr("%1 does not allow this now.").arg(models::titleOf(command.view))
                                      : wanted->toolTip();
}

void PageCommands::run(const PageCommand& command)
{
    m_wasInFront = isInFront(command);
    m_command = &command;
    m_since.start();
    Q_EMIT m_context.viewRequested(command.view);
    if (command.part != nullptr && !m_wasInFront) {
        if (auto* tab = m_pages.currentPage().findChild<QAbstractButton*>(QString::fromLatin1(command.part))) {
            tab->click();
        }
    }
    goOn();
}

void PageCommands::run(ViewId view, std::string_view control)
{
    const auto found = std::ranges::find_if(
        all(), [&](const PageCommand& command) { return command.view == view && command.control == control; });
    Q_ASSERT(found != all().end());
    run(*found);
}

void PageCommands::goOn()
{
    if (m_command == nullptr || m_pages.currentView() != m_command->view) {
        m_command = nullptr; // the operator has gone elsewhere
        return;
    }
    const QString reason = whyNot(*m_command);
    if (reason.isEmpty()) {
        finish(*std::exchange(m_command, nullptr));
    } else if (m_wasInFront || m_since.hasExpired(kPatienceMs)) {
        m_command = nullptr;
        Q_EMIT m_context.messageRaised({models::MessageKind::Information, reason});
    } else {
        m_again.start(); // the view is still reading what its buttons depend on
    }
}

void PageCommands::finish(const PageCommand& command)
{
    QWidget& wanted = *control(command);
    auto* button = qobject_cast<QAbstractButton*>(&wanted);
    if (button != nullptr && (command.effect == Opens || (command.effect == Acts && m_wasInFront))) {
        button->click();
        return;
    }
    wanted.setFocus(Qt::ShortcutFocusReason);
    widgets::PageScroll::reveal(wanted);
    if (command.effect == Acts) {
        Q_EMIT m_context.messageRaised({models::MessageKind::Information,
            tr("%1: see what is chosen here, then press the space bar.").arg(tr(command.title))});
    }
}

} // namespace ui::shell
