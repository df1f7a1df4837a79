#pragma once

#include <string>
#include <vector>

namespace core::datasets::workload {

/// Something that a customer can ask for.
struct ReplyAction {
    std::string wish; ///< "return it": fits "I want to"
    std::vector<std::string> asks; ///< whole sentences that leave the matter open
    std::string frame; ///< first half of the reply
};

/// What it can be about.
struct ReplyMatter {
    std::string name; ///< "the shoes"
    std::vector<std::string> oblique; ///< rare: meant, not named
    std::string clause; ///< second half of the reply
};

/// Any action goes with any matter of its group: the reply is frame + " " + clause.
struct ReplyGroup {
    std::vector<ReplyAction> actions;
    std::vector<ReplyMatter> matters;
};

[[nodiscard]] std::vector<ReplyGroup> replyGroups();

} // namespace core::datasets::workload
