#pragma once

#include "core/domain/money.h"
#include "core/engine/loop/last_tier_answers.h"
#include "core/engine/loop/loop_setting.h"

#include <span>

namespace core::engine::loop {

/// Mean cost of an answer of the last tier; 0 where none is known.
[[nodiscard]] domain::Money teacherPrice(const domain::Task& task, const domain::Tier& last, const StoredExamples& texts,
    const LastTierAnswers& lastTier);

/// Mean of what the tiers after the student cost on texts that the champion's student does not answer; 0 where none is
/// known.
[[nodiscard]] domain::Money escalationCost(const domain::Task& task, std::span<const domain::Tier> tiersByRank,
    const ServedModels& champion, const StoredExamples& texts, const LastTierAnswers& lastTier);

} // namespace core::engine::loop
