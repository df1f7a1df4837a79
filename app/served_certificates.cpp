#include "app/served_certificates.h"

#include <algorithm>

namespace app {

namespace domain = core::domain;

std::vector<domain::Certificate> servedCertificates(
    const std::vector<domain::Certificate>& newestFirst, const domain::PolicyVersion& policy)
{
    std::vector<domain::Certificate> served;
    for (const domain::Certificate& certificate : newestFirst) {
        const bool isKnown = std::any_of(served.begin(), served.end(), [&](const domain::Certificate& other) {
            return other.taskId == certificate.taskId && other.tierId == certificate.tierId;
        });
        if (!isKnown && policy.tasks.contains(certificate.taskId)) {
            served.push_back(certificate);
        }
    }
    return served;
}

std::vector<core::ports::StudentState> studentStates(const domain::PolicyVersion& policy)
{
    std::vector<core::ports::StudentState> students;
    for (const auto& [taskId, task] : policy.tasks) {
        core::ports::StudentState student;
        student.taskId = taskId;
        student.isServing = !task.modelVersions.empty();
        if (student.isServing) {
            const auto& [tierId, version] = *task.modelVersions.begin();
            student.modelVersion = version;
            const auto threshold = task.thresholds.find(tierId);
            if (threshold != task.thresholds.end()) {
                student.threshold = threshold->second;
            }
        }
        students.push_back(std::move(student));
    }
    return students;
}

} // namespace app
