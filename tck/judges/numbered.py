"""The recording whose pictures say what they are, and how a picture of it is judged.

They show their number in the 16 upper rows, 20 pixels a bit, the lowest bit left, and a white
square where the mouse is.
"""

import av
import numpy

BIT_PIXELS = 20
BITS = 12
NUMBER_ROWS = 16
ROUNDING_US = 1000


def require(condition, message):
    if not condition:
        raise SystemExit(message)


def pictures(file):
    """The times in us and the luma of all pictures of a file."""
    found = []
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        require(stream.start_time in (0, None), f"{file} starts at {stream.start_time}")
        for frame in container.decode(stream):
            luma = frame.reformat(format="gray").to_ndarray()
            found.append((int(round(frame.time * 1e6)), luma, frame.key_frame))
    return found


def number(luma):
    """The number that a picture shows."""
    centres = [luma[NUMBER_ROWS // 2, bit * BIT_PIXELS + BIT_PIXELS // 2] for bit in range(BITS)]
    return sum(1 << bit for bit, light in enumerate(centres) if light > 128)


def pointer(luma):
    """The middle of the white square."""
    rows, columns = numpy.nonzero(luma[NUMBER_ROWS + 4 :] > 128)
    require(len(rows) > 0, "a picture without the square")
    return columns.mean(), rows.mean() + NUMBER_ROWS + 4


def psnr(one, other):
    error = numpy.mean((one.astype(float) - other.astype(float)) ** 2)
    return 99.0 if error == 0 else 10 * numpy.log10(255**2 / error)


def shown_at(source, time_us):
    """The number of the recorded picture that is shown at a time; recorders round it up, too."""
    shown = [i for i, (start_us, _, _) in enumerate(source) if start_us <= time_us + ROUNDING_US]
    return shown[-1]


def judge_frames(frames, source, start_us, fps, where):
    """Frame n is the recorded picture of its time, in closed groups of half a second; the worst dB."""
    worst = 99.0
    require(frames[0][2], f"{where}: begins with no key frame")
    for i, (time_us, luma, _) in enumerate(frames):
        require(abs(time_us - i * 1e6 / fps) <= 500, f"{where}: frame {i} at {time_us} us")
        expected = shown_at(source, start_us + i * 1e6 / fps)
        require(number(luma) == expected, f"{where}: frame {i} shows {number(luma)}, not {expected}")
        worst = min(worst, psnr(luma, source[expected][1]))
    require(worst > 30, f"{where}: {worst:.1f} dB")
    return worst
