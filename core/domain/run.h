#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::domain {

enum class RunKind {
    StudentTraining,
    RouterTraining,
    Calibration,
    Clustering,
    Distillation,
    Loop,
    ModelComparison, ///< a tuned model with the tier whose place it may take
};

enum class RunState {
    Queued,
    Running,
    Cancelling,
    Succeeded,
    Failed,
    Cancelled,
};

/// A piece of background work, done by a worker process.
struct Run {
    std::string id; ///< UUIDv7
    RunKind kind = RunKind::StudentTraining;
    RunState state = RunState::Queued;
    std::string taskId;         ///< empty: all tasks
    std::string parametersJson; ///< the documented parameter struct, seed included
    TimePoint createdAt{};
    std::optional<TimePoint> startedAt;
    std::optional<TimePoint> finishedAt;
    std::string stage;       ///< what it is doing, for people
    double progress = 0;     ///< in [0, 1]
    std::string errorMessage;

    [[nodiscard]] bool isFinal() const
    {
        return state == RunState::Succeeded || state == RunState::Failed || state == RunState::Cancelled;
    }
};

struct RunMetric {
    std::string name; ///< e.g. "tuning_accuracy"
    std::int64_t step = 0;
    double value = 0;
};

/// A file under models/ that a run produced. Immutable, refused when its bytes no longer match the checksum.
struct Artefact {
    std::string id;   ///< e.g. "student-cs_intent-3f9a12bc", unique
    std::string kind; ///< "student", "router", "confidence"
    std::string taskId;
    std::string runId; ///< the last run that produced these bytes
    std::string path; ///< relative to the workspace
    std::string sha256;
    std::int64_t bytes = 0;
    std::string dataFingerprint; ///< hash over the ids and labels it was trained on
    std::string metricsJson;     ///< what was measured when it was made
    TimePoint at{};
};

/// A vertical mark on every time axis.
struct Marker {
    TimePoint at{};
    std::string kind;   ///< "policy", "run"; of alarms "alarm", "watch", "void"
    std::string taskId; ///< empty: all tasks
    std::string text;   ///< e.g. "Student for Customer-service intent took over"
    std::string reference; ///< policy, run or alarm id; of a bypass see bypass_marker.h
    bool isAcknowledged = false; ///< an alarm that somebody has seen to
};

[[nodiscard]] std::string_view toString(RunKind kind);
[[nodiscard]] std::optional<RunKind> runKindFrom(std::string_view name);
[[nodiscard]] std::string_view toString(RunState state);
[[nodiscard]] std::optional<RunState> runStateFrom(std::string_view name);

} // namespace core::domain
