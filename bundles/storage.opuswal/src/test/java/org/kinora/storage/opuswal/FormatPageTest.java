package org.kinora.storage.opuswal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/** The worked example of {@code docs/formats/opuswal.md} is what it says. */
class FormatPageTest {
  @Test
  void example_readAndWrittenAgain_givesTheSameBytes(@TempDir Path temp) throws IOException {
    String page = Files.readString(Path.of("../../docs/formats/opuswal.md"));
    String hex =
        page.lines()
            .filter(line -> line.startsWith("    4e414e4f"))
            .collect(Collectors.joining())
            .replace(" ", "");
    byte[] log = HexFormat.of().parseHex(hex);
    String name = "wal/" + WalName.of("Bob", 1);
    Files.createDirectories(temp.resolve("a/wal"));
    Files.write(temp.resolve("a").resolve(name), log);
    Path copy = temp.resolve("b");
    try (RecordingReader reader = Sessions.open(temp.resolve("a"));
        RecordingWriter writer = new OpusWalFormat().create(copy, reader.info())) {
      List<Blob> packets = Sessions.packets(reader, 1);
      assertEquals("[78010278]", packets.toString());
      assertEquals(30_500, reader.index(1).timeUs(0));
      writer.append(1, reader.index(1).info(0), packets.get(0).buffer());
      writer.finish();
    }
    assertArrayEquals(log, Files.readAllBytes(copy.resolve(name)));
  }
}
