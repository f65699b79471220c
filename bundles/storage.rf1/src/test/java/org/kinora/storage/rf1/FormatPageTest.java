package org.kinora.storage.rf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.spi.storage.RecordingWriter;

/** The worked example of {@code docs/formats/rf1.md} is what it says. */
class FormatPageTest {
  private static final Pattern LINE = Pattern.compile("(\\d+) +((?:[0-9a-f]{4,}\\b ?)+).*");

  @TempDir Path temp;

  @Test
  void example_isWhatTheRecorderAndKinoraWrite() throws IOException {
    Path recorder = Recordings.clean(Files.createDirectory(temp.resolve("recorder")));
    Path kinora = temp.resolve("kinora");
    try (RecordingWriter writer =
        new Rf1Format().create(kinora, Recordings.info("kinora", Recordings.VIDEO))) {
      Recordings.append(writer, 1, Recordings.samples(recorder));
      writer.finish();
    }
    List<String> lines = block().lines().toList();
    assertEquals(9, lines.size());
    for (Path index :
        List.of(recorder.resolve("clean_video.rf1i"), kinora.resolve("1612325106000_video.rf1i"))) {
      byte[] bytes = Files.readAllBytes(index);
      for (String line : lines) {
        Matcher parts = LINE.matcher(line);
        assertTrue(parts.matches(), line);
        byte[] expected = HexFormat.of().parseHex(parts.group(2).replace(" ", ""));
        int at = Integer.parseInt(parts.group(1));
        byte[] found = Arrays.copyOfRange(bytes, at, at + expected.length);
        assertEquals(Blob.of(expected), Blob.of(found), index + ": " + line);
      }
    }
  }

  private static String block() throws IOException {
    String page = Files.readString(Path.of("../../docs/formats/rf1.md"));
    Matcher block = Pattern.compile("(?s)```hex index\n(.*?)```\n").matcher(page);
    assertTrue(block.find(), "the page has a block of the index");
    return block.group(1);
  }
}
