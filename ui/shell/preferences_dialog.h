#pragma once

#include "ui/models/settings.h"

#include <QDialog>

class QFormLayout;

namespace ui::shell {

/// Appearance, refresh rate and reporting zone. Every change takes effect at once.
class PreferencesDialog final : public QDialog {
    Q_OBJECT
public:
    explicit PreferencesDialog(models::Settings& settings, QWidget* parent = nullptr);

Q_SIGNALS:
    void changed();

private:
    void addTheme(QFormLayout& form);
    void addFontSize(QFormLayout& form);
    void addRefreshRate(QFormLayout& form);
    void addLanguage(QFormLayout& form);
    void addZone(QFormLayout& form);
    void store(models::Setting setting, const QVariant& value);

    models::Settings& m_settings;
};

} // namespace ui::shell
