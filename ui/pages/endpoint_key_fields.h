#pragma once

#include "core/ports/commands/portfolio_commands.h"

#include <QObject>

#include <optional>
#include <string>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace ui::pages {

/// Rows of a form: a model server's key is none, an environment variable's, or in the desktop's keyring, where one that is
/// typed here goes. A stored key is never shown.
class EndpointKeyFields final : public QObject {
    Q_OBJECT
public:
    EndpointKeyFields(QFormLayout& form, QWidget* parent);

    /// `secretName` as an endpoint names it; whether there is a key of that name.
    void fill(const std::string& secretName, bool isStored);
    [[nodiscard]] std::string secretName() const;
    /// What must be put right first; empty: nothing.
    [[nodiscard]] QString problem() const;
    /// What was typed for the keyring.
    [[nodiscard]] std::optional<core::ports::StoreSecret> typed() const;
    /// The keyring has taken what was typed.
    void forgetTyped();

Q_SIGNALS:
    void changed();

private:
    enum class Source { None, Environment, Keyring };
    [[nodiscard]] Source source() const;
    void showRows();

    QFormLayout& m_form;
    QComboBox* m_source;
    QLineEdit* m_name;
    QLineEdit* m_key;
    QLabel* m_note;
    std::string m_stored; ///< secretName of a key that is known to be there
};

} // namespace ui::pages
