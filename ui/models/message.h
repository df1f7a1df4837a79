#pragma once

#include <QString>

namespace ui::models {

enum class MessageKind { Information, Success, Warning, Error };

/// One sentence for the operator, shown beside its cause until dismissed.
struct Message {
    MessageKind kind = MessageKind::Information;
    QString text;
};

} // namespace ui::models
