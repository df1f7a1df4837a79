#include "serving_program.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

ServingProgram::ServingProgram(const QStringList& arguments, const QProcessEnvironment& environment)
{
    m_process.setProcessEnvironment(environment);
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.start(QStringLiteral(ROUTENLP_PROGRAM), arguments);
    while (!m_output.contains('\n') && m_process.waitForReadyRead(60'000)) {
        m_output += m_process.readAllStandardOutput();
    }
}

void ServingProgram::stop()
{
    m_process.terminate();
    m_process.waitForFinished(20'000);
}

void ServingProgram::kill()
{
    m_process.kill();
    m_process.waitForFinished(20'000);
}

QString ServingProgram::url(const char* member) const
{
    const QJsonObject line = QJsonDocument::fromJson(m_output.left(m_output.indexOf('\n'))).object();
    return line[QLatin1String(member)].toString();
}

std::uint16_t ServingProgram::port(const char* member) const
{
    return static_cast<std::uint16_t>(QUrl(url(member)).port(0));
}
