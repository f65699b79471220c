"""Opens a data set of the layout `lerobot` with LeRobot's own loader: every frame of it.

    lerobot_loader.py ROOT

Ends with 0 and prints what was found, or fails with what is wrong.
"""

import json
import sys
from pathlib import Path

import numpy
from lerobot.datasets.lerobot_dataset import LeRobotDataset
from numbered import number, pictures, require
from torch.utils.data import DataLoader

CAMERA = "observation.images.screen"


def luma(picture):
    """Of a picture as the loader has it: red, green and blue from 0 to 1."""
    red, green, blue = (255 * picture.numpy()).astype(float)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def judge_episode(loaded, root, episode_index):
    """Each item is the frame of its number in the episode's file."""
    episode = loaded.meta.episodes[episode_index]
    shown = pictures(root / loaded.meta.get_video_file_path(episode_index, CAMERA))
    first, end = episode["dataset_from_index"], episode["dataset_to_index"]
    require(len(shown) == end - first, f"episode {episode_index}: {len(shown)} pictures")
    for index in range(first, end):
        item = loaded[index]
        place = index - first
        require(item["frame_index"].item() == place, f"frame {index}: {item['frame_index']}")
        require(item["episode_index"].item() == episode_index, f"frame {index}: {item['episode_index']}")
        require(abs(item["timestamp"].item() - place / loaded.fps) < 1e-4, f"frame {index}: {item['timestamp']}")
        found = luma(item[CAMERA])
        kept = shown[place][1]
        require(number(found) == number(kept), f"frame {index} shows {number(found)}, not {number(kept)}")
        require(abs(found - full(kept)).mean() < 1, f"frame {index} has other pixels than its file")


def full(gray):
    """Luma from 16 to 235 as 0 to 255."""
    return numpy.clip((gray.astype(float) - 16) * 255 / 219, 0, 255)


def main():
    root = Path(sys.argv[1])
    loaded = LeRobotDataset("local/judged", root=root, video_backend="pyav")
    for episode_index in range(loaded.num_episodes):
        judge_episode(loaded, root, episode_index)
    delta = {CAMERA: [-1 / loaded.fps, 0], "action": [0, 1 / loaded.fps]}
    windows = LeRobotDataset("local/judged", root=root, video_backend="pyav", delta_timestamps=delta)
    require(windows[0][f"{CAMERA}_is_pad"].tolist() == [True, False], "padding at the start")
    batch = next(iter(DataLoader(loaded, batch_size=8, shuffle=True)))
    require(batch["action"].shape[0] == 8, str(batch["action"].shape))
    print(json.dumps({"episodes": loaded.num_episodes, "frames": loaded.num_frames}))


if __name__ == "__main__":
    main()
