#include "db/workspace_stores.h"

#include "db/sql_comparison_store.h"
#include "db/sql_cost_book.h"
#include "db/sql_cost_history.h"
#include "db/sql_client_key_store.h"
#include "db/sql_cluster_book.h"
#include "db/sql_coverage_facts.h"
#include "db/sql_decision_store.h"
#include "db/sql_example_store.h"
#include "db/sql_failure_history.h"
#include "db/sql_failure_map_store.h"
#include "db/sql_judged_traffic.h"
#include "db/sql_loop_store.h"
#include "db/sql_metrics_history.h"
#include "db/sql_monitor_store.h"
#include "db/sql_picked_reviews.h"
#include "db/sql_policy_predictions.h"
#include "db/sql_policy_store.h"
#include "db/sql_portfolio_store.h"
#include "db/sql_request_history.h"
#include "db/sql_review_queue.h"
#include "db/sql_router_signal_store.h"
#include "db/sql_run_store.h"
#include "db/sql_setting_store.h"
#include "db/sql_shadow_store.h"
#include "db/sql_traffic_replay.h"
#include "db/sql_study_book.h"
#include "db/sql_text_vectors.h"
#include "db/sql_traffic_texts.h"
#include "db/sql_trial_store.h"
#include "db/workspace.h"

namespace db {

Stores openStores(Workspace& workspace)
{
    Stores stores;
    stores.decisions = std::make_unique<SqlDecisionStore>(workspace);
    stores.portfolio = std::make_unique<SqlPortfolioStore>(workspace);
    stores.policies = std::make_unique<SqlPolicyStore>(workspace);
    stores.predictions = std::make_unique<SqlPolicyPredictions>(workspace);
    stores.runs = std::make_unique<SqlRunStore>(workspace);
    stores.examples = std::make_unique<SqlExampleStore>(workspace);
    stores.routerSignals = std::make_unique<SqlRouterSignalStore>(workspace);
    stores.settings = std::make_unique<SqlSettingStore>(workspace);
    stores.clientKeys = std::make_unique<SqlClientKeyStore>(workspace);
    stores.metrics = std::make_unique<SqlMetricsHistory>(workspace);
    stores.requests = std::make_unique<SqlRequestHistory>(workspace);
    stores.costs = std::make_unique<SqlCostHistory>(workspace);
    stores.failures = std::make_unique<SqlFailureHistory>(workspace);
    stores.reviews = std::make_unique<SqlReviewQueue>(workspace);
    stores.pickedReviews = std::make_unique<SqlPickedReviews>(workspace);
    stores.studies = std::make_unique<SqlStudyBook>(workspace);
    stores.clusterBook = std::make_unique<SqlClusterBook>(workspace);
    stores.failureMaps = std::make_unique<SqlFailureMapStore>(workspace);
    stores.textVectors = std::make_unique<SqlTextVectors>(workspace);
    stores.costBook = std::make_unique<SqlCostBook>(workspace);
    stores.comparisons = std::make_unique<SqlComparisonStore>(workspace);
    stores.monitors = std::make_unique<SqlMonitorStore>(workspace);
    stores.coverage = std::make_unique<SqlCoverageFacts>(workspace);
    stores.shadows = std::make_unique<SqlShadowStore>(workspace);
    stores.trials = std::make_unique<SqlTrialStore>(workspace);
    stores.replay = std::make_unique<SqlTrafficReplay>(workspace);
    stores.loops = std::make_unique<SqlLoopStore>(workspace);
    stores.trafficTexts = std::make_unique<SqlTrafficTexts>(workspace);
    stores.judgedTraffic = std::make_unique<SqlJudgedTraffic>(workspace);
    return stores;
}

} // namespace db
