"""Rows of a layout made up for a test: one that is in order, and the same with some cells changed."""

import pyarrow as pa


def rows_like(layout, row):
    """What makes the records of the row with other cells, and what gives the one record of it."""

    def coded(**cells):
        return layout.records(pa.table({name: [(row | cells)[name]] for name in layout.read}))

    def one(**cells):
        (record,) = coded(**cells).records.to_pylist()
        return record

    return coded, one
