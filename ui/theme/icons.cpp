#include "ui/theme/icons.h"

#include "ui/theme/colours.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
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

class LineIconEngine final : public QIconEngine {
public:
    explicit LineIconEngine(QByteArray svg)
        : m_svg(std::move(svg))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const Colours& colours = coloursFor(QGuiApplication::palette());
        QColor colour = state == QIcon::On ? colours.accent : colours.text;
        if (mode == QIcon::Disabled) {
            colour = colours.isDark ? colours.mutedText.darker(170) : colours.mutedText.lighter(160);
        }
        drawSvg(*painter, m_svg, colour, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new LineIconEngine(m_svg); }

private:
    QByteArray m_svg;
};

} // namespace

QIcon icon(const QString& name)
{
    return QIcon(new LineIconEngine(svgOf(name)));
}
QIcon icon(const char* name)
{
    return icon(QString::fromLatin1(name));
}

QPixmap iconPixmap(const QString& name, const QColor& colour, int size, double devicePixelRatio)
{
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawSvg(painter, svgOf(name), colour, QRectF(0, 0, size, size));
    return pixmap;
}

} // namespace ui::theme
