package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code boxes}. */
class BoxesCommandTest {
  /** ftyp of 16 bytes, moov with an empty trak, and mdat that is cut. */
  private static final String FILE =
      "00000010667479706d70343200000000" + "000000106d6f6f760000000874726b20" + "000000206d646174";

  @TempDir Path temporary;
  private CommandFixture shell;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
    Files.write(shell.directory.resolve("a.mp4"), HexFormat.of().parseHex(FILE));
    Files.writeString(shell.directory.resolve("a.txt"), "no container at all");
  }

  @Test
  void boxes_mp4_areIndentedAndCutOnesSaySo() {
    assertEquals(
        """
                   0           16  ftyp  mp42
                  16           16  moov
                  24            8    trk\s
                  32           32  mdat  cut: 24 bytes are missing
        """,
        shell.run("boxes", "./a.mp4").ok().out());
  }

  @Test
  void boxes_limitAndDepth_sayWhatIsLeft() {
    String out = shell.run("boxes", "./a.mp4", "--limit", "1", "--depth", "1").ok().out();
    assertTrue(out.endsWith("and 2 more; see --limit\n"), out);
  }

  @Test
  void boxes_json_isOneDocument() {
    JsonNode json = shell.run("boxes", "./a.mp4", "--json").ok().json();
    assertEquals("mp4", json.path("kind").asText());
    assertEquals(24, json.at("/boxes/2/offset").asInt());
    assertEquals(0, json.path("left").asInt());
  }

  @Test
  void boxes_anotherFile_isFormatUnknown() {
    CommandFixture.Outcome outcome = shell.run("boxes", "./a.txt");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().startsWith("error FORMAT_UNKNOWN: "), outcome.err());
  }
}
