#include "ui/shell/preferences_dialog.h"

#include "ui/shell/language.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <QTimeZone>
#include <QVBoxLayout>

namespace ui::shell {

using models::Setting;

PreferencesDialog::PreferencesDialog(models::Settings& settings, QWidget* parent)
    : QDialog(parent)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("preferences"));
    setWindowTitle(tr("Preferences"));
    auto* layout = new QVBoxLayout(this);
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight);
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(10);
    addTheme(*form);
    addFontSize(*form);
    addRefreshRate(*form);
    addLanguage(*form);
    addZone(*form);
    layout->addLayout(form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    setMinimumWidth(440);
}

void PreferencesDialog::store(Setting setting, const QVariant& value)
{
    m_settings.setValue(setting, value);
    Q_EMIT changed();
}

void PreferencesDialog::addTheme(QFormLayout& form)
{
    auto* box = new QComboBox(this);
    box->addItem(tr("As the desktop"), QStringLiteral("system"));
    box->addItem(tr("Light"), QStringLiteral("light"));
    box->addItem(tr("Dark"), QStringLiteral("dark"));
    box->setCurrentIndex(std::max(0, box->findData(m_settings.value(Setting::Theme))));
    connect(box, &QComboBox::activated, this, [this, box] { store(Setting::Theme, box->currentData()); });
    form.addRow(tr("&Theme"), box);
}

void PreferencesDialog::addFontSize(QFormLayout& form)
{
    auto* spin = new QSpinBox(this);
    spin->setRange(8, 20);
    spin->setSuffix(tr(" pt"));
    spin->setValue(m_settings.value(Setting::FontPointSize).toInt());
    connect(spin, &QSpinBox::valueChanged, this, [this](int size) { store(Setting::FontPointSize, size); });
    form.addRow(tr("Text &size"), spin);
}

void PreferencesDialog::addRefreshRate(QFormLayout& form)
{
    auto* box = new QComboBox(this);
    for (const int rate : {1, 2, 4}) {
        box->addItem(tr("%n time(s) a second", nullptr, rate), rate);
    }
    box->setCurrentIndex(std::max(0, box->findData(m_settings.value(Setting::RefreshesPerSecond).toInt())));
    connect(box, &QComboBox::activated, this,
        [this, box] { store(Setting::RefreshesPerSecond, box->currentData()); });
    form.addRow(tr("&Refresh live views"), box);
}

void PreferencesDialog::addLanguage(QFormLayout& form)
{
    auto* box = new QComboBox(this);
    box->setObjectName(QStringLiteral("language"));
    box->addItem(tr("As the system"), QString());
    for (const QString& code : languages()) {
        box->addItem(nameOfLanguage(code), code);
    }
    box->setCurrentIndex(std::max(0, box->findData(m_settings.value(Setting::Language))));
    box->setToolTip(tr("In force when the console is started again"));
    auto* note = widgets::makeMutedLabel(box->toolTip(), this);
    note->hide();
    connect(box, &QComboBox::activated, this, [this, box, note] {
        store(Setting::Language, box->currentData());
        note->show();
    });
    form.addRow(tr("&Language"), box);
    form.addRow(QString(), note);
}

void PreferencesDialog::addZone(QFormLayout& form)
{
    auto* box = new QComboBox(this);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItem(tr("As the system (%1)").arg(QString::fromUtf8(QTimeZone::systemTimeZoneId())), QString());
    box->addItem(QStringLiteral("UTC"), QStringLiteral("UTC"));
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
        if (id.contains('/') && !id.startsWith("Etc/")) {
            box->addItem(QString::fromUtf8(id), QString::fromUtf8(id));
        }
    }
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->setCurrentIndex(std::max(0, box->findData(m_settings.value(Setting::ReportingZone))));
    connect(box, &QComboBox::currentIndexChanged, this, [this, box](int row) {
        if (row >= 0) {
            store(Setting::ReportingZone, box->itemData(row));
        }
    });
    form.addRow(tr("Reporting time &zone"), box);
}

} // namespace ui::shell
