package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.spi.container.MuxerSettings;

/** What all rules of muxers need: the clips, encoded once, and files of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MuxerRules implements MuxerUnderTest {
  private List<Clip> clips = List.of();

  MuxerRules() {}

  @BeforeAll
  void makeClips(@TempDir Path dir) throws IOException {
    clips = clips(new RealClips(dir));
    assertFalse(clips.isEmpty(), "a muxer takes something");
  }

  List<Clip> clips() {
    return clips;
  }

  /** As many of the clips as a file holds. */
  List<Clip> together() {
    return clips.subList(0, Math.min(clips.size(), behaviour().maxTracks()));
  }

  MuxerSession open(Path file) throws IOException {
    return MuxerSession.open(factory(), file, MuxerSession.settings(clips, Map.of()));
  }

  void write(Path file, List<Clip> input) throws IOException {
    write(file, input, MuxerSession.settings(input, Map.of()));
  }

  void write(Path file, List<Clip> input, MuxerSettings settings) throws IOException {
    try (MuxerSession session = MuxerSession.open(factory(), file, settings)) {
      session.writeAll(input);
      session.muxer().finish();
    }
  }

  Path target(Path dir, String name) {
    return dir.resolve(name + "." + behaviour().extension());
  }
}
