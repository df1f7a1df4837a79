#pragma once

#include "core/ports/model_client.h"
#include "core/ports/student.h"

#include <map>
#include <memory>
#include <string>

namespace core::providers {

using StudentsByTask = std::map<std::string, std::shared_ptr<const ports::Student>>;

/// The tier of local students, one a task. Immutable: a new set of students is a new client.
/// Tokens are domain::estimatedTokens of text and answer; latency is measured; the version is the
/// fingerprint.
class StudentClient final : public ports::ModelClient {
public:
    explicit StudentClient(StudentsByTask students);

    /// NotFound when the task has no student. A tagging text is taken as tokens separated by single spaces.
    [[nodiscard]] Result<ports::ModelAnswer> complete(const ports::ModelRequest& request) const override;

private:
    StudentsByTask m_students;
};

} // namespace core::providers
