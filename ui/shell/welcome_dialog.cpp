#include "ui/shell/welcome_dialog.h"

#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFrame>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QStandardPaths>

#include <utility>

namespace ui::shell {

namespace {

constexpr int kGap = 12;
constexpr int kWidth = 760;

} // namespace

WelcomeDialog::WelcomeDialog(QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("welcomeDialog"));
    setWindowTitle(QStringLiteral("RouteNLP Console"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 22, 24, 22);
    layout->setSpacing(kGap);
    layout->addWidget(widgets::makeLabel(tr("Send every request to the cheapest model that is good enough"),
        theme::TextRole::Heading, this));
    QLabel* text = widgets::makeTextBlock(
        tr("A workspace is a directory on this machine: requests, decisions, money, models and the history of every "
           "policy. Nothing in it leaves the machine but the requests that you route to your own model servers."),
        this);
    layout->addWidget(text);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    addChoice(*row, tr("Look around first"),
        tr("Six tasks with simulated traffic. Their students are trained on this machine in a few minutes, and you see "
           "cost and quality part before your eyes."),
        tr("Open the demo workspace"), "openDemo", true, &WelcomeDialog::chooseDemo);
    addChoice(*row, tr("Begin with your own"),
        tr("An empty workspace, and three steps: connect a model server, add a task, send the first request. Each can be "
           "skipped."),
        tr("New workspace…"), "newWorkspace", false, &WelcomeDialog::chooseNew);
    addChoice(*row, tr("Go on with one"), tr("A workspace that is on this machine already, made here or on the command line."),
        tr("Open a workspace…"), "openWorkspace", false, &WelcomeDialog::chooseExisting);
    layout->addLayout(row);
    setMinimumWidth(kWidth);
    setMinimumHeight(layout->totalHeightForWidth(kWidth)); // a dialog's own size hint takes the wrapped texts for short
}

void WelcomeDialog::addChoice(QBoxLayout& row, const QString& title, const QString& text, const QString& button,
    const char* name, bool isPrimary, void (WelcomeDialog::*chosen)())
{
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(14, 12, 14, 14);
    layout->setSpacing(8);
    layout->addWidget(widgets::makeLabel(title, theme::TextRole::Title, card));
    QLabel* words = widgets::makeMutedLabel(text, card);
    words->setWordWrap(true);
    layout->addWidget(words);
    layout->addStretch(1);
    auto* open = new QPushButton(button, card);
    open->setObjectName(QString::fromLatin1(name));
    open->setProperty("primary", isPrimary);
    open->setDefault(isPrimary);
    open->setAutoDefault(isPrimary);
    layout->addWidget(open);
    row.addWidget(card, 1);
    connect(open, &QPushButton::clicked, this, chosen);
}

void WelcomeDialog::chooseDemo()
{
    m_choice = WorkspaceChoice{{}, true};
    accept();
}

void WelcomeDialog::chooseNew()
{
    askDirectory(tr("Directory of the new workspace"), true);
}

void WelcomeDialog::chooseExisting()
{
    askDirectory(tr("Open a workspace"), false);
}

void WelcomeDialog::askDirectory(const QString& caption, bool isNew)
{
    askWorkspace(this, caption, isNew, [this](const QString& path) {
        m_choice = WorkspaceChoice{path, false};
        accept();
    });
}

void askWorkspace(QWidget* parent, const QString& caption, bool isNew, std::function<void(const QString&)> accept)
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/routenlp");
    QDir().mkpath(data);
    auto* chooser = new QFileDialog(parent, caption, data);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(isNew ? QFileDialog::AnyFile : QFileDialog::Directory);
    chooser->setOption(QFileDialog::ShowDirsOnly, true);
    if (isNew) {
        chooser->setAcceptMode(QFileDialog::AcceptSave);
        chooser->setLabelText(QFileDialog::Accept, WelcomeDialog::tr("Create"));
        chooser->selectFile(QStringLiteral("workspace"));
    }
    QObject::connect(chooser, &QFileDialog::fileSelected, parent, std::move(accept));
    chooser->open();
}

bool openInOwnProcess(const WorkspaceChoice& choice)
{
    QStringList arguments;
    if (choice.isDemo) {
        arguments += QStringLiteral("--demo");
    }
    if (!choice.path.isEmpty()) {
        arguments += {QStringLiteral("--workspace"), choice.path};
    }
    return QProcess::startDetached(QCoreApplication::applicationFilePath(), arguments);
}

} // namespace ui::shell
