"""Judges a data set of the layout `shards` with the programs that people load it with.

    dataset.py ROOT SOURCE

SOURCE is the video that the data set was made of (numbered.py). Ends with 0 and prints what was
found, or fails with what is wrong.
"""

import json
import random
import sys
from pathlib import Path

import datasets
import duckdb
import mlcroissant
import pyarrow.parquet as parquet
from numbered import number, pictures, pointer, psnr, require

MOST_CHUNKS = 20


def judge_tables(root, found):
    """Loads each table with no code: by the card's configurations, and by a pattern."""
    for config in datasets.get_dataset_config_names(str(root)):
        table = datasets.load_dataset(str(root), config, split="train")
        pattern = f"{root}/chunks.parquet" if config == "chunks" else f"{root}/actions/*/*/*/{config}.parquet"
        ((rows,),) = duckdb.sql(f"select count(*) from '{pattern}'").fetchall()
        require(table.num_rows == rows, f"{config}: {table.num_rows} rows, DuckDB counts {rows}")
        found[config] = rows
    require(len(found) >= 4, f"configurations {sorted(found)}")
    for line in (root / "manifest.jsonl").read_text().splitlines():
        entry = json.loads(line)
        if "rows" in entry:
            rows = parquet.read_metadata(root / entry["path"]).num_rows
            require(rows == entry["rows"], f"{entry}: {rows} rows")


def judge_videos(root, found):
    """Loads the folder of videos with what `metadata.parquet` says of each."""
    videos = datasets.load_dataset("videofolder", data_dir=str(root / "video"), split="train")
    require(videos.num_rows == found["chunks"], f"{videos.num_rows} videos")
    require({"chunk_id", "split"} <= set(videos.column_names), f"{videos.column_names}")


def judge_croissant(root):
    """Every field of the description can be resolved."""
    description = mlcroissant.Dataset(jsonld=str(root / "croissant.json"))
    require(not description.metadata.issues.errors, str(description.metadata.issues.errors))
    require(len(description.metadata.record_sets) >= 3, "record sets")


def judge_chunk(folder, root, source):
    """Every row of a chunk lies on its picture, and each picture is the source's."""
    metadata = json.loads((folder / "metadata.json").read_text())
    track = metadata["video"]["tracks"][0]
    frames = parquet.read_table(folder / "frames.parquet").to_pylist()
    shown = pictures(root / track["path"])
    where = f"{folder.name} ({metadata['video']['cut']})"
    require(
        len(shown) == len(frames) == metadata["chunk_size"] == track["frames"],
        f"{where}: {len(shown)} pictures, {len(frames)} rows, {metadata['chunk_size']}",
    )
    worst = 99.0
    for (time_us, luma, key), row in zip(shown, frames):
        require(abs(time_us - row["pts_us"]) <= 500, f"{where}: {time_us} us, row {row}")
        require(key == row["is_keyframe"], f"{where}: key frame {key}, row {row}")
        require(number(luma) == row["source_frame"], f"{where}: picture {number(luma)}, row {row}")
        worst = min(worst, psnr(luma, source[row["source_frame"]][1]))
        require(metadata["video"]["cut"] == "exact" or worst == 99.0, f"{where}: copied, not the same")
    require(worst > 30, f"{where}: {worst:.1f} dB")
    moves = 0
    for event in parquet.read_table(folder / "actions_raw.parquet").to_pylist():
        if event["event_type"] != "mousemove" or event["synthetic"]:
            continue
        x, y = pointer(shown[event["frame_idx"]][1])
        distance = max(abs(x - event["mouse_x"]), abs(y - event["mouse_y"]))
        require(distance < 2, f"{where}: the square is at {x:.0f},{y:.0f}, event {event}")
        moves += 1
    return moves, worst


def main():
    root = Path(sys.argv[1])
    seed = random.randrange(1 << 32)
    print("seed", seed)
    found = {}
    judge_tables(root, found)
    judge_videos(root, found)
    judge_croissant(root)
    source = pictures(sys.argv[2])
    folders = sorted(path.parent for path in root.glob("actions/*/*/*/metadata.json"))
    some = random.Random(seed).sample(folders, min(MOST_CHUNKS, len(folders)))
    results = [judge_chunk(folder, root, source) for folder in some]
    require(sum(moves for moves, _ in results) > 0, "no event was looked at")
    found["chunks_decoded"] = len(some)
    found["moves"] = sum(moves for moves, _ in results)
    found["worst_psnr"] = round(float(min(worst for _, worst in results)), 1)
    print(json.dumps(found, sort_keys=True))


if __name__ == "__main__":
    main()
