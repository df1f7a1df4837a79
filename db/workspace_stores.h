#pragma once

#include "core/ports/cluster_book.h"
#include "core/ports/comparison_store.h"
#include "core/ports/cost_book.h"
#include "core/ports/cost_history.h"
#include "core/ports/client_key_store.h"
#include "core/ports/coverage_history.h"
#include "core/ports/decision_store.h"
#include "core/ports/failure_history.h"
#include "core/ports/failure_map_store.h"
#include "core/ports/history.h"
#include "core/ports/judged_traffic.h"
#include "core/ports/loop_store.h"
#include "core/ports/monitor_store.h"
#include "core/ports/picked_reviews.h"
#include "core/ports/policy_history.h"
#include "core/ports/review_queue.h"
#include "core/ports/shadow_store.h"
#include "core/ports/traffic_replay.h"
#include "core/ports/trial_store.h"
#include "core/ports/router_signal_store.h"
#include "core/ports/study_book.h"
#include "core/ports/text_vectors.h"
#include "core/ports/workspace_store.h"

#include <memory>

namespace db {

class Workspace;

/// Every port of storage for one workspace. On a read-only workspace the reading functions work and the
/// writing ones return PermissionDenied. The workspace must outlive the stores.
struct Stores {
    std::unique_ptr<core::ports::DecisionStore> decisions;
    std::unique_ptr<core::ports::PortfolioStore> portfolio;
    std::unique_ptr<core::ports::PolicyStore> policies;
    std::unique_ptr<core::ports::PolicyPredictions> predictions;
    std::unique_ptr<core::ports::RunStore> runs;
    std::unique_ptr<core::ports::ExampleStore> examples;
    std::unique_ptr<core::ports::RouterSignalStore> routerSignals;
    std::unique_ptr<core::ports::SettingStore> settings;
    std::unique_ptr<core::ports::ClientKeyStore> clientKeys;
    std::unique_ptr<core::ports::MetricsHistory> metrics;
    std::unique_ptr<core::ports::RequestHistory> requests;
    std::unique_ptr<core::ports::CostHistory> costs;
    std::unique_ptr<core::ports::CostBook> costBook;
    std::unique_ptr<core::ports::ReviewQueue> reviews;
    std::unique_ptr<core::ports::PickedReviews> pickedReviews;
    std::unique_ptr<core::ports::StudyBook> studies;
    std::unique_ptr<core::ports::FailureHistory> failures;
    std::unique_ptr<core::ports::ClusterBook> clusterBook;
    std::unique_ptr<core::ports::FailureMapStore> failureMaps;
    std::unique_ptr<core::ports::TextVectorStore> textVectors;
    std::unique_ptr<core::ports::ComparisonStore> comparisons;
    std::unique_ptr<core::ports::MonitorStore> monitors;
    std::unique_ptr<core::ports::CoverageFacts> coverage;
    std::unique_ptr<core::ports::ShadowStore> shadows;
    std::unique_ptr<core::ports::TrialStore> trials;
    std::unique_ptr<core::ports::TrafficReplay> replay;
    std::unique_ptr<core::ports::LoopStore> loops;
    std::unique_ptr<core::ports::TrafficTexts> trafficTexts;
    std::unique_ptr<core::ports::JudgedTraffic> judgedTraffic;
};

[[nodiscard]] Stores openStores(Workspace& workspace);

} // namespace db
