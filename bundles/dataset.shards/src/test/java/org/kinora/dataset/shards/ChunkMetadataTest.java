package org.kinora.dataset.shards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kinora.dataset.shards.ChunkFacts.MediaFile;
import org.kinora.dataset.shards.RecordingFacts.Box;
import org.kinora.dataset.shards.RecordingFacts.Generator;
import org.kinora.media.FrameRate;

class ChunkMetadataTest {
  private static final FrameRate RATE = new FrameRate(30_000, 1001);
  private static final PictureSize PICTURE = new PictureSize(1920, 1080);
  private static final RecordingFacts FACTS =
      new RecordingFacts(
          "screen+mic",
          Optional.of(URI.create("s3://user:secret@bucket/path/rec.mp4?signature=1#x")),
          PICTURE,
          0,
          RATE,
          false,
          Optional.empty(),
          CaptureRect.of(PICTURE),
          Optional.of(new Box(10, 20, 300, 200)),
          new Modalities(
              true,
              false,
              Optional.of(new Modalities.Audio(2, 48_000)),
              true,
              true,
              "page",
              false,
              false),
          new Sync(0, -1_500, 0, OptionalLong.of(1_711_111_111_111_000L), "low"),
          new Labels(Map.of("game", "Chess", "license", "CC-BY-4.0")),
          TypedText.KEEP,
          new Generator("kinora", "0.1"));

  /** The example of the page is what is written, byte for byte. */
  @Test
  void page_example_isWhatIsWritten() throws IOException {
    Layout layout = Layout.of(0, "rec_1", 6);
    ChunkSpan span = ChunkPlan.constantRate(6_000, RATE::timeUs, 599, Tail.KEEP).get(6);
    ChunkFacts facts =
        new ChunkFacts(
            CutMode.EXACT,
            List.of(
                new MediaFile(true, "screen", layout.video("", "mp4"), "h264", span.frames()),
                new MediaFile(false, "mic", layout.audio("", "wav"), "pcm_s16le", 959_359)),
            Map.of(Layout.RAW, 2_048L, Layout.FRAMES, 599L),
            new Processing(List.of(new DropRepeats(), new Deadzone(0.12, 0.05))),
            Map.of("orphan_releases", 1, "idle_ratio", 0.25));
    String written = new String(new ChunkMetadata().bytes(layout, span, FACTS, facts), UTF_8);
    String page = Files.readString(Path.of("../../docs/formats/shards.md"));
    Matcher block = Pattern.compile("(?s)```json metadata.json\n(.*?)```\n").matcher(page);
    assertTrue(block.find(), written);
    assertEquals(block.group(1), written);
  }
}
