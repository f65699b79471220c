"""Judges a data set of the layout `lerobot`: field by field against LeRobot's layout v3.0, and by
lerobot-doctor, a checker of such data sets.

    dataset_lerobot.py ROOT SOURCE

SOURCE is the video that the data set was made of (numbered.py). Ends with 0 and prints what was
found, or fails with what is wrong. What LeRobot's own loader makes of it says lerobot_loader.py.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy
import pyarrow
import pyarrow.parquet as parquet
from numbered import judge_frames, pictures, pointer, require

CAMERA = "observation.images.screen"
NUMBERS = ["timestamp", "frame_index", "episode_index", "index", "task_index"]
QUANTILES = {"q01": 0.01, "q10": 0.1, "q50": 0.5, "q90": 0.9, "q99": 0.99}
SPREADS = ["min", "max", "mean", "std", "count", *QUANTILES]
WIDTH, HEIGHT = 256, 144

INFO = {
    "codebase_version": str,
    "robot_type": str,
    "total_episodes": int,
    "total_frames": int,
    "total_tasks": int,
    "chunks_size": int,
    "data_files_size_in_mb": int,
    "video_files_size_in_mb": int,
    "fps": int,
    "splits": dict,
    "data_path": str,
    "video_path": str,
    "features": dict,
}

EPISODE = {
    "episode_index": pyarrow.int64(),
    "tasks": pyarrow.list_(pyarrow.string()),
    "length": pyarrow.int64(),
    "data/chunk_index": pyarrow.int64(),
    "data/file_index": pyarrow.int64(),
    "dataset_from_index": pyarrow.int64(),
    "dataset_to_index": pyarrow.int64(),
    f"videos/{CAMERA}/chunk_index": pyarrow.int64(),
    f"videos/{CAMERA}/file_index": pyarrow.int64(),
    f"videos/{CAMERA}/from_timestamp": pyarrow.float64(),
    f"videos/{CAMERA}/to_timestamp": pyarrow.float64(),
    "meta/episodes/chunk_index": pyarrow.int64(),
    "meta/episodes/file_index": pyarrow.int64(),
}


def is_of(table, name, kind):
    """Whether a column is of a type; how the elements of lists are called does not matter."""
    found = table.schema.field(name).type
    if pyarrow.types.is_list(kind):
        return pyarrow.types.is_list(found) and found.value_type == kind.value_type
    return found == kind


def judge_info(root):
    info = json.loads((root / "meta/info.json").read_text())
    require(set(info) == set(INFO), f"info.json: {sorted(set(info) ^ set(INFO))}")
    for name, kind in INFO.items():
        require(isinstance(info[name], kind), f"info.json: {name} is {info[name]!r}")
    require(info["codebase_version"] == "v3.0", info["codebase_version"])
    require(info["data_path"] == "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet", info["data_path"])
    path = "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4"
    require(info["video_path"] == path, info["video_path"])
    require(info["splits"] == {"train": f"0:{info['total_episodes']}"}, info["splits"])
    features = info["features"]
    require(set(features) == {CAMERA, "action", *NUMBERS}, f"features {sorted(features)}")
    for name, feature in features.items():
        require({"dtype", "shape", "names"} <= set(feature), f"{name}: {feature}")
    require(features["timestamp"]["dtype"] == "float32", features["timestamp"])
    require(all(features[name]["dtype"] == "int64" for name in NUMBERS[1:]), "int64 features")
    require(all(features[name]["shape"] == [1] for name in NUMBERS), "shapes of numbers")
    camera, action = features[CAMERA], features["action"]
    require(camera["dtype"] == "video" and camera["shape"] == [HEIGHT, WIDTH, 3], camera)
    require(camera["names"] == ["height", "width", "channels"], camera)
    seen = camera["info"]
    require((seen["video.height"], seen["video.width"], seen["video.channels"]) == (HEIGHT, WIDTH, 3), seen)
    require(seen["video.fps"] == info["fps"] and seen["has_audio"] is False, seen)
    require(seen["video.pix_fmt"] == "yuv420p" and seen["video.is_depth_map"] is False, seen)
    require(action["dtype"] == "float32" and action["shape"] == [len(action["names"])], action)
    return info


def judge_tasks(root, info):
    tasks = parquet.read_table(root / "meta/tasks.parquet").to_pandas()
    require(tasks.index.name == "task" and list(tasks.columns) == ["task_index"], str(tasks))
    require(list(tasks["task_index"]) == list(range(info["total_tasks"])), str(tasks))


def judge_episodes(root, info):
    files = sorted((root / "meta/episodes").glob("chunk-*/file-*.parquet"))
    table = pyarrow.concat_tables([parquet.read_table(file) for file in files])
    for name, kind in EPISODE.items():
        require(is_of(table, name, kind), f"{name}: {table.schema.field(name)}")
    for feature in ["action", *NUMBERS]:
        for spread in SPREADS:
            name = f"stats/{feature}/{spread}"
            kind = pyarrow.list_(pyarrow.int64() if spread == "count" else pyarrow.float64())
            require(is_of(table, name, kind), f"{name}: {table.schema.field(name)}")
    episodes = table.to_pylist()
    require(len(episodes) == info["total_episodes"], f"{len(episodes)} episodes")
    index = 0
    for number, episode in enumerate(episodes):
        require(episode["episode_index"] == number, str(episode))
        require(episode["dataset_from_index"] == index, str(episode))
        index += episode["length"]
        require(episode["dataset_to_index"] == index, str(episode))
    require(index == info["total_frames"], f"{index} frames")
    return episodes


def judge_spread(numbers, spread, where):
    """What is said of some numbers is what numpy says."""
    columns = numpy.asarray(numbers, dtype=numpy.float64).reshape(len(numbers), -1)
    expected = {
        "min": columns.min(axis=0),
        "max": columns.max(axis=0),
        "mean": columns.mean(axis=0),
        "std": columns.std(axis=0),
        **{name: numpy.quantile(columns, part, axis=0) for name, part in QUANTILES.items()},
    }
    for name, values in expected.items():
        require(numpy.allclose(spread[name], values, atol=1e-5), f"{where}/{name}: {spread[name]}, {values}")
    require(spread["count"] == [len(numbers)], f"{where}: {spread['count']}")


def judge_data(root, info, episode):
    """The rows of an episode."""
    path = info["data_path"].format(
        chunk_index=episode["data/chunk_index"], file_index=episode["data/file_index"]
    )
    table = parquet.read_table(root / path)
    expected = {name: pyarrow.int64() for name in NUMBERS[1:]}
    expected |= {"timestamp": pyarrow.float32(), "action": pyarrow.list_(pyarrow.float32())}
    require(set(table.column_names) == set(expected), f"{path}: {table.column_names}")
    for name, kind in expected.items():
        require(is_of(table, name, kind), f"{path}: {table.schema.field(name)}")
    rows = [row for row in table.to_pylist() if row["episode_index"] == episode["episode_index"]]
    require(len(rows) == episode["length"], f"{path}: {len(rows)} rows of {episode}")
    for i, row in enumerate(rows):
        require(row["frame_index"] == i, f"{path}: {row}")
        require(row["index"] == episode["dataset_from_index"] + i, f"{path}: {row}")
        require(row["timestamp"] == numpy.float32(i / info["fps"]), f"{path}: {row}")
        require(row["task_index"] == 0, f"{path}: {row}")
    for feature in ["action", *NUMBERS]:
        spread = {name: episode[f"stats/{feature}/{name}"] for name in SPREADS}
        judge_spread([row[feature] for row in rows], spread, f"episode {episode['episode_index']}, {feature}")
    return rows


def judge_video(root, info, episode, rows, source, start_us):
    """The frames of an episode, and that the mouse of each row is where its frame shows it."""
    place = f"videos/{CAMERA}/"
    path = info["video_path"].format(
        video_key=CAMERA,
        chunk_index=episode[place + "chunk_index"],
        file_index=episode[place + "file_index"],
    )
    begin, end = episode[place + "from_timestamp"], episode[place + "to_timestamp"]
    require(begin == 0 and abs(end - episode["length"] / info["fps"]) < 1e-9, str(episode))
    frames = pictures(root / path)
    require(len(frames) == episode["length"], f"{path}: {len(frames)} pictures")
    worst = judge_frames(frames, source, start_us, info["fps"], path)
    names = info["features"]["action"]["names"]
    left, down = names.index("mouse_x"), names.index("mouse_y")
    for (_, luma, _), row in zip(frames, rows):
        x, y = pointer(luma)
        distance = max(abs(x - row["action"][left] * WIDTH), abs(y - row["action"][down] * HEIGHT))
        require(distance < 2, f"{path}: the square is at {x:.0f},{y:.0f}, row {row}")
    return worst


def judge_stats(root, info, rows):
    """Over all episodes; quantiles are the episodes' means, so they are looked at in one episode."""
    stats = json.loads((root / "meta/stats.json").read_text())
    require(set(stats) == set(info["features"]), f"stats.json: {sorted(stats)}")
    require(stats[CAMERA]["count"] == [len(rows)], str(stats[CAMERA]))
    for feature in ["action", *NUMBERS]:
        require(set(stats[feature]) == set(SPREADS), f"stats.json: {feature}")
        columns = numpy.asarray([row[feature] for row in rows], dtype=numpy.float64).reshape(len(rows), -1)
        for name in ("min", "max", "mean", "std"):
            right = numpy.allclose(stats[feature][name], getattr(columns, name)(axis=0), atol=1e-4)
            require(right, f"stats.json: {feature}/{name}")
        require(stats[feature]["count"] == [len(rows)], f"stats.json: {feature}/count")


def judge_by_doctor(root):
    """It ends with another code than 0 if the data set is wrong; what it advises for training is not asked."""
    command = [sys.executable, "-m", "lerobot_doctor.cli", "check", str(root)]
    verdict = subprocess.run(command, capture_output=True, text=True)
    passed = verdict.stdout.count("[PASS]")
    require(verdict.returncode == 0 and passed > 0, verdict.stdout + verdict.stderr)
    return passed


def main():
    root = Path(sys.argv[1])
    source = pictures(sys.argv[2])
    info = judge_info(root)
    judge_tasks(root, info)
    every = []
    worst = []
    for episode in judge_episodes(root, info):
        start_us = source[0][0] + len(every) * 1e6 / info["fps"]
        rows = judge_data(root, info, episode)
        worst.append(judge_video(root, info, episode, rows, source, start_us))
        every += rows
    judge_stats(root, info, every)
    found = {"episodes": info["total_episodes"], "frames": len(every), "worst_psnr": round(float(min(worst)), 1)}
    found["passed_at_doctor"] = judge_by_doctor(root)
    print(json.dumps(found, sort_keys=True))


if __name__ == "__main__":
    main()
