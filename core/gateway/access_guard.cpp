#include "core/gateway/access_guard.h"

#include "core/base/hash.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace core::gateway {

namespace {

ApiError unauthorised(std::string message, std::string code)
{
    ApiError error = badRequest(std::move(message), {}, std::move(code));
    error.status = 401;
    return error;
}

ApiError forbidden(std::string message, std::string code)
{
    ApiError error = badRequest(std::move(message), {}, std::move(code));
    error.status = 403;
    return error;
}

ApiError tooMany(std::string message, std::string code, int retryAfterSeconds)
{
    ApiError error = badRequest(std::move(message), {}, code);
    error.status = 429;
    error.type = code == "insufficient_quota" ? "insufficient_quota" : "requests";
    error.retryAfterSeconds = retryAfterSeconds;
    return error;
}

int secondsToNextDay(TimePoint now)
{
    const auto day = std::chrono::floor<std::chrono::days>(now);
    return static_cast<int>(
        std::chrono::ceil<std::chrono::seconds>(day + std::chrono::days(1) - now).count());
}

int secondsToNextMonth(TimePoint now)
{
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(now));
    const std::chrono::sys_days next = (date.year() / date.month() + std::chrono::months(1)) / 1;
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(next - now).count());
}

} // namespace

AccessGuard::AccessGuard(const Clock& clock)
    : m_clock(clock)
{
}

void AccessGuard::setKeys(std::vector<domain::ClientKey> keys, const std::map<std::string, Spent>& spent)
{
    std::map<std::string, Account> accounts;
    m_idBySha256.clear();
    for (domain::ClientKey& key : keys) {
        Account account;
        if (const auto known = m_accounts.find(key.id); known != m_accounts.end()) {
            account = std::move(known->second);
        } else {
            roll(account);
            const auto before = spent.find(key.id);
            account.spent = before == spent.end() ? Spent{} : before->second;
        }
        if (!key.isRevoked) {
            m_idBySha256.emplace(key.sha256, key.id);
        }
        account.key = std::move(key);
        const std::string id = account.key.id;
        accounts.insert_or_assign(id, std::move(account));
    }
    m_accounts = std::move(accounts);
}

tl::expected<std::string, ApiError> AccessGuard::identify(std::string_view authorization) const
{
    if (m_isOpen) {
        return std::string();
    }
    constexpr std::string_view kScheme = "bearer ";
    const bool isBearer = authorization.size() > kScheme.size()
        && std::equal(kScheme.begin(), kScheme.end(), authorization.begin(),
            [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b); });
    if (!isBearer) {
        return tl::unexpected(unauthorised("You didn't provide an API key. Send a key of this gateway in an "
                                           "Authorization header: Bearer YOUR_KEY.",
            "missing_api_key"));
    }
    const auto known = m_idBySha256.find(sha256Hex(authorization.substr(kScheme.size())));
    if (known == m_idBySha256.end()) {
        return tl::unexpected(unauthorised(
            "Incorrect API key provided. Keys of this gateway are made in its console.", "invalid_api_key"));
    }
    return known->second;
}

bool AccessGuard::mayUseTask(const std::string& keyId, const std::string& taskId) const
{
    const auto account = m_accounts.find(keyId);
    if (account == m_accounts.end() || account->second.key.tasks.empty()) {
        return true;
    }
    const std::vector<std::string>& tasks = account->second.key.tasks;
    return std::find(tasks.begin(), tasks.end(), taskId) != tasks.end();
}

std::optional<ApiError> AccessGuard::checkMetrics(const std::string& keyId) const
{
    const auto account = m_accounts.find(keyId);
    if (m_isOpen || (account != m_accounts.end() && account->second.key.mayReadMetrics)) {
        return std::nullopt;
    }
    return forbidden("This key may not read the metrics of this gateway. Make one that may: routenlp key add --metrics.",
        "metrics_not_allowed");
}

std::optional<ApiError> AccessGuard::exhaustion(const std::string& keyId)
{
    const auto found = m_accounts.find(keyId);
    return found == m_accounts.end() ? std::nullopt : checkLimits(found->second, true);
}

