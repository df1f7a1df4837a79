#include "ui/screenshot.h"

#include "ui/main_window.h"
#include "ui/models/strings.h"

#include <QApplication>
#include <QHash>
#include <QPixmap>

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace ui {

namespace {

constexpr int kMostColours = 256;
constexpr int kSmallestFile = 0; ///< "quality" of a PNG: how fast it is written
constexpr int kLeastApart = 4; ///< of 255: nearer colours share one

int distance(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

int nearest(const QList<QRgb>& colours, QRgb colour)
{
    int best = 0;
    int least = std::numeric_limits<int>::max();
    for (int i = 0; i < colours.size() && least > 0; ++i) {
        if (const int apart = distance(colours[i], colour); apart < least) {
            least = apart;
            best = i;
        }
    }
    return best;
}

/// The most used first.
QList<QRgb> coloursOf(const QImage& picture)
{
    QHash<QRgb, int> uses;
    for (int y = 0; y < picture.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            ++uses[line[x]];
        }
    }
    QList<QRgb> colours = uses.keys();
    std::sort(colours.begin(), colours.end(), [&](QRgb a, QRgb b) {
        const int ofA = uses.value(a);
        const int ofB = uses.value(b);
        return ofA != ofB ? ofA > ofB : a < b;
    });
    return colours;
}

/// Colours, the most used first, so that every one is nearer than `apart` to one of them; gives up beyond `most`.
QList<QRgb> coverOf(const QList<QRgb>& colours, int apart, int most)
{
    QList<QRgb> kept;
    for (const QRgb colour : colours) {
        if (kept.isEmpty() || distance(kept[nearest(kept, colour)], colour) >= apart) {
            kept += colour;
            if (kept.size() > most) {
                break;
            }
        }
    }
    return kept;
}

} // namespace

QImage inFewColours(const QImage& picture, int most)
{
    const QImage source = picture.convertToFormat(QImage::Format_RGB32);
    const QList<QRgb> used = coloursOf(source);
    int apart = kLeastApart;
    QList<QRgb> kept = coverOf(used, apart, most);
    while (kept.size() > most) {
        apart += std::max(2, apart / 4);
        kept = coverOf(used, apart, most);
    }
    QImage result(source.size(), QImage::Format_Indexed8);
    result.setColorTable(kept);
    QHash<QRgb, uchar> places;
    for (int y = 0; y < source.height(); ++y) {
        const auto* from = reinterpret_cast<const QRgb*>(source.constScanLine(y));
        uchar* to = result.scanLine(y);
        for (int x = 0; x < source.width(); ++x) {
            auto place = places.constFind(from[x]);
            if (place == places.constEnd()) {
                place = places.insert(from[x], static_cast<uchar>(nearest(kept, from[x])));
            }
            to[x] = *place;
        }
    }
    return result;
}

core::Result<void> renderScreenshot(MainWindow& window, const QString& path)
{
    QApplication::processEvents(); // layouts that the last data asked for
    if (!inFewColours(window.grab().toImage(), kMostColours).save(path, nullptr, kSmallestFile)) {
        return core::fail(core::ErrorCode::Io,
            "could not write the screenshot " + models::fromQt(path)
                + "; choose a writable place and a name that ends in .png");
    }
    return {};
}

} // namespace ui
