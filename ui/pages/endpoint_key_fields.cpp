#include "ui/pages/endpoint_key_fields.h"

#include "core/ports/secret_store.h"
#include "ui/models/strings.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>

#include <algorithm>

namespace ui::pages {

namespace {

/// What an Authorization header takes.
bool isKey(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

bool isWhole(const QString& text, const char* pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QString::fromLatin1(pattern))).match(text).hasMatch();
}

} // namespace

EndpointKeyFields::EndpointKeyFields(QFormLayout& form, QWidget* parent)
    : QObject(parent)
    , m_form(form)
    , m_source(new QComboBox(parent))
    , m_name(new QLineEdit(parent))
    , m_key(new QLineEdit(parent))
    , m_note(widgets::makeMutedLabel({}, parent))
{
    m_source->setObjectName(QStringLiteral("endpointKeySource"));
    m_source->setAccessibleName(tr("Where the key comes from"));
    m_source->addItem(tr("The server wants no key"), static_cast<int>(Source::None));
    m_source->addItem(tr("Environment variable"), static_cast<int>(Source::Environment));
    m_source->addItem(tr("Desktop keyring"), static_cast<int>(Source::Keyring));
    m_name->setObjectName(QStringLiteral("endpointKey"));
    m_name->setAccessibleName(tr("Name of the key"));
    m_key->setObjectName(QStringLiteral("endpointSecret"));
    m_key->setAccessibleName(tr("The key itself"));
    m_key->setEchoMode(QLineEdit::Password);
    m_note->setObjectName(QStringLiteral("endpointKeyNote"));
    m_note->setWordWrap(true);
    form.addRow(tr("Key &from"), m_source);
    form.addRow(tr("Key &name"), m_name);
    form.addRow(tr("&Key"), m_key);
    form.addRow(QString(), m_note);
    connect(m_source, &QComboBox::currentIndexChanged, this, &EndpointKeyFields::showRows);
    connect(m_name, &QLineEdit::textChanged, this, &EndpointKeyFields::showRows);
    connect(m_key, &QLineEdit::textChanged, this, &EndpointKeyFields::changed);
    showRows();
}

EndpointKeyFields::Source EndpointKeyFields::source() const
{
    return static_cast<Source>(m_source->currentData().toInt());
}

void EndpointKeyFields::showRows()
{
    const bool isInKeyring = source() == Source::Keyring;
    m_form.setRowVisible(m_name, source() != Source::None);
    m_form.setRowVisible(m_key, isInKeyring);
    m_form.setRowVisible(m_note, isInKeyring);
    m_name->setPlaceholderText(isInKeyring ? tr("for example openai") : tr("for example OPENAI_API_KEY"));
    const bool isStored = !m_stored.empty() && secretName() == m_stored;
    m_key->setPlaceholderText(isStored ? tr("stored; not shown") : QString());
    m_note->setText(isStored
            ? tr("There is a key of this name. Leave the field empty to keep it; what is typed replaces it.")
            : tr("The key goes to the keyring of the computer that runs this workspace and is never shown again. Leave the "
                 "field empty if the keyring has a key of this name already."));
    m_key->setAccessibleDescription(m_note->text());
    Q_EMIT changed();
}

void EndpointKeyFields::fill(const std::string& secretName, bool isStored)
{
    const std::optional<std::string> kept = core::ports::keyringName(secretName);
    const Source source = secretName.empty() ? Source::None : kept ? Source::Keyring : Source::Environment;
    m_stored = isStored && kept ? secretName : std::string();
    m_source->setCurrentIndex(m_source->findData(static_cast<int>(source)));
    m_name->setText(models::toQt(kept.value_or(secretName)));
    showRows();
}

std::string EndpointKeyFields::secretName() const
{
    const std::string name = models::fromQt(m_name->text().trimmed());
    return source() == Source::None ? std::string()
        : source() == Source::Keyring ? core::ports::inKeyring(name)
                                      : name;
}

QString EndpointKeyFields::problem() const
{
    const QString name = m_name->text().trimmed();
    switch (source()) {
    case Source::None:
        return {};
    case Source::Environment:
        return isWhole(name, "[A-Za-z_][A-Za-z0-9_]*")
            ? QString()
            : tr("Name the environment variable that holds the key: letters, digits and _");
    case Source::Keyring:
        break;
    }
    if (!isWhole(name, "[A-Za-z0-9_.-]{1,64}")) {
        return tr("Name the key, to find it in the keyring: up to 64 letters, digits and . _ -");
    }
    return isKey(m_key->text().trimmed()) ? QString() : tr("A key has neither spaces nor accents: paste it again");
}

std::optional<core::ports::StoreSecret> EndpointKeyFields::typed() const
{
    const QString key = m_key->text().trimmed();
    return source() == Source::Keyring && !key.isEmpty()
        ? std::optional(core::ports::StoreSecret{models::fromQt(m_name->text().trimmed()), models::fromQt(key)})
        : std::nullopt;
}

void EndpointKeyFields::forgetTyped()
{
    m_stored = secretName();
    m_key->clear();
    showRows();
}

} // namespace ui::pages
