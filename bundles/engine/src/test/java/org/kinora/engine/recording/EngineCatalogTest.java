package org.kinora.engine.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.catalog.CatalogEntry;
import org.kinora.engine.Fakes;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

final class EngineCatalogTest {
  @TempDir Path root;
  private final Providers providers = new Providers();

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "../x", "a/b", "a\\b", "/etc", "a\0b", "ü", "a b", "%2e%2e", "a:b"})
  void resolve_notAnId_isRefused(String id) {
    EngineCatalog catalog = new EngineCatalog(root, providers);
    MediaException e = assertThrows(MediaException.class, () -> catalog.resolve(id));
    assertEquals(MediaError.ID_INVALID, e.code());
  }

  @Test
  void resolve_lengthOf129_isRefusedAnd128IsNot() throws IOException {
    EngineCatalog catalog = new EngineCatalog(root, providers);
    assertThrows(MediaException.class, () -> catalog.resolve("a".repeat(129)));
    assertEquals(root.resolve("a".repeat(128)), catalog.resolve("a".repeat(128)));
    assertEquals(root.resolve("rec_1..x"), catalog.resolve("rec_1..x"));
  }

  @Test
  void list_passesOverForeignAndUnfinishedFiles_showsBrokenOnes() throws IOException {
    Fakes.Format format = new Fakes.Format("text", 1, Fakes.VIDEO);
    providers.addFormat(format, format.reference(0));
    Files.writeString(root.resolve("b"), "text");
    Files.writeString(root.resolve("a"), "text9");
    Files.writeString(root.resolve("c.part"), "text");
    Files.writeString(root.resolve(".d"), "text");
    Files.writeString(root.resolve("e"), "other");
    List<CatalogEntry> entries = new EngineCatalog(root, providers).list(root);
    assertEquals(List.of("a", "b"), entries.stream().map(CatalogEntry::id).toList());
    assertTrue(entries.get(0).problem().orElseThrow().startsWith("FORMAT_TOO_NEW"));
    assertEquals("text", entries.get(1).format());
  }

  @Test
  void list_missingDirectory_isEmpty() throws IOException {
    assertEquals(List.of(), new EngineCatalog(root, providers).list(root.resolve("nothing")));
  }
}
