#include "ui/charts/chart_menu.h"

#include "ui/charts/chart_export.h"
#include "ui/models/console_context.h"
#include "ui/widgets/save_prompt.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSaveFile>

#include <utility>

namespace ui::charts {

namespace {

bool writeFigures(
    const QString& path, models::PlainTable figures, const models::Provenance& provenance, const models::Formats& formats)
{
    models::PlainTableModel model;
    model.setTable(std::move(figures));
    QSaveFile file(path);
    const QString text = models::csvHead(provenance, formats) + models::csvOf(model);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit();
}

} // namespace

ChartMenu::ChartMenu(models::ConsoleContext& context, Source source, QWidget* parent)
    : QMenu(parent)
    , m_context(context)
    , m_source(std::move(source))
{
    using models::Provenance;
    if (m_source.figures) {
        addAction(tr("Copy as table"), this, &ChartMenu::copyTable);
        addAction(tr("Export as CSV…"), this, [this] {
            save(tr("Export as CSV"), QStringLiteral(".csv"), [this](const QString& path, const Provenance& provenance) {
                return writeFigures(path, m_source.figures(), provenance, m_context.formats());
            });
        });
    }
    addAction(tr("Export as PNG…"), this, [this] {
        save(tr("Export as PNG"), QStringLiteral(".png"), [this](const QString& path, const Provenance& provenance) {
            return writeChartPng(path, *m_source.chart, provenance, m_context.formats());
        });
    });
    addAction(tr("Export as SVG…"), this, [this] {
        save(tr("Export as SVG"), QStringLiteral(".svg"), [this](const QString& path, const Provenance& provenance) {
            return writeChartSvg(path, *m_source.chart, provenance, m_context.formats());
        });
    });
    addAction(tr("Export as PDF…"), this, [this] {
        save(tr("Export as PDF"), QStringLiteral(".pdf"), [this](const QString& path, const Provenance& provenance) {
            return writeChartPdf(path, *m_source.chart, provenance, m_context.formats());
        });
    });
}

void ChartMenu::copyTable()
{
    models::PlainTableModel model;
    model.setTable(m_source.figures());
    QGuiApplication::clipboard()->setText(models::tsvOf(model, {}));
}

void ChartMenu::save(const QString& caption, const QString& suffix,
    std::function<bool(const QString& path, const models::Provenance& provenance)> write)
{
    const QString title = m_source.chart->accessibleName();
    const QString name = title.simplified().replace(QLatin1Char(' '), QLatin1Char('-')).toLower() + suffix;
    widgets::askSavePath(m_source.chart, caption, name, suffix, [this, title, write = std::move(write)](const QString& path) {
        models::Provenance provenance = m_source.provenance();
        provenance.subject = title;
        Q_EMIT m_context.messageRaised(write(path, provenance)
                ? models::Message{models::MessageKind::Success, tr("Saved %1").arg(path)}
                : models::Message{models::MessageKind::Error,
                    tr("Could not write %1. Choose another place or free some space.").arg(path)});
    });
}

} // namespace ui::charts
