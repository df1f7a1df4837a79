#include "ui/models/gateway_models.h"

#include "core/ports/secret_store.h"
#include "ui/models/strings.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui::models {

namespace {

using core::ports::ClientKeyState;
using core::ports::EndpointState;

QString spentText(core::domain::Money spent, const std::optional<core::domain::Money>& budget, const Formats& formats)
{
    return budget ? ClientKeyModel::tr("%1 of %2").arg(formats.money(spent), formats.money(*budget))
                  : formats.money(spent);
}

QString keyText(const std::string& secretName)
{
    if (secretName.empty()) {
        return EndpointModel::tr("none");
    }
    const std::optional<std::string> kept = core::ports::keyringName(secretName);
    return kept ? EndpointModel::tr("%1 (keyring)").arg(toQt(*kept)) : toQt(secretName);
}

/// The share of a limit that is left; NaN when the server did not say.
double shareLeft(const std::optional<std::int64_t>& left, const std::optional<std::int64_t>& limit)
{
    return left && limit && *limit > 0 ? static_cast<double>(*left) / static_cast<double>(*limit) : std::nan("");
}

QString requestsLeft(const core::domain::RateLimits& limits, const Formats& formats)
{
    return limits.requestLimit
        ? EndpointModel::tr("%1 of %2 requests left")
              .arg(formats.count(*limits.requestsLeft), formats.count(*limits.requestLimit))
        : EndpointModel::tr("requests left: %1").arg(formats.count(*limits.requestsLeft));
}

QString tokensLeft(const core::domain::RateLimits& limits, const Formats& formats)
{
    return limits.tokenLimit
        ? EndpointModel::tr("%1 of %2 tokens left")
              .arg(formats.count(*limits.tokensLeft), formats.count(*limits.tokenLimit))
        : EndpointModel::tr("tokens left: %1").arg(formats.count(*limits.tokensLeft));
}

QString refusedText(const core::domain::RateLimits& limits, const Formats& formats)
{
    const auto count = static_cast<std::int64_t>(limits.refusals);
    return EndpointModel::tr("refused %1 time(s)", nullptr, pluralOf(count)).arg(formats.count(count));
}

/// Of requests and tokens, what will be used up first.
QString rateLimitText(const core::domain::RateLimits& limits, const Formats& formats)
{
    const bool isTokensNearer = shareLeft(limits.tokensLeft, limits.tokenLimit)
        < shareLeft(limits.requestsLeft, limits.requestLimit); // false where one is unknown
    if (limits.requestsLeft && !isTokensNearer) {
        return requestsLeft(limits, formats);
    }
    if (limits.tokensLeft) {
        return tokensLeft(limits, formats);
    }
    return limits.refusals > 0 ? refusedText(limits, formats) : Formats::dash();
}

QString rateLimitDetails(const core::domain::RateLimits& limits, const Formats& formats, core::TimePoint now)
{
    QStringList lines;
    if (limits.requestsLeft) {
        lines += requestsLeft(limits, formats);
    }
    if (limits.tokensLeft) {
        lines += tokensLeft(limits, formats);
    }
    if (limits.refusals > 0) {
        lines += refusedText(limits, formats);
    }
    if (limits.retryAt > now) {
        lines += EndpointModel::tr("asks to be left alone until %1").arg(formats.timeStamp(limits.retryAt, now));
    }
    return lines.isEmpty() ? EndpointModel::tr("The server does not say how much may be asked")
                           : lines.join(QLatin1Char('\n'));
}

bool isSpent(const ClientKeyState& row)
{
    return (row.key.dailyBudget && row.spentToday >= *row.key.dailyBudget)
        || (row.key.monthlyBudget && row.spentThisMonth >= *row.key.monthlyBudget);
}

} // namespace

