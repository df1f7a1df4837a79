#include "ui/widgets/availability.h"

#include <QCoreApplication>
#include <QWidget>

namespace ui::widgets {

namespace {

constexpr const char* kOwnTip = "ownToolTip";

} // namespace

void setAvailable(QWidget* control, const QString& whyNot)
{
    const QVariant own = control->property(kOwnTip);
    if (!whyNot.isEmpty() && !own.isValid()) {
        control->setProperty(kOwnTip, control->toolTip());
    } else if (whyNot.isEmpty() && own.isValid()) {
        control->setToolTip(own.toString());
        control->setProperty(kOwnTip, QVariant());
    }
    if (!whyNot.isEmpty()) {
        control->setToolTip(whyNot);
    }
    control->setEnabled(whyNot.isEmpty());
}

QString readOnlyReason(bool canChange)
{
    return canChange ? QString()
                     : QCoreApplication::translate("Availability", "The workspace is open read-only");
}

} // namespace ui::widgets