std::optional<ApiError> AccessGuard::checkLimits(Account& account, bool isPriced) const
{
    roll(account);
    std::optional<ApiError> refusal = checkRates(account);
    return refusal ? refusal : checkBudgets(account, isPriced);
}

std::optional<ApiError> AccessGuard::admit(const std::string& keyId, const std::string& taskId, bool isPriced)
{
    const auto found = m_accounts.find(keyId);
    if (found == m_accounts.end()) {
        return std::nullopt;
    }
    Account& account = found->second;
    if (!mayUseTask(keyId, taskId)) {
        return modelNotFound(taskId.empty() ? std::string("requested") : "routenlp/" + taskId);
    }
    if (std::optional<ApiError> refusal = checkLimits(account, isPriced); refusal) {
        return refusal;
    }
    ++account.requests;
    return std::nullopt;
}

void AccessGuard::roll(Account& account) const
{
    const TimePoint now = m_clock.now();
    const auto minute = std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count();
    if (minute != account.minute) {
        account.minute = minute;
        account.requests = 0;
        account.tokens = 0;
    }
    const auto days = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(days);
    const std::int64_t month
        = static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month()));
    if (days.time_since_epoch().count() != account.day) {
        account.day = days.time_since_epoch().count();
        account.spent.today = {};
    }
    if (month != account.month) {
        account.month = month;
        account.spent.thisMonth = {};
    }
}

std::optional<ApiError> AccessGuard::checkRates(const Account& account) const
{
    const auto now = m_clock.now();
    const auto next = std::chrono::floor<std::chrono::minutes>(now) + std::chrono::minutes(1);
    const int wait = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(next - now).count());
    const domain::ClientKey& key = account.key;
    if (key.requestsPerMinute && account.requests >= *key.requestsPerMinute) {
        return tooMany("Rate limit reached for requests of this key: "
                + std::to_string(*key.requestsPerMinute) + " a minute.",
            "rate_limit_exceeded", wait);
    }
    if (key.tokensPerMinute && account.tokens >= *key.tokensPerMinute) {
        return tooMany("Rate limit reached for tokens of this key: " + std::to_string(*key.tokensPerMinute)
                + " a minute.",
            "rate_limit_exceeded", wait);
    }
    return std::nullopt;
}

std::optional<ApiError> AccessGuard::checkBudgets(const Account& account, bool isPriced) const
{
    const domain::ClientKey& key = account.key;
    if (key.monthlyBudget && account.spent.thisMonth >= *key.monthlyBudget) {
        return tooMany("The monthly budget of this key is spent.", "insufficient_quota",
            secondsToNextMonth(m_clock.now()));
    }
    if (key.dailyBudget && account.spent.today >= *key.dailyBudget) {
        return tooMany(
            "The daily budget of this key is spent.", "insufficient_quota", secondsToNextDay(m_clock.now()));
    }
    if ((key.dailyBudget || key.monthlyBudget) && !isPriced) {
        return tooMany("This key has a budget, and the price of the requested model is unknown.",
            "insufficient_quota", secondsToNextDay(m_clock.now()));
    }
    return std::nullopt;
}

void AccessGuard::spend(const std::string& keyId, domain::Money cost, std::int64_t tokens)
{
    const auto found = m_accounts.find(keyId);
    if (found != m_accounts.end()) {
        Account& account = found->second;
        roll(account);
        account.spent.today += cost;
        account.spent.thisMonth += cost;
        account.tokens += tokens;
    }
}

AccessGuard::Spent AccessGuard::spent(const std::string& keyId) const
{
    const auto found = m_accounts.find(keyId);
    return found == m_accounts.end() ? Spent{} : found->second.spent;
}

std::map<std::string, AccessGuard::Spent> AccessGuard::allSpent() const
{
    std::map<std::string, Spent> all;
    for (const auto& [id, account] : m_accounts) {
        Account now = account;
        roll(now);
        all.emplace(id, now.spent);
    }
    return all;
}

} // namespace core::gateway