EndpointModel::EndpointModel(QObject* parent)
    : RowTableModel(parent)
{
    const auto health = [this](const EndpointState& row) {
        if (!row.hasKey) {
            return tr("key missing");
        }
        if (row.isCircuitOpen) {
            return tr("circuit open");
        }
        if (!m_isRunning) {
            return tr("gateway is off");
        }
        const bool isRefusedOrDown = row.failures > 0 || row.rateLimits.refusals > 0;
        return row.answers > 0 ? tr("answers") : isRefusedOrDown ? tr("no answer yet") : tr("not asked yet");
    };
    const auto tone = [](const EndpointState& row, int role) -> QVariant {
        const bool isTrouble = !row.hasKey || row.isCircuitOpen;
        return role == ToneRole ? QVariant(static_cast<int>(isTrouble ? CellTone::Alarm : CellTone::Normal)) : QVariant();
    };
    const auto latency = [this](const std::optional<double>& ms) {
        return ms ? m_formats.milliseconds(*ms) : Formats::dash();
    };
    const auto rateLimitTone = [this](const EndpointState& row, int role) -> QVariant {
        const bool isShutOut = row.rateLimits.retryAt > m_now;
        return role == ToneRole ? QVariant(static_cast<int>(isShutOut ? CellTone::Alarm : CellTone::Normal)) : QVariant();
    };
    const auto lastError = [this](const EndpointState& row) {
        return row.lastError.empty() ? Formats::dash()
                                     : tr("%1: %2").arg(m_formats.timeStamp(row.lastErrorAt, m_now), toQt(row.lastError));
    };
    setColumns({
        {tr("Tier"), {}, false, [](const EndpointState& row) { return toQt(row.endpoint.tierId); }},
        {tr("Server"), {}, false, [](const EndpointState& row) { return toQt(row.endpoint.baseUrl); },
            [](const EndpointState& row) { return toQt(row.endpoint.baseUrl); }},
        {tr("Key"), tr("Environment variable, or name in the desktop keyring; never the key"), false,
            [](const EndpointState& row) { return keyText(row.endpoint.secretName); }},
        {tr("State"),
            tr("A circuit opens after repeated outages: the tier is not asked for a while, then by one probe at a time"),
            false, health, Text(), tone},
        {tr("In flight"), {}, true,
            [this](const EndpointState& row) { return m_formats.count(row.callsInFlight); }},
        {tr("Answers"), tr("Since the gateway began"), true,
            [this](const EndpointState& row) { return m_formats.count(static_cast<std::int64_t>(row.answers)); }},
        {tr("Outages"), tr("Since the gateway began: no connection, no answer in time or 5xx"), true,
            [this](const EndpointState& row) { return m_formats.count(static_cast<std::int64_t>(row.failures)); }},
        {tr("Rate limit"), tr("What the server's newest answer said that may still be asked, and how often it refused (429)"),
            false, [this](const EndpointState& row) { return rateLimitText(row.rateLimits, m_formats); },
            [this](const EndpointState& row) { return rateLimitDetails(row.rateLimits, m_formats, m_now); }, rateLimitTone},
        {tr("p50"), tr("Until the answer's header, of the newest 256 answers"), true,
            [latency](const EndpointState& row) { return latency(row.p50Ms); }},
        {tr("p95"), tr("Until the answer's header, of the newest 256 answers"), true,
            [latency](const EndpointState& row) { return latency(row.p95Ms); }},
        {tr("Last error"), {}, false, lastError, lastError},
    });
}

void EndpointModel::update(const core::ports::GatewayState& gateway, const Formats& formats, core::TimePoint now)
{
    m_formats = formats;
    m_now = now;
    m_isRunning = gateway.isRunning;
    setRows(gateway.endpoints);
}

ClientKeyModel::ClientKeyModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = ClientKeyState;
    const auto state = [](const Row& row) {
        if (row.key.isRevoked) {
            return tr("revoked");
        }
        return isSpent(row) ? tr("budget spent") : tr("may ask");
    };
    const auto tone = [](const Row& row, int role) -> QVariant {
        const CellTone shade = row.key.isRevoked ? CellTone::Muted : isSpent(row) ? CellTone::Alarm : CellTone::Normal;
        return role == ToneRole ? QVariant(static_cast<int>(shade)) : QVariant();
    };
    const auto tasks = [](const Row& row) {
        QStringList names;
        for (const std::string& task : row.key.tasks) {
            names += toQt(task);
        }
        const QString may = names.isEmpty() ? tr("all, and models by name") : names.join(QStringLiteral(", "));
        return row.key.mayReadMetrics ? tr("%1; /metrics").arg(may) : may;
    };
    const auto limits = [this](const Row& row) {
        QStringList words;
        if (row.key.requestsPerMinute) {
            words += tr("%1 requests/min").arg(m_formats.count(*row.key.requestsPerMinute));
        }
        if (row.key.tokensPerMinute) {
            words += tr("%1 tokens/min").arg(m_formats.count(*row.key.tokensPerMinute));
        }
        return words.isEmpty() ? tr("none") : words.join(QStringLiteral(", "));
    };
    setColumns({
        {tr("Key"), {}, false, [](const Row& row) { return toQt(row.key.id); },
            [](const Row& row) { return toQt(row.key.name); }},
        {tr("State"), {}, false, state, Text(), tone},
        {tr("Tasks"), {}, false, tasks, tasks},
        {tr("Limits"), {}, false, limits},
        {tr("Spent today"), tr("In the UTC day, of the daily budget"), true,
            [this](const Row& row) { return spentText(row.spentToday, row.key.dailyBudget, m_formats); }},
        {tr("Spent this month"), tr("In the UTC month, of the monthly budget"), true,
            [this](const Row& row) { return spentText(row.spentThisMonth, row.key.monthlyBudget, m_formats); }},
        {tr("Kept in"), {}, false, [](const Row& row) { return row.isOfFile ? tr("gateway.json") : tr("workspace"); }},
    });
}

