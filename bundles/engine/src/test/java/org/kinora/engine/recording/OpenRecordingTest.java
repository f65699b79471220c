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
import org.kinora.engine.Fakes;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.ErrorCode;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.storage.StorageFormat;

final class OpenRecordingTest {
  @TempDir Path dir;
  private final Providers providers = new Providers();

  @Test
  void probe_severalMatch_highestRankingWins() throws IOException {
    add("te", 5);
    add("text", 10);
    assertEquals("text", probe("text").text("format"));
  }

  @Test
  void probe_providerGoes_nextOneIsChosen() throws IOException {
    add("te", 5);
    Fakes.Format format = new Fakes.Format("text", 1, Fakes.VIDEO);
    Fakes.Reference<StorageFormat> reference = format.reference(10);
    providers.addFormat(format, reference);
    providers.removeFormat(reference);
    assertEquals("te", probe("text").text("format"));
  }

  @Test
  void probe_matchBesideWrongVersion_opens() throws IOException {
    add("text", 10);
    add("te", 0);
    assertEquals("te", probe("text9").text("format"));
  }

  @Test
  void probe_onlyWrongVersion_saysTooNew() throws IOException {
    add("text", 0);
    assertEquals(MediaError.FORMAT_TOO_NEW, failure("text9"));
  }

  @Test
  void probe_nothingMatches_saysWhy() throws IOException {
    add("text", 0);
    Path file = Files.writeString(dir.resolve("x"), "other");
    MediaException e =
        assertThrows(MediaException.class, () -> OpenRecording.probe(providers, file));
    assertEquals(MediaError.FORMAT_UNKNOWN, e.code());
    assertTrue(e.getMessage().contains("no text"), e.getMessage());
  }

  @Test
  void probe_nothingThere_saysSo() {
    MediaException e =
        assertThrows(
            MediaException.class, () -> OpenRecording.probe(providers, dir.resolve("none")));
    assertEquals(MediaError.DIR_NOT_FOUND, e.code());
  }

  /** Opening a pipe would wait until somebody writes to it. */
  @Test
  void probe_pipe_isRefused() throws IOException, InterruptedException {
    add("text", 0);
    Path recording = Files.createDirectory(dir.resolve("recording"));
    Path pipe = recording.resolve("1_video.rf1i");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    for (Path at : List.of(pipe, recording)) {
      MediaException e =
          assertThrows(MediaException.class, () -> OpenRecording.probe(providers, at));
      assertEquals(MediaError.FORMAT_UNKNOWN, e.code());
      assertTrue(e.getMessage().startsWith(pipe.toString()), e.getMessage());
    }
  }

  private void add(String name, int ranking) {
    Fakes.Format format = new Fakes.Format(name, 1, Fakes.VIDEO);
    providers.addFormat(format, format.reference(ranking));
  }

  private Provider<StorageFormat> probe(String content) throws IOException {
    return OpenRecording.probe(providers, Files.writeString(dir.resolve("x"), content)).provider();
  }

  private ErrorCode failure(String content) {
    return assertThrows(MediaException.class, () -> probe(content)).code();
  }
}
