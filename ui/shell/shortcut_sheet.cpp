#include "ui/shell/shortcut_sheet.h"

#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <utility>

namespace ui::shell {

ShortcutSheet::ShortcutSheet(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("shortcutSheet"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* layout = new QVBoxLayout(this);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(5);
    QList<std::pair<QString, QString>> lines;
    for (const QAction* action : actions) {
        if (!action->shortcut().isEmpty()) {
            lines.append({QString(action->text()).remove(QChar(u'…')),
                action->shortcut().toString(QKeySequence::NativeText)});
        }
    }
    lines.append({tr("In a chart: step from datum to datum"), tr("←, →, Home, End")});
    lines.append({tr("In a table: copy the selected rows"), tr("Ctrl+C")});
    lines.append({tr("In Review: judge, from wrong to right"), tr("1 to 5")});
    lines.append({tr("In Review: take over another tier's answer"), tr("6 to 9")});
    lines.append({tr("In Review: record the correction"), tr("Ctrl+Return")});
    lines.append({tr("In Review: take the last judgement back"), tr("Ctrl+Z")});
    lines.append({tr("In Review: back, skip"), tr("←, →")});
    lines.append({tr("On the map: zoom, move, show all, go back"), tr("+ −, arrows, 0, Ctrl+Z")});
    const qsizetype half = (lines.size() + 1) / 2;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const int row = static_cast<int>(i % half);
        const int column = i < half ? 0 : 2;
        grid->addWidget(widgets::makeLabel(lines[i].first, theme::TextRole::Body, this), row, column);
        grid->addWidget(widgets::makeLabel(lines[i].second, theme::TextRole::Strong, this), row, column + 1,
            Qt::AlignRight);
    }
    layout->addLayout(grid);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addSpacing(8);
    layout->addWidget(buttons);
}

} // namespace ui::shell
