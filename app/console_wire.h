#pragma once

#include "core/ports/console_service.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What an attached process and the owner of a workspace say to each other: one JSON object a message.
namespace app::wire {

/// Processes of another protocol are refused with words that say so.
constexpr int kProtocol = 2;

[[nodiscard]] std::string toJson(const core::ports::ConsoleCommand& command);
[[nodiscard]] core::Result<core::ports::ConsoleCommand> commandFromJson(const std::string& text);
[[nodiscard]] std::string toJson(const core::ports::ConsoleSnapshot& snapshot);
[[nodiscard]] core::Result<core::ports::ConsoleSnapshot> snapshotFromJson(const std::string& text);

/// The asking side.
[[nodiscard]] std::string snapshotRequest(std::uint64_t knownRevision);
[[nodiscard]] std::string executeRequest(const core::ports::ConsoleCommand& command);
[[nodiscard]] std::string previewRequest(const std::string& taskId, double alpha);
[[nodiscard]] std::string policyPreviewRequest(const core::ports::PolicyDraft& draft);
[[nodiscard]] std::string explanationRequest(const std::string& queryId);
/// Nothing when the snapshot is still the known one.
[[nodiscard]] core::Result<std::optional<core::ports::ConsoleSnapshot>> snapshotReply(
    const std::string& text);
[[nodiscard]] core::Result<core::ports::CommandReceipt> receiptReply(const std::string& text);
[[nodiscard]] core::Result<core::ports::RiskLevelPreview> previewReply(const std::string& text);
[[nodiscard]] core::Result<core::ports::PolicyPreview> policyPreviewReply(const std::string& text);
[[nodiscard]] core::Result<core::domain::RouteExplanation> explanationReply(const std::string& text);

/// A command line of `routenlp` that the owner is to run, and where it was typed.
struct CommandLine {
    std::vector<std::string> arguments; ///< without the program's name
    std::string directory;
};

/// One message of several: the last one has the exit code.
struct CommandLineReply {
    std::string output;
    std::string errors;
    std::optional<int> exitCode;
};

[[nodiscard]] std::string commandLineRequest(const CommandLine& line);
[[nodiscard]] core::Result<CommandLineReply> commandLineReply(const std::string& text);
[[nodiscard]] std::string toJson(const CommandLineReply& reply);
/// Nothing for a request of another kind.
[[nodiscard]] std::optional<CommandLine> commandLineFrom(const std::string& request);
[[nodiscard]] std::string refusal(const core::Error& error);

/// The owner's side: does what the request asks and words the reply, an error included.
[[nodiscard]] std::string answerRequest(core::ports::ConsoleService& service, const std::string& request);

} // namespace app::wire
