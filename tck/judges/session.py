"""Writes a capture session as the capture tool does: with ffmpeg, pandas and pyarrow.

    session.py DIR

Makes DIR/session_20260207_101500: 40 pictures of a window, 30 of a webcam, a second of sound, and
25 events. With FFmpeg 8.0.1, pandas 3.1.1 and pyarrow 26.0.1 these are the corpus' files, byte for
byte.
"""

import json
import math
import struct
import subprocess
import sys
import wave
from pathlib import Path

import pandas

FPS = 30
SESSION = "0d3f7a52-6a52-4a3b-9c51-2f1f5e0c9b11"
WINDOW = 'Arena, "ranked"'
LEFT, TOP, WIDTH, HEIGHT = 100, 50, 1280, 768

# nanoseconds of a monotonic clock
FIRST_NS = 812_345_678_901_234
START_NS = FIRST_NS + 420_000_000
END_NS = FIRST_NS + 1_400_000_000
SCREEN_NS = [FIRST_NS + int(i * 1e9 / FPS) + (i * 7919 % 11) * 250_000 for i in range(40)]
WEBCAM_NS = [FIRST_NS + 180_000_000 + i * 33_333_333 for i in range(30)]


def film(file, source, pictures):
    subprocess.run(
        ["ffmpeg", "-y", "-v", "error", "-f", "lavfi", "-i", f"{source}:r={FPS}"]
        + ["-frames:v", str(pictures), "-an", "-c:v", "libx264", "-f", "mp4"]
        + ["-g", "15", "-keyint_min", "15", "-sc_threshold", "0", "-preset", "fast", "-crf", "30"]
        + ["-tune", "zerolatency", "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(file)],
        check=True,
    )


def sound(file):
    with wave.open(str(file), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(8000)
        for i in range(8000):
            out.writeframes(struct.pack("<hh", *2 * [int(6000 * math.sin(i * 0.35))]))


def row(t_ns, **cells):
    """A row as the tool makes it: with every column, most of them empty."""
    names = "t_capture_ns is_duplicate event_type stream key_code mouse_x mouse_y mouse_button delta frame_ref"
    empty = dict.fromkeys(names.split())
    return {"t_ns": t_ns, **empty, "window_id": WINDOW, "session_id": SESSION, "metadata": None, **cells}


def event(ms, kind, **cells):
    t_ns = FIRST_NS + int(ms * 1e6)
    if "mouse_x" in cells:
        x, y = cells["mouse_x"], cells["mouse_y"]
        cells["mouse_x"], cells["mouse_y"] = (x - LEFT) / WIDTH, (y - TOP) / HEIGHT
        absolute = {"abs_x": str(float(x)), "abs_y": str(float(y))}
        cells["metadata"] = {**cells.get("metadata", {}), **absolute}
    shown = max(0, sum(1 for screen in SCREEN_NS if screen <= t_ns) - 1)
    return row(t_ns, event_type=kind, stream="input", frame_ref=shown, **cells)


def click(ms, x, y, button, pressed):
    metadata = {"pressed": str(pressed)}
    return event(ms, "mouse_click", mouse_x=x, mouse_y=y, mouse_button=button, metadata=metadata)


def events():
    w, shift_left, unknown = 13, 56, None
    yield event(-35.5, "mouse_move", mouse_x=740, mouse_y=434)
    yield event(120, "key_down", key_code=w)
    yield event(180.25, "key_down", key_code=w)
    for i in range(12):
        yield event(200 + i * 8, "mouse_move", mouse_x=740 + i * 10.5, mouse_y=434 - i * 3)
    yield click(310, 855, 401, "left", True)
    yield click(390, 855, 401, "left", False)
    yield event(420, "wheel", mouse_x=855, mouse_y=401, delta=-1)
    yield event(500, "key_down", key_code=shift_left)
    yield event(520, "key_up", key_code=shift_left)
    yield event(600, "key_down", key_code=unknown)
    yield event(640, "key_up", key_code=unknown)
    yield click(700, 90, 401, "right", True)
    yield click(760, 90, 401, "right", False)
    yield event(900, "key_up", key_code=w)


def frames():
    for i, t_ns in enumerate(SCREEN_NS):
        cells = {"t_capture_ns": t_ns, "is_duplicate": False, "frame_ref": i}
        yield row(t_ns, event_type="frame", stream="screen", **cells)
    for i, t_ns in enumerate(WEBCAM_NS):
        repeated = i % 10 == 9
        captured = None if repeated else t_ns - 4_000_000
        cells = {"t_capture_ns": captured, "is_duplicate": repeated, "frame_ref": i}
        yield row(t_ns, event_type="frame", stream="webcam", **cells)


def metadata():
    return {
        "format_version": "1.0.0",
        "session_id": SESSION,
        "captured_at": "2026-02-07T10:15:04Z",
        "game": "League of Legends",
        "resolution": [160, 96],
        "capture_fps": FPS,
        "codec": "h264",
        "window_id": WINDOW,
        "start_t_ns": START_NS,
        "end_t_ns": END_NS,
        "env": {"os": "macOS-15.1-arm64-arm-64bit", "client_version": "", "gpu": ""},
        "webcam": {"enabled": True, "target_fps": FPS, "resolution": [96, 64]},
        "audio": {"format": "wav", "sample_rate": 8000, "channels": 2, "enabled": True},
    }


def main():
    out = Path(sys.argv[1]) / "session_20260207_101500"
    out.mkdir(parents=True)
    film(out / "frames.mp4", "testsrc2=s=160x96", len(SCREEN_NS))
    film(out / "webcam.mp4", "testsrc=s=96x64", len(WEBCAM_NS))
    sound(out / "audio.wav")
    table = pandas.DataFrame([*events(), *frames()])
    table = table.sort_values("t_ns", kind="mergesort").reset_index(drop=True)
    table.to_parquet(out / "events.parquet", compression="snappy", index=False)
    table.to_csv(out / "events.csv", index=False)
    (out / "metadata.json").write_text(json.dumps(metadata(), indent=2))


if __name__ == "__main__":
    main()