void ClientKeyModel::update(const core::ports::GatewayState& gateway, const Formats& formats)
{
    m_formats = formats;
    std::vector<ClientKeyState> rows = gateway.keys;
    std::stable_partition(rows.begin(), rows.end(), [](const ClientKeyState& row) { return !row.key.isRevoked; });
    setRows(std::move(rows));
}

QString baseUrlOf(const core::ports::GatewayState& gateway)
{
    const QString address = toQt(gateway.address);
    const bool isAny = address == QLatin1String("0.0.0.0") || address == QLatin1String("::");
    const QString host = isAny ? QStringLiteral("127.0.0.1")
        : address.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(address)
                                             : address;
    return QStringLiteral("http://%1:%2/v1").arg(host).arg(gateway.port);
}

QString connectSnippet(ClientLibrary library, const QString& baseUrl, const QString& model, bool wantsKey)
{
    const QString text = QStringLiteral("my card was charged twice");
    switch (library) {
    case ClientLibrary::OpenAiPython:
        return QStringLiteral("import os\n"
                              "from openai import OpenAI\n\n"
                              "client = OpenAI(base_url=\"%1\", api_key=%2)\n"
                              "answer = client.chat.completions.create(\n"
                              "    model=\"%3\",\n"
                              "    messages=[{\"role\": \"user\", \"content\": \"%4\"}])\n"
                              "print(answer.choices[0].message.content)\n")
            .arg(baseUrl, wantsKey ? QStringLiteral("os.environ[\"ROUTENLP_API_KEY\"]") : QStringLiteral("\"none\""),
                model, text);
    case ClientLibrary::OpenAiNode:
        return QStringLiteral("import OpenAI from \"openai\";\n\n"
                              "const client = new OpenAI({ baseURL: \"%1\", apiKey: %2 });\n"
                              "const answer = await client.chat.completions.create({\n"
                              "  model: \"%3\",\n"
                              "  messages: [{ role: \"user\", content: \"%4\" }],\n"
                              "});\n"
                              "console.log(answer.choices[0].message.content);\n")
            .arg(baseUrl, wantsKey ? QStringLiteral("process.env.ROUTENLP_API_KEY") : QStringLiteral("\"none\""), model,
                text);
    case ClientLibrary::LangChain:
        return QStringLiteral("import os\n"
                              "from langchain_openai import ChatOpenAI\n\n"
                              "model = ChatOpenAI(base_url=\"%1\", api_key=%2,\n"
                              "                   model=\"%3\")\n"
                              "print(model.invoke(\"%4\").content)\n")
            .arg(baseUrl, wantsKey ? QStringLiteral("os.environ[\"ROUTENLP_API_KEY\"]") : QStringLiteral("\"none\""),
                model, text);
    case ClientLibrary::Curl:
        break;
    }
    const QString header
        = wantsKey ? QStringLiteral("  -H \"Authorization: Bearer $ROUTENLP_API_KEY\" \\\n") : QString();
    return QStringLiteral("curl %1/chat/completions \\\n%2"
                          "  -H 'Content-Type: application/json' \\\n"
                          "  -d '{\"model\": \"%3\", \"messages\": [{\"role\": \"user\", \"content\": \"%4\"}]}'\n")
        .arg(baseUrl, header, model, text);
}

} // namespace ui::models
