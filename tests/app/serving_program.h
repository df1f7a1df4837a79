#pragma once

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <cstdint>

/// A `routenlp` that runs until this goes away; the first line of its output names where it listens.
class ServingProgram {
public:
    explicit ServingProgram(const QStringList& arguments,
        const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment());
    ~ServingProgram() { stop(); }
    ServingProgram(const ServingProgram&) = delete;
    ServingProgram& operator=(const ServingProgram&) = delete;

    void stop(); ///< SIGTERM
    void kill(); ///< SIGKILL
    /// Of the address that the first line names under `member`.
    [[nodiscard]] std::uint16_t port(const char* member) const;
    [[nodiscard]] QString url(const char* member) const;
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

private:
    QProcess m_process;
    QByteArray m_output;
};
