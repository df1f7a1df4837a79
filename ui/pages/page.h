#pragma once

#include "ui/models/console_context.h"

#include <QStringList>
#include <QWidget>

#include <functional>

namespace ui::pages {

/// One view of the window. Made when it is first shown; does no work while hidden.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(models::ConsoleContext& context, QWidget* parent = nullptr);

    /// The view shows data, an honest empty state or an error: what a screenshot may be taken of.
    [[nodiscard]] virtual bool isLoaded() const { return true; }
    /// Shown, another task or range, other preferences.
    virtual void refresh() { }
    /// F5: everything is read again, whatever is known already.
    virtual void reload() { refresh(); }
    /// A new snapshot while the page is visible.
    virtual void showSnapshot() { refresh(); }
    virtual void focusSearch() { }
    [[nodiscard]] virtual bool canExport() const { return false; }
    [[nodiscard]] virtual QString whyNoExport() const;
    virtual void exportView() { }

Q_SIGNALS:
    void loaded();

protected:
    void showEvent(QShowEvent* event) override;
    [[nodiscard]] models::ConsoleContext& context() { return m_context; }
    [[nodiscard]] const models::ConsoleContext& context() const { return m_context; }
    /// Asks for a CSV file and writes these tables of the page, given by their object names, one below the other.
    void exportTables(const QStringList& names);
    /// Asks for a CSV file, writes what `contents` then gives, and says what came of it.
    void exportCsv(std::function<QString()> contents);

private:
    models::ConsoleContext& m_context;
};

} // namespace ui::pages
