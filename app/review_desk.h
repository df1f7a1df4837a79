#pragma once

#include "app/engine_host.h"
#include "core/ports/console_service.h"

namespace app {

/// Records what people say about answers.
class ReviewDesk {
public:
    explicit ReviewDesk(EngineHost& host)
        : m_host(host)
    {
    }

    /// Hand-picked: without a sampling probability, so it may train and never counts.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> record(const core::ports::RecordOutcome& command);
    /// From the queue: with the probability with which the answer was drawn.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> record(const core::ports::JudgeAnswer& command);

    /// The reviewer's newest word on the answer, durably.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> withdraw(const core::ports::WithdrawJudgement& command);

    /// Puts answered queries into the queue by hand.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> add(const core::ports::AddToReview& command);

private:
    [[nodiscard]] core::Result<std::vector<std::string>> matching(const core::ports::RequestFilter& filter) const;
    [[nodiscard]] core::Result<core::domain::QueryRecord> answered(
        const std::string& queryId, double quality);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> store(
        const core::domain::QueryRecord& query, core::domain::Outcome outcome);

    EngineHost& m_host;
};

} // namespace app
