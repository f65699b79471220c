package org.kinora.codec.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.media.Fault;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.Ffmpeg;

/**
 * Immersive audio (IAMF) in MP4: one track of the file holds, sample by sample, the packets of
 * several streams.
 */
class ImmersiveAudioTest {
  private static final int STREAMS = 4;

  @TempDir Path directory;
  private Path file;

  /** 5.1: two pairs, the centre and the low frequencies. */
  @BeforeEach
  void make() {
    file = directory.resolve("immersive.mp4");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=440:duration=2:sample_rate=48000,aformat=channel_layouts=stereo",
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=550:duration=2:sample_rate=48000",
        "-map",
        "0:a",
        "-map",
        "0:a",
        "-map",
        "1:a",
        "-map",
        "1:a",
        "-c:a",
        "libopus",
        "-stream_group",
        "type=iamf_audio_element:id=1:st=0:st=1:st=2:st=3,layer=ch_layout=5.1(side)",
        "-stream_group",
        "type=iamf_mix_presentation:id=2:stg=0:annotations=en-us=mix,"
            + "submix=parameter_id=100:parameter_rate=48000"
            + "|element=stg=0:parameter_id=100:annotations=en-us=mix|layout=sound_system=stereo",
        "-streamid",
        "0:0",
        "-streamid",
        "1:1",
        "-streamid",
        "2:2",
        "-streamid",
        "3:3",
        file.toString());
  }

  @Test
  void read_everyTrack_isWhatFfprobeReads() throws IOException {
    try (RecordingReader reader = new ContainerFormat().open(file)) {
      assertEquals(STREAMS, reader.info().tracks().size());
      for (Track track : reader.info().tracks()) {
        List<Probed> expected = Probed.packets(file, track.id() - 1);
        assertEquals(101, expected.size());
        assertEquals(expected.size(), reader.index(track.id()).count());
        assertEquals(expected, read(reader, new SampleRange(track.id(), 0, 101)));
        assertEquals(expected.subList(40, 50), read(reader, new SampleRange(track.id(), 40, 10)));
      }
    }
  }

  private static List<Probed> read(RecordingReader reader, SampleRange range) throws IOException {
    List<Probed> read = new ArrayList<>();
    reader.read(range, (info, data) -> read.add(Probed.of(info.timeUs(), info.keyframe(), data)));
    return read;
  }

  @Test
  void verify_wholeFile_hasNoFaults() throws IOException {
    List<Fault> faults = new ArrayList<>();
    try (RecordingReader reader = new ContainerFormat().open(file)) {
      reader.verify(faults::add);
    }
    assertEquals(List.of(), faults);
  }
}
