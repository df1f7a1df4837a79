#pragma once

#include <QLocale>
#include <QWidget>

#include <cstdint>
#include <optional>

class QLabel;
class QLineEdit;

namespace ui::widgets {

/// Dollars a million tokens, as `locale` writes numbers; empty: unknown. Says below the field what is no price.
class PriceField final : public QWidget {
    Q_OBJECT
public:
    PriceField(const QString& name, const QString& hint, const QLocale& locale, const QString& objectName,
        QWidget* parent = nullptr);

    /// Picodollars a token; nothing when unknown or no price.
    [[nodiscard]] std::optional<std::int64_t> picoUsd() const;
    void setPicoUsd(const std::optional<std::int64_t>& price);
    [[nodiscard]] bool isAcceptable() const;

Q_SIGNALS:
    void changed();

private:
    void check();

    QLocale m_locale;
    QLineEdit* m_edit;
    QLabel* m_problem;
};

} // namespace ui::widgets
