#include "core/datasets/request_log.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/datasets/gzip_line_reader.h"
#include "core/datasets/json_text.h"
#include "core/datasets/log_entry.h"
#include "core/datasets/recording_file.h"
#include "core/domain/token_estimate.h"

#include <cctype>
#include <utility>

namespace core::datasets {

namespace {

using domain::LogFormat;
using nlohmann::json;

constexpr std::size_t kLineLimit = 512U << 20; ///< a list of objects may stand on one line

constexpr const char* kKnownFormats = "an OpenAI batch file, an export of LiteLLM's spend logs or of "
                                      "Langfuse's observations (JSON or JSON Lines), "
                                      "or a recording is expected";

/// Takes the entries out of the lines of a file: each line, or each object of one list over any number of
/// lines.
class EntryCutter {
public:
    using Take = std::function<Result<void>(std::string_view entry, std::size_t line)>;

    explicit EntryCutter(Take take)
        : m_take(std::move(take))
    {
    }

    Result<void> addLine(std::string_view text, std::size_t line)
    {
        if (!m_hasStarted) {
            m_hasStarted = true;
            m_isList = text.substr(text.find_first_not_of(" \t\r")).starts_with('[');
        }
        return m_isList ? addToList(text, line) : m_take(text, line);
    }

    [[nodiscard]] bool isWhole() const { return m_depth == 0; }
    [[nodiscard]] std::size_t startLine() const { return m_startLine; }

private:
    /// An element starts at depth 1 and ends when the depth is 1 again.
    Result<void> addToList(std::string_view text, std::size_t line)
    {
        for (const char c : text) {
            if (m_depth >= 2) {
                m_element += c;
            }
            if (m_isInString) {
                m_isInString = m_isEscaped || c != '"';
                m_isEscaped = !m_isEscaped && c == '\\';
                continue;
            }
            m_isInString = c == '"';
            if (c == '{' || c == '[') {
                if (++m_depth == 2) {
                    m_element.assign(1, c);
                    m_startLine = line;
                }
            } else if ((c == '}' || c == ']') && --m_depth == 1) {
                if (Result<void> taken = m_take(m_element, m_startLine); !taken) {
                    return taken;
                }
            } else if (m_depth < 2 && c != ',' && c != ']'
                && std::isspace(static_cast<unsigned char>(c)) == 0) {
                return fail(ErrorCode::InvalidArgument,
                    "line " + std::to_string(line) + ": '" + std::string(1, c)
                        + "' stands where an object of the list is expected; export the log again");
            }
        }
        m_element += m_depth >= 2 ? "\n" : "";
        return {};
    }

    Take m_take;
    std::string m_element;
    std::size_t m_startLine = 1;
    int m_depth = 0;
    bool m_hasStarted = false;
    bool m_isList = false;
    bool m_isInString = false;
    bool m_isEscaped = false;
};

class LogReading {
public:
    explicit LogReading(const LoggedRequestVisitor& visit)
        : m_visit(visit)
    {
    }

    Result<void> take(std::string_view text, std::size_t line)
    {
        const Result<json> entry = parseJsonObject(text);
        Result<void> taken = entry ? takeEntry(*entry) : Result<void>(fail(entry.error()));
        return taken ? taken : fail(taken.error().within("line " + std::to_string(line)));
    }

    [[nodiscard]] RequestLogReport report() const { return m_report; }

private:
    Result<void> takeEntry(const json& entry)
    {
        if (const json* data = member(entry, "data"); data != nullptr && data->is_array() && !m_format) {
            for (std::size_t i = 0; i < data->size(); ++i) {
                Result<void> taken = (*data)[i].is_object()
                    ? takeEntry((*data)[i])
                    : fail(ErrorCode::InvalidArgument, "it is " + shown((*data)[i]) + ", not an object");
                if (!taken) {
                    return fail(taken.error().within("data[" + std::to_string(i) + "]"));
                }
            }
            return {};
        }
        m_format = m_format ? m_format : detectLogFormat(entry);
        if (!m_format) {
            return fail(ErrorCode::InvalidArgument,
                "the entry " + shown(entry) + " is of no known log format; " + kKnownFormats);
        }
        m_report.format = *m_format;
        Result<LogEntry> parsed = parseLogEntry(entry, *m_format);
        if (!parsed) {
            return fail(parsed.error());
        }
        if (parsed->request) {
            ++m_report.requests;
            m_visit(std::move(*parsed->request));
        } else {
            ++m_report.skipped[parsed->skipReason];
        }
        return {};
    }

    const LoggedRequestVisitor& m_visit;
    std::optional<LogFormat> m_format;
    RequestLogReport m_report;
};

Result<RequestLogReport> readRecording(const std::filesystem::path& path, const LoggedRequestVisitor& visit)
{
    RequestLogReport report;
    report.format = LogFormat::Recording;
    const Result<std::size_t> read = readRecordingFile(path, {}, [&](const domain::Example& example) {
        domain::LoggedRequest request;
        request.group = example.taskId;
        request.textHash = fnv1a(normalisedText(example.text)) | 1U;
        request.estimatedPromptTokens = domain::estimatedTokens(example.text);
        for (const auto& [model, response] : example.responses) {
            request.answers.push_back(
                {model, response.quality, response.promptTokens, response.completionTokens, std::nullopt});
        }
        if (request.answers.empty()) {
            ++report.skipped["queries without answers"];
        } else {
            ++report.requests;
            visit(std::move(request));
        }
        return true;
    });
    return read ? Result<RequestLogReport>(report) : fail(read.error());
}

/// Whether the first entry has "responses"; a wrong first line is left to the reading proper.
Result<bool> isRecording(const std::filesystem::path& path)
{
    Result<GzipLineReader> reader = GzipLineReader::open(path, kLineLimit);
    if (!reader) {
        return fail(reader.error());
    }
    const auto line = reader->next();
    if (!line) {
        return fail(line.error());
    }
    if (!line->has_value()) {
        return fail(ErrorCode::InvalidArgument, path.filename().string() + " is empty; " + kKnownFormats);
    }
    const Result<json> entry = parseJson((*line)->text);
    return entry && entry->is_object() && entry->contains("responses");
}

} // namespace

Result<RequestLogReport> readRequestLog(const std::filesystem::path& path, const LoggedRequestVisitor& visit)
{
    const Result<bool> recording = isRecording(path);
    if (!recording) {
        return fail(recording.error());
    }
    if (*recording) {
        return readRecording(path, visit);
    }
    Result<GzipLineReader> reader = GzipLineReader::open(path, kLineLimit);
    if (!reader) {
        return fail(reader.error());
    }
    LogReading reading(visit);
    EntryCutter cutter([&](std::string_view entry, std::size_t line) { return reading.take(entry, line); });
    const std::string name = path.filename().string();
    for (;;) {
        const auto line = reader->next();
        if (!line) {
            return fail(line.error());
        }
        if (!line->has_value()) {
            break;
        }
        if (const Result<void> added = cutter.addLine((*line)->text, (*line)->number); !added) {
            return fail(ErrorCode::InvalidArgument, name + " " + added.error().message);
        }
    }
    if (!cutter.isWhole()) {
        return fail(ErrorCode::InvalidArgument,
            name + " line " + std::to_string(cutter.startLine())
                + ": the list is cut off after this entry; export the log again");
    }
    return reading.report();
}

} // namespace core::datasets
