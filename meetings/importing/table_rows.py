"""Owns what a row of a table is: one line with columns, several signatures side by side, or cells read one by one."""

_ROW_PARAGRAPHS = 6
_ROW_CHARACTERS = 1500
_OFFICES = ("председател", "секретар", "руководител", "заместител", "член", "директор", "глава", "начальник")


def is_one_line(cells: list[list[str]]) -> bool:
    """Whether the paragraphs of the cells make one line with columns; a row of whole passages does not."""
    filled = [cell for cell in cells if cell]
    return (
        len(filled) > 1
        and all(len(cell) <= _ROW_PARAGRAPHS for cell in filled)
        and sum(len(text) for cell in filled for text in cell) <= _ROW_CHARACTERS
    ) or (len(filled) == 1 and len(filled[0]) == 1)


def is_signature_row(cells: list[list[str]]) -> bool:
    """Two cells with the same number of lines, offices left: several signatures in one row."""
    filled = [cell for cell in cells if cell]
    return (
        len(filled) == 2
        and len(filled[0]) == len(filled[1]) > 1
        and all(text.lower().startswith(_OFFICES) for text in filled[0])
    )
