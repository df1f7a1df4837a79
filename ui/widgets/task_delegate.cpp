#include "ui/widgets/task_delegate.h"

#include "ui/models/policy_model.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QApplication>
#include <QPainter>

namespace ui::widgets {

namespace {

constexpr int kInset = 8;
constexpr int kAbove = 6;
constexpr int kGap = 8;

/// Without what stands in brackets behind a name, where the whole does not fit: rather that than half a word. The suffix
/// is never what is cut.
QString fitted(const QString& name, const QString& suffix, const QFontMetrics& metrics, double room)
{
    const qsizetype bracket = name.lastIndexOf(QLatin1String(" ("));
    const bool isTooLong = metrics.horizontalAdvance(name + suffix) > room;
    const QString shown = isTooLong && bracket > 0 && name.endsWith(QLatin1Char(')')) ? name.left(bracket) : name;
    return metrics.elidedText(shown, Qt::ElideRight, static_cast<int>(room) - metrics.horizontalAdvance(suffix)) + suffix;
}

} // namespace

int TaskDelegate::heightFor(const QFont& font, int lines)
{
    const QFontMetrics small(theme::fontFor(theme::TextRole::Caption));
    return 2 * kAbove + QFontMetrics(font).height() + lines * small.height();
}

void TaskDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    const QString name = background.text;
    background.text.clear();
    const QWidget* widget = option.widget;
    (widget == nullptr ? QApplication::style() : widget->style())
        ->drawControl(QStyle::CE_ItemViewItem, &background, painter, widget);
    const theme::Colours& colours = theme::coloursFor(option.palette);
    const QRectF room = QRectF(option.rect).adjusted(kInset, kAbove, -kInset, -kAbove);
    const QVariant tone = index.data(models::ToneRole);
    const bool isAlarm = tone.isValid() && tone.toInt() == static_cast<int>(models::CellTone::Alarm);
    painter->save();
    painter->setFont(option.font);
    painter->setPen(colours.text);
    QRectF line(room.topLeft(), QSizeF(room.width(), option.fontMetrics.height()));
    QString risk = QStringLiteral("α ") + index.siblingAtColumn(models::PolicyModel::Risk).data().toString();
    const QFontMetrics small(theme::fontFor(theme::TextRole::Caption));
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(name, Qt::ElideRight, static_cast<int>(line.width())));
    painter->setFont(theme::fontFor(theme::TextRole::Caption));
    line = QRectF(room.left(), line.bottom(), room.width(), small.height());
    for (const QStringList& parts : index.data(models::PolicyModel::kLinesRole).value<QList<QStringList>>()) {
        const bool hasState = parts.size() > 1;
        const QString suffix = hasState && !risk.isEmpty() ? QStringLiteral(" · ") + risk : QString();
        const QString right = hasState ? parts.value(1) : risk;
        risk.clear(); // once, on the first line
        const double taken = right.isEmpty() ? 0.0 : small.horizontalAdvance(right) + kGap;
        painter->setPen(isAlarm && !hasState ? colours.alarm : colours.mutedText);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            fitted(parts.value(0), suffix, small, line.width() - taken));
        painter->setPen(hasState ? colours.text : colours.mutedText);
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, right);
        line.translate(0, small.height());
    }
    painter->restore();
}

} // namespace ui::widgets
