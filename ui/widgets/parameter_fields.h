#pragma once

#include "core/domain/parameter_doc.h"

#include <QWidget>

#include <functional>
#include <map>
#include <string>
#include <vector>

class QGridLayout;

namespace ui::widgets {

/// One field a parameter, made of its documentation. Those that few need are hidden until they are asked for.
class ParameterFields final : public QWidget {
    Q_OBJECT
public:
    ParameterFields(std::vector<core::domain::ParameterDoc> docs, int columns, QWidget* parent = nullptr);

    /// Those that differ from their default, by key.
    [[nodiscard]] std::map<std::string, double> values() const;
    /// The others get their default.
    void setValues(const std::map<std::string, double>& values);
    [[nodiscard]] bool hasAdvanced() const;
    void showAdvanced(bool isShown);

private:
    struct Field {
        core::domain::ParameterDoc doc;
        QWidget* cell; ///< name and editor
        std::function<double()> value;
        std::function<void(double)> setValue;
    };
    [[nodiscard]] Field makeField(const core::domain::ParameterDoc& doc);

    int m_columns;
    QGridLayout* m_grid;
    std::vector<Field> m_fields;
};

} // namespace ui::widgets
