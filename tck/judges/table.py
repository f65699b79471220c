"""Writes a Parquet file again with pyarrow, as often as it is asked to.

    table.py FILE TARGET

Reads FILE into memory, prints a line, then for each line of its input writes TARGET with the same
compression, encodings, checksums and indexes, and prints the microseconds that this took on the
clock, those of the processor, and the bytes.
"""

import sys
import time
from pathlib import Path

import pyarrow.parquet as parquet

LEVEL = 3


def encodings(file):
    """The columns with a dictionary, and those with an encoding of their own."""
    group = parquet.read_metadata(file).row_group(0)
    columns = {group.column(i).path_in_schema: group.column(i).encodings for i in range(group.num_columns)}
    differences = {path: "DELTA_BINARY_PACKED" for path, used in columns.items() if "DELTA_BINARY_PACKED" in used}
    return [path for path, used in columns.items() if "RLE_DICTIONARY" in used], differences


def main():
    table = parquet.read_table(sys.argv[1])
    dictionaries, differences = encodings(sys.argv[1])
    print(table.num_rows, flush=True)
    for _ in sys.stdin:
        start, processor = time.perf_counter(), time.process_time()
        parquet.write_table(
            table,
            sys.argv[2],
            compression="zstd",
            compression_level=LEVEL,
            use_dictionary=dictionaries,
            column_encoding=differences,
            write_page_checksum=True,
            write_page_index=True,
        )
        took, used = time.perf_counter() - start, time.process_time() - processor
        print(round(took * 1e6), round(used * 1e6), Path(sys.argv[2]).stat().st_size, flush=True)


if __name__ == "__main__":
    main()
