package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.RealClips;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.support.Ffmpeg;

/** Pictures and sound that FFmpeg encoded, through the disk, and judged by FFmpeg. */
class ReelMediaTest {
  @Test
  void read_h264WithReorderedPicturesAndOpus_isWhatWasEncoded(@TempDir Path dir)
      throws IOException {
    Clip video = new RealClips(dir).h264();
    Clip opus = new RealClips(dir).opus();
    Clip sound =
        opus.as(new Track(2, opus.track().format(), opus.track().timescale(), "microphone"));
    assertTrue(
        video.samples().stream()
            .map(Sample::info)
            .anyMatch(info -> info.timeUs() != info.decodeTimeUs()));
    Path at = record(dir.resolve("real"), List.of(video, sound));
    try (RecordingReader reader = new ReelFormat().open(at)) {
      assertEquals(List.of(video.track(), sound.track()), reader.info().tracks());
      assertEquals(video.samples(), Take.read(reader, video.track()));
      assertEquals(sound.samples(), Take.read(reader, sound.track()));
    }
  }

  @Test
  void read_h264AnnexB_decodesToTheSamePictures(@TempDir Path dir) throws IOException {
    Clip clip = new RealClips(dir).h264AnnexB();
    Path at = record(dir.resolve("real"), List.of(clip));
    Path stream = dir.resolve("stream.h264");
    try (RecordingReader reader = new ReelFormat().open(at);
        OutputStream out = Files.newOutputStream(stream)) {
      for (Sample sample : Take.read(reader, clip.track())) {
        out.write(sample.data().toByteArray());
      }
    }
    Ffmpeg.decode(stream);
    Path original = clip.file().orElseThrow();
    assertArrayEquals(pictures(original), pictures(stream));
  }

  private static byte[] pictures(Path file) {
    return Ffmpeg.run("-i", file.toString(), "-fps_mode", "passthrough", "-f", "rawvideo", "-");
  }

  private static Path record(Path at, List<Clip> clips) throws IOException {
    RecordingInfo info =
        new RecordingInfo(
            "real",
            Optional.empty(),
            OptionalLong.empty(),
            false,
            clips.stream().map(Clip::track).toList(),
            Map.of());
    try (RecordingWriter writer = new ReelFormat().create(at, info)) {
      for (Clip clip : clips) {
        for (Sample sample : clip.samples()) {
          SampleInfo said = sample.info();
          writer.append(clip.track().id(), said, sample.data().buffer());
        }
      }
      writer.finish();
    }
    return at;
  }
}
