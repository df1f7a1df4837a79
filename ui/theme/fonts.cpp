#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QGuiApplication>

namespace ui::theme {

QFont applicationFont(int pointSize)
{
    static const QString kFamily = QStringLiteral("Inter");
    QFont font = QFontDatabase::hasFamily(kFamily) ? QFont(kFamily)
                                                   : QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPointSize(pointSize);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::PreferAntialias);
    return font;
}

QFont fontFor(TextRole role)
{
    QFont font = QGuiApplication::font();
    const double base = font.pointSizeF();
    switch (role) {
    case TextRole::Caption:
        font.setPointSizeF(base * 0.88);
        break;
    case TextRole::Body:
        break;
    case TextRole::Strong:
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Title:
        font.setPointSizeF(base * 1.02);
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Heading:
        font.setPointSizeF(base * 1.5);
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Figure:
        font.setPointSizeF(base * 1.9);
        font.setWeight(QFont::DemiBold);
        font.setLetterSpacing(QFont::PercentageSpacing, 98);
        break;
    }
    return font;
}

QFont monospacedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QGuiApplication::font().pointSizeF() * 0.92);
    return font;
}

} // namespace ui::theme
