package org.kinora.dataset.shards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kinora.dataset.shards.ChunkFacts.MediaFile;

class ChunkMetadataTest {
  /** The example of the page is what is written, byte for byte. */
  @Test
  void page_example_isWhatIsWritten() throws IOException {
    Layout layout = Layout.of(0, "rec_1", 6);
    ChunkSpan span = ChunkPlan.constantRate(200_000_000, SampleTree.RATE, 599, Tail.KEEP).get(6);
    ChunkFacts facts =
        new ChunkFacts(
            CutMode.EXACT,
            List.of(
                new MediaFile(true, "screen", layout.video("", "mp4"), "h264", span.frames()),
                new MediaFile(false, "mic", layout.audio("", "wav"), "pcm_s16le", 959_359)),
            Map.of(Layout.RAW, 2_048L, Layout.FRAMES, 599L),
            new Processing(List.of(new DropRepeats(), new Deadzone(0.12, 0.05))),
            Map.of("orphan_releases", 1, "idle_ratio", 0.25));
    String written =
        new String(new ChunkMetadata().bytes(layout, span, SampleTree.FACTS, facts), UTF_8);
    String page = Files.readString(Path.of("../../docs/formats/shards.md"));
    Matcher block = Pattern.compile("(?s)```json metadata.json\n(.*?)```\n").matcher(page);
    assertTrue(block.find(), written);
    assertEquals(block.group(1), written);
  }
}
