#include "real_workspace.h"

#include "core/base/uuid.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"
#include "tests/app/program.h"

#include <QEventLoop>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>

#include <filesystem>
#include <map>

namespace real {

namespace {

constexpr int kTrainLines = 700;
constexpr int kTestLines = 120;
constexpr int kProcessPatienceMs = 60'000;
constexpr int kTrainingPatienceMs = 400'000; // the worker gives way to everything else

void run(const QStringList& arguments)
{
    const ProgramRun ended = runProgram(arguments, kTrainingPatienceMs);
    if (ended.exitCode != 0) {
        qFatal("routenlp %s: %s", qPrintable(arguments.join(QLatin1Char(' '))), ended.errors.constData());
    }
}

/// Answers of the paid model to the texts that tests ask.
QByteArray recording()
{
    QByteArray lines;
    for (const QString& text : ambiguousTexts() + QStringList{plainText()}) {
        const QJsonObject response{{QStringLiteral("text"), QStringLiteral("card")},
            {QStringLiteral("prompt_tokens"), 20}, {QStringLiteral("completion_tokens"), 2},
            {QStringLiteral("latency_ms"), 5}};
        const QJsonObject line{{QStringLiteral("id"), text}, {QStringLiteral("task"), QStringLiteral("cs_intent")},
            {QStringLiteral("text"), text},
            {QStringLiteral("responses"), QJsonObject{{QStringLiteral("large"), response}}}};
        lines += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

void make(Workspace::Kind kind, const QString& directory, const QString& workspace)
{
    const QStringList where{QStringLiteral("--workspace"), workspace};
    const QString lines = directory + QStringLiteral("/lines.jsonl");
    writeFile(lines, labelledTexts());
    run(QStringList{QStringLiteral("init"), QStringLiteral("--seed"), QStringLiteral("1")} + where);
    if (kind == Workspace::Kind::Simulated) {
        run(QStringList{QStringLiteral("simulate"), QStringLiteral("--data"), lines, QStringLiteral("--split"),
                QStringLiteral("test")}
            + where);
        return;
    }
    if (kind != Workspace::Kind::Empty) {
        run(QStringList{QStringLiteral("import"), lines} + where);
    }
    if (kind == Workspace::Kind::Trained) {
        if (const Gateway paidTier(workspace); !paidTier.isUp()) { // added later, it would void the certificates
            qFatal("the gateway did not start on %s", qPrintable(workspace));
        }
        run(QStringList{QStringLiteral("train")} + where);
    }
}

/// The directory that copies of a kind are made from.
const QString& prototype(Workspace::Kind kind)
{
    static std::map<Workspace::Kind, std::unique_ptr<QTemporaryDir>> directories;
    static std::map<Workspace::Kind, QString> paths;
    auto& directory = directories[kind];
    if (directory == nullptr) {
        directory = std::make_unique<QTemporaryDir>();
        paths[kind] = directory->filePath(QStringLiteral("w"));
        make(kind, directory->path(), paths[kind]);
    }
    return paths[kind];
}

QString firstLineMember(QProcess& process, const char* member)
{
    QByteArray output;
    while (!output.contains('\n') && process.waitForReadyRead(kProcessPatienceMs)) {
        output += process.readAllStandardOutput();
    }
    return QJsonDocument::fromJson(output.left(output.indexOf('\n'))).object()[QLatin1String(member)].toString();
}

std::unique_ptr<QProcess> start(const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setStandardErrorFile(QProcess::nullDevice());
    process->start(QStringLiteral(ROUTENLP_PROGRAM), arguments);
    return process;
}

} // namespace

QByteArray labelledTexts()
{
    static const QByteArray lines = labelledLines(kTrainLines, kTestLines);
    return lines;
}

QString ambiguousText()
{
    return QStringLiteral("number 909: trouble with my account again");
}

QStringList ambiguousTexts()
{
    QStringList texts{ambiguousText()};
    for (int number = 910; number < 930; ++number) {
        texts += QStringLiteral("number %1: trouble with my account again").arg(number);
    }
    return texts;
}

QString plainText()
{
    return QStringLiteral("please help with refund, case 3");
}

Workspace::Workspace(Kind kind)
{
    const std::filesystem::path from = prototype(kind).toStdString();
    const std::filesystem::path to = path().toStdString();
    std::filesystem::create_directories(to);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(from)) {
        const std::filesystem::path target = to / std::filesystem::relative(entry.path(), from);
        if (entry.is_directory()) {
            std::filesystem::create_directories(target);
        } else if (entry.is_regular_file()) { // not the socket that a process leaves when it is killed
            std::filesystem::copy_file(entry.path(), target);
        }
    }
}

void Workspace::repeatTraffic(std::chrono::microseconds ago, int limit,
    const std::function<void(core::domain::QueryRecord&)>& change) const
{
    const auto workspace = db::Workspace::openOwner(path().toStdString());
    if (!workspace) {
        qFatal("%s", workspace.error().message.c_str());
    }
    const db::Stores stores = db::openStores(**workspace);
    const core::TimePoint now = core::SystemClock().now();
    core::ports::RequestFilter recent;
    recent.range = {now - std::chrono::hours(1), now + std::chrono::hours(1)};
    const auto page = stores.requests->page(recent, {}, std::nullopt, limit);
    std::uint64_t number = 0;
    for (const core::ports::RequestRow& row : page->rows) {
        core::domain::QueryRecord record = **stores.requests->find(row.id);
        record.at -= ago;
        record.id = core::makeUuidV7(record.at, 77, number++);
        if (change) {
            change(record);
        }
        auto appended = stores.decisions->append(record);
        if (const core::domain::Attempt* sent = record.accepted(); appended && sent != nullptr && sent->quality) {
            appended = stores.decisions->append(core::domain::Outcome{record.id, record.at,
                core::domain::LabelSource::Reference, "reference answer", *sent->quality, *sent->quality >= 0.5,
                record.auditProbability, {}, {}});
        }
        if (!appended) {
            qFatal("%s", appended.error().message.c_str());
        }
    }
    if (const auto flushed = stores.decisions->flush(); !flushed) {
        qFatal("%s", flushed.error().message.c_str());
    }
}

Gateway::Gateway(const QString& workspace)
{
    const QString answers = m_directory.filePath(QStringLiteral("answers.jsonl"));
    const QString file = m_directory.filePath(QStringLiteral("gateway.json"));
    writeFile(answers, recording());
    m_replay = start({QStringLiteral("replay"), QStringLiteral("--recording"), answers, QStringLiteral("--listen"),
        QStringLiteral("127.0.0.1:0"), QStringLiteral("--json")});
    const QJsonObject large{{QStringLiteral("tier"), QStringLiteral("large")},
        {QStringLiteral("model"), QStringLiteral("large")},
        {QStringLiteral("base_url"), firstLineMember(*m_replay, "replay")},
        {QStringLiteral("input_cost_per_token"), 1e-5}, {QStringLiteral("output_cost_per_token"), 3e-5}};
    writeFile(file, QJsonDocument(QJsonObject{{QStringLiteral("endpoints"), QJsonArray{large}}}).toJson());
    m_serve = start({QStringLiteral("serve"), QStringLiteral("--workspace"), workspace,
        QStringLiteral("--gateway"), file, QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--json")});
    m_url = firstLineMember(*m_serve, "gateway");
}

Gateway::~Gateway()
{
    for (QProcess* process : {m_serve.get(), m_replay.get()}) {
        if (process->state() == QProcess::Running) {
            process->terminate();
            process->waitForFinished(kProcessPatienceMs);
        }
    }
}

void Gateway::kill()
{
    m_serve->kill();
    m_serve->waitForFinished(kProcessPatienceMs);
}

Reply Gateway::ask(const QString& text) const
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(m_url + QStringLiteral("/chat/completions")));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const QJsonObject message{{QStringLiteral("role"), QStringLiteral("user")}, {QStringLiteral("content"), text}};
    const QJsonObject body{{QStringLiteral("model"), QStringLiteral("routenlp/cs_intent")},
        {QStringLiteral("messages"), QJsonArray{message}}};
    const std::unique_ptr<QNetworkReply> reply(network.post(request, QJsonDocument(body).toJson()));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    const QJsonObject json = QJsonDocument::fromJson(reply->readAll()).object();
    const QJsonObject choice = json[QStringLiteral("choices")].toArray().first().toObject();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
        QString::fromUtf8(reply->rawHeader("x-routenlp-tier")),
        choice[QStringLiteral("message")].toObject()[QStringLiteral("content")].toString()};
}

} // namespace real
