#include "ui/pages/page.h"

#include "ui/models/export_source.h"
#include "ui/widgets/save_prompt.h"

#include <QAbstractItemView>
#include <QSaveFile>

#include <utility>

namespace ui::pages {

Page::Page(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    const auto refreshIfVisible = [this] {
        if (isVisible()) {
            refresh();
        }
    };
    connect(&m_context, &models::ConsoleContext::selectionChanged, this, refreshIfVisible);
    connect(&m_context, &models::ConsoleContext::preferencesChanged, this, refreshIfVisible);
    connect(&m_context, &models::ConsoleContext::snapshotChanged, this, [this] {
        if (isVisible()) {
            showSnapshot();
        }
    });
}

QString Page::whyNoExport() const
{
    return tr("This view has no table to export");
}

void Page::exportTables(const QStringList& names)
{
    exportCsv([this, names] {
        QString text = models::csvHead(models::provenanceOf(m_context, accessibleName()), m_context.formats());
        for (const QString& name : names) {
            const auto* table = findChild<QAbstractItemView*>(name);
            Q_ASSERT(table != nullptr);
            text += names.size() == 1 ? QString() : QStringLiteral("# ") + table->accessibleName() + QStringLiteral("\r\n");
            text += models::csvOf(*table->model());
        }
        return text;
    });
}

void Page::exportCsv(std::function<QString()> contents)
{
    const QString suffix = QStringLiteral(".csv");
    const QString name = QStringLiteral("routenlp-") + objectName().section(QLatin1Char('.'), -1) + suffix;
    widgets::askSavePath(
        this, tr("Export as CSV"), name, suffix, [this, contents = std::move(contents)](const QString& path) {
            QSaveFile file(path);
            const bool isWritten
                = file.open(QIODevice::WriteOnly) && file.write(contents().toUtf8()) >= 0 && file.commit();
            Q_EMIT m_context.messageRaised(isWritten
                    ? models::Message{models::MessageKind::Success, tr("Saved %1").arg(path)}
                    : models::Message{models::MessageKind::Error,
                        tr("%1 could not be written. Choose another directory.").arg(path)});
        });
}

void Page::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace ui::pages
