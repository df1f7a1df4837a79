#pragma once

#include "fake_services.h"
#include "ui/main_window.h"

#include <QTest>

#include <memory>
#include <optional>

constexpr int kPatienceMs = 10'000;

/// A shown window on fakes.
struct Bench {
    explicit Bench(const fake::Options& options = {}, ui::models::ViewId view = ui::models::ViewId::Overview,
        const QString& theme = QStringLiteral("light"), QSize size = {1280, 800})
        : services(fake::makeServices(options))
    {
        ui::WindowOptions windowOptions;
        windowOptions.view = view;
        windowOptions.theme = theme;
        windowOptions.size = size;
        window = std::make_unique<ui::MainWindow>(services.window(), windowOptions);
        window->show();
    }

    [[nodiscard]] bool waitUntilLoaded() const
    {
        return QTest::qWaitFor([this] { return window->isLoaded(); }, kPatienceMs);
    }

    template <typename Command>
    [[nodiscard]] std::optional<Command> executed() const
    {
        for (const core::ports::ConsoleCommand& command : services.console->executed()) {
            if (const auto* found = std::get_if<Command>(&command)) {
                return *found;
            }
        }
        return std::nullopt;
    }

    template <typename T>
    [[nodiscard]] T* child(const char* name) const
    {
        return window->findChild<T*>(QString::fromLatin1(name));
    }

    fake::Services services;
    std::unique_ptr<ui::MainWindow> window;
};
