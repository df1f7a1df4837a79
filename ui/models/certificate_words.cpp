#include "ui/models/certificate_words.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"

#include <QCoreApplication>

namespace ui::models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Certificate)
};

} // namespace

QString certificateInWords(const core::domain::Certificate& certificate, const Formats& formats)
{
    if (!certificate.threshold) {
        const QString reason = sentenceWords(certificate.noneReason, formats.locale());
        return reason.isEmpty() ? Words::tr("Answers nothing alone: no threshold could be certified.")
                                : Words::tr("Answers nothing alone: %1").arg(reason);
    }
    return Words::tr("With %1 confidence, at most %2 of the answers it sends miss the target "
                "(%3 of %4 did in calibration, judge: %5).")
        .arg(formats.percent(1 - certificate.delta, 0), formats.percent(certificate.riskUpperBound),
            formats.count(certificate.failures), formats.count(certificate.accepted),
            certificate.labelSource.empty()
                ? Formats::dash()
                : sentenceWords(certificate.labelSource, formats.locale()).replace(QLatin1Char('_'), QLatin1Char(' ')));
}

} // namespace ui::models
