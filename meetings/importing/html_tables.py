"""Owns the tables of a page: a row is one line with columns, as rows of Word tables are read (importing.table_rows)."""

from dataclasses import dataclass, field

from meetings.importing.lines import COLUMN
from meetings.importing.pasted import PastedLine
from meetings.importing.table_rows import is_one_line, is_signature_row

#: Tables inside tables inside tables: what lies deeper belongs to the cell of the last one told apart.
_MAX_TABLES = 40


@dataclass(slots=True)
class _Table:
    cells: list[list[PastedLine]] = field(default_factory=list)
    has_inner_table: bool = False


@dataclass(slots=True)
class TableReader:
    """The open tables, outermost first; `skipped` counts the open ones too deep to be told apart."""

    tables: list[_Table] = field(default_factory=list)
    skipped: int = 0

    def enter(self) -> None:
        """A table begins."""
        if len(self.tables) >= _MAX_TABLES:
            self.skipped += 1
            return
        if self.tables:
            self.tables[-1].has_inner_table = True
        self.tables.append(_Table())

    def begin_cell(self) -> None:
        """A cell begins."""
        if self.tables and not self.skipped:
            self.tables[-1].cells.append([])

    def take(self, line: PastedLine) -> bool:
        """Put a line into the innermost open cell; False when there is none."""
        for table in reversed(self.tables):
            if table.cells:
                table.cells[-1].append(line)
                return True
        return False

    def end_row(self) -> list[PastedLine]:
        """A row ends: its lines, or none when they belong to a cell of a table around."""
        if not self.tables or self.skipped:
            return []
        table = self.tables[-1]
        cells, table.cells = [[line for line in cell if line.text] for cell in table.cells], []
        has_inner_table, table.has_inner_table = table.has_inner_table, False
        lines = _join(cells, has_inner_table=has_inner_table)
        return [line for line in lines if not self.take(line)]

    def leave(self) -> list[PastedLine]:
        """The innermost table ends: what its last row left."""
        if self.skipped:
            self.skipped -= 1
            return []
        lines = self.end_row()
        if self.tables:
            self.tables.pop()
        return lines

    def leave_all(self) -> list[PastedLine]:
        """The page ends, whatever stands open."""
        self.skipped = 0
        lines: list[PastedLine] = []
        while self.tables:
            lines += self.leave()
        return lines


def _join(cells: list[list[PastedLine]], *, has_inner_table: bool) -> list[PastedLine]:
    texts = [[f"{line.marker} {line.text}" if line.marker else line.text for line in cell] for cell in cells]
    if is_signature_row(texts):
        offices, names = (cell for cell in texts if cell)
        return [PastedLine(f"{office}{COLUMN}{name}", is_row=True) for office, name in zip(offices, names, strict=True)]
    if not has_inner_table and is_one_line(texts):
        filled = [cell for cell in cells if cell]
        is_bold = all(line.is_bold for cell in filled for line in cell)
        if len(filled) == 1:
            return [filled[0][0]]
        columns = [" ".join(cell).replace(COLUMN, " ") for cell in texts if cell]
        return [PastedLine(COLUMN.join(columns), is_bold=is_bold, is_row=True)]
    return [line for cell in cells for line in cell]
