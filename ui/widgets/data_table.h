#pragma once

#include <QHash>
#include <QTableView>

#include <vector>

namespace ui::widgets {

class CellDelegate;

/// A table as all our views show it: whole rows, no grid, tabular figures, copying as TSV.
class DataTable final : public QTableView {
    Q_OBJECT
public:
    explicit DataTable(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    void setTierCount(int count);
    /// The column that takes the room that is left; the others fit their contents. One that stays whole is never narrower
    /// than its contents: spare columns go first, then the table scrolls.
    void setStretchColumn(int column, bool staysWhole = false);
    /// Columns that are left out, the first one first, where the table would scroll sideways with them. The stretch column
    /// must be set.
    void setSpareColumns(std::vector<int> columns);
    /// As high as its rows, so that the page scrolls and not the table; above `mostRows`, if that is not 0, the table
    /// does.
    void setFitsRows(bool fitsRows, int mostRows = 0);
    void copySelection() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void rowActivated(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    [[nodiscard]] int sizeHintForColumn(int column) const override;

private:
    void fitColumns();
    void leaveOutSpareColumns();
    [[nodiscard]] int widthOf(int column) const;
    [[nodiscard]] int leastStretch() const;

    CellDelegate* m_delegate;
    mutable QHash<int, int> m_widest; ///< by column: live figures never make a column narrower again
    int m_stretchColumn = -1;
    bool m_staysWhole = false; ///< the stretch column
    std::vector<int> m_spareColumns;
    bool m_fitsRows = false;
    int m_mostRows = 0;
};

} // namespace ui::widgets
