#include "ui/theme/icons.h"

#include "ui/theme/colours.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <utility>

namespace ui::theme {

namespace {

QByteArray svgOf(const QString& name)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void drawSvg(QPainter& painter, QByteArray svg, const QColor& colour, const QRectF& rect)
{
    svg.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    renderer.render(&painter, rect);
}

/// Drawn once for each size and colour: parsing and stroking take longer than anything else of a button.
QPixmap drawnOnce(const QString& name, const QByteArray& svg, const QColor& colour, const QSize& size)
{
    const QString key = QStringLiteral("line-icon/%1/%2/%3x%4")
                            .arg(name, colour.name(), QString::number(size.width()), QString::number(size.height()));
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        drawSvg(painter, svg, colour, QRectF(QPointF(), QSizeF(size)));
        painter.end();
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

QColor colourOf(QIcon::Mode mode, QIcon::State state)
{
    const Colours& colours = coloursFor(QGuiApplication::palette());
    if (mode == QIcon::Disabled) {
        return colours.isDark ? colours.mutedText.darker(170) : colours.mutedText.lighter(160);
    }
    return state == QIcon::On ? colours.accent : colours.text;
}

class LineIconEngine final : public QIconEngine {
public:
    explicit LineIconEngine(QString name)
        : m_name(std::move(name))
        , m_svg(svgOf(m_name))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        drawSvg(*painter, m_svg, colourOf(mode, state), rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return drawnOnce(m_name, m_svg, colourOf(mode, state), size);
    }

    QIconEngine* clone() const override { return new LineIconEngine(*this); }

private:
    QString m_name;
    QByteArray m_svg;
};

} // namespace

QIcon icon(const QString& name)
{
    return QIcon(new LineIconEngine(name));
}
QIcon icon(const char* name)
{
    return icon(QString::fromLatin1(name));
}

QPixmap iconPixmap(const QString& name, const QColor& colour, int size, double devicePixelRatio)
{
    QPixmap pixmap = drawnOnce(name, svgOf(name), colour, QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

} // namespace ui::theme
