#include "core/engine/answer_reference.h"

#include <sstream>

namespace core::engine {

domain::Reference referenceFrom(domain::TaskKind kind, const std::string& answer)
{
    domain::Reference reference;
    if (kind == domain::TaskKind::Classification && !answer.empty()) {
        reference.labels = {answer};
    } else if (kind == domain::TaskKind::Tagging) {
        std::istringstream tags(answer);
        for (std::string tag; tags >> tag;) {
            reference.tags.push_back(tag);
        }
    } else {
        reference.text = answer;
    }
    return reference;
}

} // namespace core::engine
