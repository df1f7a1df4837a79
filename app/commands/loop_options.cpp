#include "app/commands/loop_options.h"

#include "core/distill/selection_strategy.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace app::commands {

void LoopOptionArguments::addTo(CLI::App& command, Kind kind)
{
    std::vector<std::string> strategies;
    for (const core::distill::SelectionMethod method : core::distill::allSelectionMethods()) {
        strategies.emplace_back(core::distill::toString(method));
    }
    if (kind == Kind::Loop) {
        command.add_option("--iterations", m_options.iterations, "At most so many")
            ->check(CLI::Range(1, 100))
            ->capture_default_str();
        command
            .add_option("--stop-below", m_options.stopBelow,
                "A task ends once its cost ratio changes by less than this")
            ->check(CLI::Range(0.0, 0.999))
            ->capture_default_str();
        command
            .add_option("--first-texts", m_options.firstTexts, "Labelled texts of a task's first student")
            ->check(CLI::PositiveNumber)
            ->capture_default_str();
    }
    command.add_option("--teacher-calls", m_options.teacherCalls, "Texts taught at most, a task and iteration")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command.add_option("--budget", m_budgetUsd, "US dollars of new teacher spend at most, a task and iteration")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--strategy", m_options.strategy, "How texts are chosen")
        ->check(CLI::IsMember(strategies))
        ->capture_default_str();
    command.add_option("--days", m_options.days, "Traffic looked at")
        ->check(CLI::Range(1, 3650))
        ->capture_default_str();
    command.add_option("--horizon-days", m_options.horizonDays, "Traffic ahead that the saving is predicted for")
        ->check(CLI::Range(1, 3650))
        ->capture_default_str();
    command.add_option("--margin", m_options.margin, "Quality that a challenger may lose")
        ->check(CLI::Range(0.0001, 0.9))
        ->capture_default_str();
    command.add_option("--epochs", m_options.epochs, "Passes over the training texts")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command
        .add_option("--distillation-temperature", m_options.distillationTemperature,
            "Of the teacher's probabilities of the labels, where it tells them")
        ->check(CLI::Range(1.0, 20.0))
        ->capture_default_str();
    command
        .add_option("--distillation-weight", m_options.distillationWeight,
            "Of these probabilities beside the labels; 0: labels alone")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command.add_option("--seed", m_options.seed, "Seed of the selection and the training")->capture_default_str();
    command.add_flag("--no-promote", m_waits, "A challenger that passes the gates waits for the operator");
}

core::domain::LoopOptions LoopOptionArguments::options() const
{
    core::domain::LoopOptions options = m_options;
    options.promotesItself = !m_waits;
    if (m_budgetUsd) {
        options.teacherSpend = core::domain::Money{std::llround(*m_budgetUsd * 1e9)};
    }
    return options;
}

} // namespace app::commands
