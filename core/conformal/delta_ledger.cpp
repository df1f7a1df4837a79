#include "core/conformal/delta_ledger.h"

#include <numbers>
#include <numeric>

namespace core::conformal {

namespace {

double sumOf(const std::vector<DeltaSpending>& history)
{
    return std::accumulate(history.begin(), history.end(), 0.0,
        [](double sum, const DeltaSpending& spending) { return sum + spending.delta; });
}

bool isConsistent(const std::vector<DeltaSpending>& history)
{
    int expected = 1;
    for (const DeltaSpending& spending : history) {
        if (spending.attempt != expected || !(spending.delta > 0)) {
            return false;
        }
        ++expected;
    }
    return true;
}

} // namespace

double attemptShare(int attempt)
{
    const auto r = static_cast<double>(attempt);
    return 6 / (std::numbers::pi * std::numbers::pi * r * r);
}

DeltaLedger::DeltaLedger(double total, std::vector<DeltaSpending> history)
    : m_total(total)
    , m_history(std::move(history))
{
}

Result<DeltaLedger> DeltaLedger::create(double total, std::vector<DeltaSpending> history)
{
    constexpr double kRounding = 1e-9;
    if (!(total > 0 && total < 1)) {
        return fail(ErrorCode::InvalidArgument,
            "The error probability delta is " + std::to_string(total)
                + "; it must lie strictly between 0 and 1.");
    }
    if (!isConsistent(history) || sumOf(history) > total + kRounding) {
        return fail(ErrorCode::InvalidArgument,
            "The history of certification attempts is not 1, 2, ... or spends more than delta = "
                + std::to_string(total) + ".");
    }
    return DeltaLedger(total, std::move(history));
}

double DeltaLedger::nextDelta() const
{
    return m_total * attemptShare(static_cast<int>(m_history.size()) + 1);
}

double DeltaLedger::spend(TimePoint at, std::string reason)
{
    const double delta = nextDelta();
    m_history.push_back({static_cast<int>(m_history.size()) + 1, delta, at, std::move(reason)});
    return delta;
}

double DeltaLedger::spent() const
{
    return sumOf(m_history);
}

} // namespace core::conformal
