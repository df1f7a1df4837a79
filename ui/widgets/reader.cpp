#include "ui/widgets/reader.h"

#include <QPlainTextEdit>

namespace ui::widgets {

QPlainTextEdit* makeReader(const QString& name, QWidget* parent)
{
    auto* reader = new QPlainTextEdit(parent);
    reader->setReadOnly(true);
    reader->setTabChangesFocus(true);
    reader->setAccessibleName(name);
    reader->setMinimumHeight(110);
    return reader;
}

QString loginName()
{
    const QString name = qEnvironmentVariable("USER");
    return name.isEmpty() ? QStringLiteral("operator") : name;
}

} // namespace ui::widgets
