#include "ui/widgets/save_prompt.h"

#include <QFileDialog>

#include <utility>

namespace ui::widgets {

void askSavePath(QWidget* parent, const QString& caption, const QString& suggestedName, const QString& suffix,
    std::function<void(const QString& path)> accept)
{
    auto* dialog = new QFileDialog(parent, caption);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix.mid(1));
    dialog->setNameFilter(QStringLiteral("*") + suffix);
    dialog->selectFile(suggestedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
        [accept = std::move(accept)](const QString& path) { accept(path); });
    dialog->open();
}

} // namespace ui::widgets
