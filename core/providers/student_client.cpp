#include "core/providers/student_client.h"

#include "core/domain/token_estimate.h"

#include <chrono>
#include <iterator>
#include <sstream>
#include <utility>
#include <vector>

namespace core::providers {

namespace {

std::vector<std::string> tokensOf(const ports::Student& student, const std::string& text)
{
    if (student.kind() != domain::TaskKind::Tagging) {
        return {};
    }
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

} // namespace

StudentClient::StudentClient(StudentsByTask students)
    : m_students(std::move(students))
{
}

Result<ports::ModelAnswer> StudentClient::complete(const ports::ModelRequest& request) const
{
    const auto student = m_students.find(request.taskId);
    if (student == m_students.end() || student->second == nullptr) {
        return fail(ErrorCode::NotFound, "task " + request.taskId + " has no trained student");
    }
    const auto start = std::chrono::steady_clock::now();
    Result<ports::StudentAnswer> given
        = student->second->answer(request.text, tokensOf(*student->second, request.text));
    const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
    if (!given) {
        return fail(given.error().within("student of " + request.taskId));
    }
    ports::ModelAnswer answer;
    answer.text = std::move(given->text);
    answer.model = "student/" + request.taskId;
    answer.usage = {domain::estimatedTokens(request.text), domain::estimatedTokens(answer.text)};
    answer.latencyMs = elapsed.count();
    answer.confidence = given->confidence;
    answer.isNovel = given->isNovel;
    answer.modelVersion = student->second->fingerprint();
    return answer;
}

} // namespace core::providers
