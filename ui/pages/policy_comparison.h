#pragma once

#include "core/ports/policy_preview.h"
#include "ui/models/formats.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace ui::widgets {
class BandStrip;
}

namespace ui::pages {

/// The figures of a preview: what is in force, the draft, and both with their bands on one scale.
class PolicyComparison final : public QWidget {
    Q_OBJECT
public:
    explicit PolicyComparison(QWidget* parent = nullptr);

    void show(const core::ports::PolicyPreview& preview, const models::Formats& formats);
    void clear();

private:
    struct Line {
        QLabel* name;
        QLabel* now;
        QLabel* then;
        QLabel* band;
        widgets::BandStrip* strip;
    };

    std::vector<Line> m_lines;
};

} // namespace ui::pages
