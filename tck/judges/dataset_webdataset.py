"""Judges a data set of the layout `webdataset` with the library of that name.

    dataset_webdataset.py ROOT SOURCE

SOURCE is the video that the data set was made of (numbered.py). Ends with 0 and prints what was
found, or fails with what is wrong.
"""

import io
import json
import sys
import tarfile
from pathlib import Path

import datasets
import pyarrow.parquet as parquet
import webdataset
from numbered import judge_frames, pictures, pointer, require

WIDTH, HEIGHT = 256, 144


def judge_tar(shard):
    """Nothing in a shard tells when or by whom it was made."""
    with tarfile.open(shard) as tar:
        for member in tar:
            plain = member.isfile() and (member.mtime, member.uid, member.gid) == (0, 0, 0)
            require(plain and member.mode == 0o644, f"{shard.name}: {member}")


def judge_sample(sample, source, files):
    key = sample["__key__"]
    about = json.loads(sample["json"])
    video = files / f"{key}.mp4"
    video.write_bytes(sample["mp4"])
    frames = pictures(video)
    require(len(frames) == about["frames"], f"{key}: {len(frames)} pictures, {about}")
    worst = judge_frames(frames, source, about["start_us"], about["fps"], key)
    rows = parquet.read_table(io.BytesIO(sample["parquet"])).to_pylist()
    held = [row for row in rows if row["held"]]
    require(len(held) == about["held"] and len(rows) - len(held) == about["events"], f"{key}: {about}")
    require(rows[: len(held)] == held, f"{key}: held rows are not first")
    for row in rows[len(held) :]:
        event = json.loads(row["event"])
        require(row["event_type"] == "mousemove", f"{key}: {row}")
        x, y = pointer(frames[row["frame_idx"]][1])
        distance = max(abs(x - event["x"]), abs(y - event["y"]))
        require(distance < 2, f"{key}: the square is at {x:.0f},{y:.0f}, event {row}")
    return len(frames), len(rows) - len(held), worst


def main():
    root = Path(sys.argv[1])
    source = pictures(sys.argv[2])
    shards = sorted(root.glob("*.tar"))
    for shard in shards:
        judge_tar(shard)
    samples = webdataset.WebDataset([str(shard) for shard in shards], shardshuffle=False)
    files = root.parent / "unpacked"
    files.mkdir(exist_ok=True)
    results = [judge_sample(sample, source, files) for sample in samples]
    table = datasets.load_dataset("webdataset", data_files=str(root / "*.tar"), split="train")
    require(table.num_rows == len(results), f"{table.num_rows} samples, expected {len(results)}")
    frames, events, worst = (list(column) for column in zip(*results))
    found = {"samples": len(results), "frames": sum(frames), "events": sum(events)}
    found["worst_psnr"] = round(float(min(worst)), 1)
    print(json.dumps(found, sort_keys=True))


if __name__ == "__main__":
    main()
