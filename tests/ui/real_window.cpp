#include "real_window.h"

#include "app/console_run.h"

#include <QAction>
#include <QApplication>
#include <QScrollArea>
#include <QSlider>
#include <QStyleOptionSlider>
#include <QTest>
#include <QToolButton>
#include <QWindow>

namespace real {

namespace {

constexpr int kPatienceMs = 20'000;

bool refuse(const QWidget* widget, const char* why)
{
    qWarning("%s '%s' %s", widget == nullptr ? "widget" : widget->metaObject()->className(),
        widget == nullptr ? "" : qPrintable(widget->objectName()), why);
    return false;
}

void scrollIntoView(QWidget* widget)
{
    constexpr int kLayoutMs = 50;
    QTest::qWait(kLayoutMs); // a page that just got its rows is laid out first
    for (QWidget* parent = widget->parentWidget(); parent != nullptr; parent = parent->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(parent)) {
            area->ensureWidgetVisible(widget, 20, 20);
        }
    }
    QApplication::processEvents();
}

/// Where `position` of the widget lies in its top-level window, when a person could press there.
std::optional<QPoint> reachable(QWidget* widget, const QPoint& position)
{
    if (widget == nullptr || !widget->isVisible()) {
        refuse(widget, "is not visible");
        return std::nullopt;
    }
    if (!widget->isEnabled()) {
        refuse(widget, qPrintable(QStringLiteral("is disabled: ") + widget->toolTip()));
        return std::nullopt;
    }
    scrollIntoView(widget);
    QWidget* top = widget->window();
    const QPoint place = widget->mapTo(top, position);
    const QWidget* hit = top->childAt(place);
    for (const QWidget* at = hit; at != nullptr; at = at->parentWidget()) {
        if (at == widget) {
            return place;
        }
    }
    refuse(widget,
        hit == nullptr ? "is outside of its window"
                       : qPrintable(QStringLiteral("is covered by %1 '%2'")
                                        .arg(QLatin1String(hit->metaObject()->className()), hit->objectName())));
    return std::nullopt;
}

QWindow* focusedWindow()
{
    QWidget* active = QApplication::activePopupWidget() != nullptr ? QApplication::activePopupWidget()
        : QApplication::activeModalWidget() != nullptr            ? QApplication::activeModalWidget()
                                                                  : QApplication::activeWindow();
    return active == nullptr ? nullptr : active->windowHandle();
}

int handleCentre(const QSlider& slider, int value)
{
    QStyleOptionSlider option;
    option.initFrom(&slider);
    option.orientation = slider.orientation();
    option.minimum = slider.minimum();
    option.maximum = slider.maximum();
    option.sliderPosition = value;
    option.sliderValue = value;
    option.subControls = QStyle::SC_All;
    option.state.setFlag(QStyle::State_Horizontal, slider.orientation() == Qt::Horizontal);
    const QRect handle
        = slider.style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, &slider);
    return handle.center().x();
}

} // namespace

Window::Window(const QString& workspace, ui::models::ViewId view, const QString& settingsPath)
{
    app::ConsoleArguments arguments;
    arguments.workspace = workspace.toStdString();
    arguments.workerProgram = ROUTENLP_PROGRAM;
    auto session = app::ConsoleSession::open(arguments);
    if (!session) {
        qFatal("%s", session.error().message.c_str());
    }
    m_session = std::move(*session);
    ui::WindowOptions options;
    options.view = view;
    options.settingsPath = settingsPath;
    options.theme = QStringLiteral("light");
    options.size = QSize(1280, 800);
    m_window = std::make_unique<ui::MainWindow>(app::windowServices(*m_session), options);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get(), kPatienceMs)) {
        qWarning("the window did not become active");
    }
}

Window::~Window() = default;

bool Window::waitUntilLoaded() const
{
    return QTest::qWaitFor([this] { return m_window->isLoaded(); }, kPatienceMs);
}

bool Operator::clickAt(QWidget* widget, const QPoint& position)
{
    const auto place = reachable(widget, position);
    if (!place) {
        return false;
    }
    ++m_clicks;
    QTest::mouseClick(widget->window()->windowHandle(), Qt::LeftButton, {}, *place);
    QApplication::processEvents();
    return true;
}

bool Operator::click(QWidget* widget)
{
    return clickAt(widget, widget == nullptr ? QPoint() : widget->rect().center());
}

bool Operator::clickAction(const ui::MainWindow& window, const QString& actionName)
{
    for (QToolButton* button : window.findChildren<QToolButton*>()) {
        if (button->defaultAction() != nullptr && button->defaultAction()->objectName() == actionName) {
            return click(button);
        }
    }
    qWarning("no button of %s", qPrintable(actionName));
    return false;
}

bool Operator::clickCell(QAbstractItemView* view, int row, int column)
{
    const QModelIndex index = view->model()->index(row, column);
    if (!index.isValid()) {
        return refuse(view, "has no such row");
    }
    scrollIntoView(view);
    view->scrollTo(index);
    return clickAt(view->viewport(), view->visualRect(index).center());
}

bool Operator::doubleClickCell(QAbstractItemView* view, int row, int column)
{
    if (!clickCell(view, row, column)) {
        return false;
    }
    ++m_clicks;
    const QPoint centre = view->visualRect(view->model()->index(row, column)).center();
    QTest::mouseDClick(
        view->window()->windowHandle(), Qt::LeftButton, {}, view->viewport()->mapTo(view->window(), centre));
    QApplication::processEvents();
    return true;
}

bool Operator::drag(QSlider* slider, int value)
{
    if (slider == nullptr) {
        return refuse(slider, "does not exist");
    }
    const QPoint from(handleCentre(*slider, slider->value()), slider->height() / 2);
    const auto start = reachable(slider, from);
    if (!start) {
        return false;
    }
    ++m_clicks;
    QWindow* window = slider->window()->windowHandle();
    QTest::mousePress(window, Qt::LeftButton, {}, *start);
    const int travel = handleCentre(*slider, value) - from.x();
    constexpr int kSteps = 8;
    for (int step = 1; step <= kSteps; ++step) {
        QTest::mouseMove(window, *start + QPoint(travel * step / kSteps, 0));
        QApplication::processEvents();
    }
    QTest::mouseRelease(window, Qt::LeftButton, {}, *start + QPoint(travel, 0));
    QApplication::processEvents();
    return true;
}

bool Operator::type(const QString& text)
{
    QWindow* window = focusedWindow();
    if (window == nullptr) {
        return refuse(nullptr, "with the focus does not exist");
    }
    for (const QChar character : text) {
        QTest::keyClick(window, character.toLatin1());
    }
    QApplication::processEvents();
    return true;
}

bool Operator::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWindow* window = focusedWindow();
    if (window == nullptr) {
        return refuse(nullptr, "with the focus does not exist");
    }
    QTest::keyClick(window, key, modifiers);
    QApplication::processEvents();
    return true;
}

} // namespace real
