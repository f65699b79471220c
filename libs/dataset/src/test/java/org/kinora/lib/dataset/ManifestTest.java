package org.kinora.lib.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.Fault;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** The manifest, and the check of files against it. */
class ManifestTest {
  /** FIPS 180-4's example: the digest of {@code abc}. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final Manifest manifest = new Manifest();

  @TempDir Path dir;

  private void write(String path, String text) throws IOException {
    Path file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> faults() throws IOException {
    List<Fault> faults = new ArrayList<>();
    FileCheck.run(dir, faults::add);
    return faults.stream()
        .map(f -> f.place() + " " + f.message().substring(0, f.message().indexOf(':')))
        .toList();
  }

  @Test
  void bytes_entries_areSortedLines() {
    Manifest.Entry video =
        new Manifest.Entry("b/ä.mp4", 3, ABC, OptionalLong.empty(), OptionalLong.of(600));
    Manifest.Entry table =
        new Manifest.Entry("a\"b", 1L << 40, ABC, OptionalLong.of(7), OptionalLong.empty());
    assertEquals(
        """
        {"path":"a\\"b","bytes":1099511627776,"sha256":"%s","rows":7}
        {"path":"b/ä.mp4","bytes":3,"sha256":"%s","frames":600}
        """
            .formatted(ABC, ABC),
        new String(manifest.bytes(List.of(video, table)), UTF_8));
  }

  @Test
  void entries_whatWasWritten_isReadBack() throws IOException {
    write("b/two.txt", "abc");
    write("a/one.txt", "");
    write(".kinora/journal", "not of the data set");
    List<Manifest.Entry> entries = Manifest.of(dir);
    assertEquals(
        List.of("a/one.txt", "b/two.txt"), entries.stream().map(Manifest.Entry::path).toList());
    assertEquals(ABC, entries.get(1).sha256());
    assertEquals(entries, manifest.entries(new String(manifest.bytes(entries), UTF_8)));
    assertEquals(3, Manifest.sizeBytes(dir));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"path\":\"a\",\"bytes\":1}",
        "{\"path\":1,\"bytes\":1,\"sha256\":\"\"}"
      })
  void entries_badLine_isRefusedByItsNumber(String line) {
    String good =
        new String(
            manifest.bytes(
                List.of(
                    new Manifest.Entry("a", 1, ABC, OptionalLong.empty(), OptionalLong.empty()))),
            UTF_8);
    MediaException e =
        assertThrows(MediaException.class, () -> manifest.entries(good + line + "\n"));
    assertEquals(MediaError.INDEX_PARSE_ERROR, e.code());
    assertTrue(String.valueOf(e.getMessage()).contains("line 2"), e::getMessage);
  }

  @Test
  void of_largeFile_isTheDigestOfItsBytes() throws IOException {
    byte[] bytes = new byte[200_001];
    bytes[200_000] = 1;
    Path file = Files.write(dir.resolve("large"), bytes);
    assertEquals(HexFormat.of().formatHex(Sha256.of(bytes)), Sha256.of(file));
    assertEquals(ABC, HexFormat.of().formatHex(Sha256.of("abc".getBytes(UTF_8))));
  }

  @Test
  void run_filesUnlikeTheManifest_areEachNamed() throws IOException {
    write("same", "abc");
    write("changed", "abc");
    write("longer", "abc");
    write("gone", "abc");
    Files.write(dir.resolve(Manifest.FILE), manifest.bytes(Manifest.of(dir)));
    assertEquals(List.of(), faults());
    write("changed", "abd");
    write("longer", "abcd");
    write("more", "");
    write(".kinora/journal", "");
    Files.delete(dir.resolve("gone"));
    assertEquals(
        List.of(
            "changed manifest.sha256",
            "gone manifest.files",
            "longer manifest.sha256",
            "more manifest.files"),
        faults().stream().sorted().toList());
    write(Manifest.FILE, "no manifest");
    assertEquals(List.of("manifest.jsonl manifest.readable"), faults());
    Files.delete(dir.resolve(Manifest.FILE));
    assertEquals(List.of(), faults(), "data sets of others have none");
  }
}
