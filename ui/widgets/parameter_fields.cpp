#include "ui/widgets/parameter_fields.h"

#include "ui/models/parameter_words.h"
#include "ui/models/strings.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui::widgets {

namespace {

constexpr int kGap = 10;
using Kind = core::domain::ParameterDoc::Kind;

/// Enough decimals for the smallest value that makes sense.
int decimalsFor(const core::domain::ParameterDoc& doc)
{
    const double smallest = doc.least > 0 ? doc.least : doc.most / 1000;
    return std::clamp(static_cast<int>(std::ceil(-std::log10(smallest))), 1, 6);
}

} // namespace

ParameterFields::ParameterFields(std::vector<core::domain::ParameterDoc> docs, int columns, QWidget* parent)
    : QWidget(parent)
    , m_columns(columns)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(2 * kGap);
    m_grid->setVerticalSpacing(kGap);
    for (const core::domain::ParameterDoc& doc : docs) {
        m_fields.push_back(makeField(doc));
    }
    for (int column = 0; column < m_columns; ++column) {
        m_grid->setColumnStretch(column, 1);
    }
    showAdvanced(false);
}

ParameterFields::Field ParameterFields::makeField(const core::domain::ParameterDoc& doc)
{
    const QString name = models::parameterWords(doc.name);
    const QString help = models::parameterWords(doc.help);
    auto* cell = new QWidget(this);
    Field field{doc, cell, {}, {}};
    QWidget* editor = nullptr;
    if (doc.kind == Kind::Flag) {
        auto* box = new QCheckBox(name, cell);
        editor = box;
        field.value = [box] { return box->isChecked() ? 1.0 : 0.0; };
        field.setValue = [box](double value) { box->setChecked(value != 0); };
    } else if (doc.kind == Kind::Choice) {
        auto* box = new QComboBox(cell);
        for (const std::string& choice : doc.choices) {
            box->addItem(models::parameterWords(choice));
        }
        editor = box;
        field.value = [box] { return static_cast<double>(box->currentIndex()); };
        field.setValue = [box](double value) { box->setCurrentIndex(static_cast<int>(value)); };
    } else {
        auto* box = new QDoubleSpinBox(cell);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setDecimals(doc.kind == Kind::Integer ? 0 : decimalsFor(doc));
        box->setRange(doc.least, doc.most);
        box->setGroupSeparatorShown(false);
        editor = box;
        field.value = [box] { return box->value(); };
        field.setValue = [box](double value) { box->setValue(value); };
    }
    field.setValue(doc.standard);
    editor->setObjectName(QStringLiteral("parameter.") + models::toQt(doc.key));
    editor->setAccessibleName(name);
    editor->setAccessibleDescription(help);
    editor->setToolTip(help);
    cell->setToolTip(help);
    auto* column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    if (doc.kind != Kind::Flag) {
        QLabel* label = makeMutedLabel(name, cell);
        label->setBuddy(editor);
        column->addWidget(label);
    }
    column->addWidget(editor);
    return field;
}

std::map<std::string, double> ParameterFields::values() const
{
    std::map<std::string, double> values;
    for (const Field& field : m_fields) {
        if (std::abs(field.value() - field.doc.standard) > 1e-12) {
            values[field.doc.key] = field.value();
        }
    }
    return values;
}

void ParameterFields::setValues(const std::map<std::string, double>& values)
{
    for (const Field& field : m_fields) {
        const auto found = values.find(field.doc.key);
        field.setValue(found == values.end() ? field.doc.standard : found->second);
    }
}

bool ParameterFields::hasAdvanced() const
{
    return std::any_of(m_fields.begin(), m_fields.end(), [](const Field& field) { return field.doc.isAdvanced; });
}

void ParameterFields::showAdvanced(bool isShown)
{
    int place = 0;
    for (const Field& field : m_fields) {
        const bool isVisible = isShown || !field.doc.isAdvanced;
        field.cell->setVisible(isVisible);
        if (isVisible) {
            m_grid->addWidget(field.cell, place / m_columns, place % m_columns);
            ++place;
        }
    }
}

} // namespace ui::widgets
