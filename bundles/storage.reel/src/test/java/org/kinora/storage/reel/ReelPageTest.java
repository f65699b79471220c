package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.EventFormat;
import org.kinora.media.Fault;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.contract.Sample;

/** The example of {@code docs/formats/reel.md}, byte by byte. */
class ReelPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "formats", "reel.md");
  private static final Track EVENTS = new Track(1, new EventFormat("input", 1), 1_000_000, "");
  private static final long SALT = 0x0807_0605_0403_0201L;
  private static final SampleInfo SAMPLE = SampleInfo.inOrder(1_500_000, 0, 2, true);
  private static final Blob DATA = Blob.of((byte) 'h', (byte) 'i');

  @Test
  void page_writtenAgain_isTheSame(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("r");
    RecordingInfo info =
        new RecordingInfo(
            "r", Optional.empty(), OptionalLong.empty(), false, List.of(EVENTS), Map.of());
    try (RecordingWriter writer = ReelWriter.create(at, info, SALT, Durability.GOP)) {
      writer.append(1, SAMPLE, DATA.buffer());
      writer.finish();
    }
    List<String> page = Files.readAllLines(PAGE);
    for (String name : List.of(ReelFiles.LOG, ReelFiles.index(1))) {
      String written = dump(Files.readAllBytes(at.resolve(name)));
      assertEquals(written, dump(bytes(page, name)), name);
      assertTrue(String.join("\n", page).contains(written), name + ": the text column");
    }
  }

  @Test
  void page_opened_saysWhatThePageSays(@TempDir Path dir) throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    for (String name : List.of(ReelFiles.LOG, ReelFiles.index(1))) {
      Files.write(dir.resolve(name), bytes(page, name));
    }
    try (RecordingReader reader = new ReelFormat().open(dir)) {
      assertEquals("r", reader.info().id());
      assertTrue(reader.info().complete());
      assertEquals(List.of(new Sample(SAMPLE, DATA)), Take.read(reader, EVENTS));
      List<Fault> faults = new ArrayList<>();
      reader.verify(faults::add);
      assertEquals(List.of(), faults);
    }
  }

  /** The bytes of the code block that follows a line ending with the file's name and a colon. */
  private static byte[] bytes(List<String> page, String name) {
    int at = 0;
    while (!page.get(at).endsWith("`" + name + "`:")) {
      at++;
    }
    StringBuilder hex = new StringBuilder();
    for (at += 2; page.get(at).startsWith("    "); at++) {
      String line = page.get(at);
      hex.append(line, 10, Math.min(58, line.length()));
    }
    return HexFormat.of().parseHex(hex.toString().replace(" ", ""));
  }

  private static String dump(byte[] bytes) {
    StringBuilder dump = new StringBuilder();
    for (int at = 0; at < bytes.length; at += 16) {
      ByteBuffer row = ByteBuffer.wrap(bytes, at, Math.min(16, bytes.length - at));
      StringBuilder hex = new StringBuilder();
      StringBuilder text = new StringBuilder();
      while (row.hasRemaining()) {
        byte b = row.get();
        hex.append(String.format(Locale.ROOT, "%02x ", b));
        text.append(b >= 32 && b < 127 ? (char) b : '.');
      }
      dump.append(String.format(Locale.ROOT, "    %04x  %-48s %s%n", at, hex, text));
    }
    return dump.toString().stripTrailing();
  }
}
