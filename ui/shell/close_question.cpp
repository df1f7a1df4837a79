#include "ui/shell/close_question.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace ui::shell {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("CloseQuestion", text);
}

} // namespace

void askHowToClose(QWidget& window, std::function<void(CloseChoice)> choose)
{
    auto* question = new QMessageBox(QMessageBox::Question, translated(QT_TRANSLATE_NOOP("CloseQuestion", "Close the window")),
        translated(QT_TRANSLATE_NOOP("CloseQuestion", "This window runs the gateway: client programs are answered by it.")),
        QMessageBox::Cancel, &window);
    question->setObjectName(QStringLiteral("closeQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(translated(QT_TRANSLATE_NOOP("CloseQuestion",
        "In the background it goes on without a window until its gateway is stopped; opening the workspace again shows "
        "it. Otherwise requests under way are finished and no more are accepted.")));
    QPushButton* keep = question->addButton(
        translated(QT_TRANSLATE_NOOP("CloseQuestion", "Keep serving in the background")), QMessageBox::AcceptRole);
    keep->setObjectName(QStringLiteral("keepServing"));
    QPushButton* stop = question->addButton(
        translated(QT_TRANSLATE_NOOP("CloseQuestion", "Drain and stop")), QMessageBox::DestructiveRole);
    stop->setObjectName(QStringLiteral("drainAndStop"));
    question->setDefaultButton(keep);
    QObject::connect(keep, &QPushButton::clicked, &window, [choose] { choose(CloseChoice::KeepServing); });
    QObject::connect(
        stop, &QPushButton::clicked, &window, [chosen = std::move(choose)] { chosen(CloseChoice::DrainAndStop); });
    question->open();
}

} // namespace ui::shell
