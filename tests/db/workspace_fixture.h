#pragma once

#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <memory>
#include <utility>

/// A workspace in a directory of its own that can be closed and opened again.
class WorkspaceFixture {
public:
    WorkspaceFixture() { open(); }
    /// In a directory of the caller's choice.
    explicit WorkspaceFixture(std::filesystem::path path)
        : m_path(std::move(path))
    {
        open();
    }
    ~WorkspaceFixture() { close(); }

    void open()
    {
        db::WorkspaceOptions options;
        options.splitKey = "test-key";
        options.writer.foldInterval = std::chrono::milliseconds(5);
        auto opened = db::Workspace::openOwner(path(), options);
        if (!opened) {
            qFatal("%s", opened.error().message.c_str());
        }
        workspace = std::move(*opened);
        stores = db::openStores(*workspace);
    }
    void close()
    {
        stores = {};
        workspace.reset();
    }
    [[nodiscard]] std::filesystem::path path() const
    {
        return m_path.empty() ? std::filesystem::path(m_directory.path().toStdString()) / "workspace" : m_path;
    }

    std::unique_ptr<db::Workspace> workspace;
    db::Stores stores;

private:
    QTemporaryDir m_directory;
    const std::filesystem::path m_path;
};

/// Fails the test with the Error's words.
#define ROUTENLP_VERIFY(result)                                                                              \
    do {                                                                                                     \
        const auto& checkedResult = (result);                                                                \
        QVERIFY2(checkedResult.has_value(), checkedResult ? "" : checkedResult.error().message.c_str());     \
    } while (false)
