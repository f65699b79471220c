package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.spi.container.MuxerSettings;

/**
 * What a muxer writes of a few small samples made by hand, box by box, is what is stored: a change
 * of it is seen, read and committed. The system property {@code kinora.corpus.write} stores it
 * anew.
 */
public abstract class GoldenDumpContract {
  private final MuxerUnderTest muxer;
  private final Path expected;

  /**
   * For a subclass.
   *
   * @param expected the text, whose directory is there
   */
  protected GoldenDumpContract(MuxerUnderTest muxer, Path expected) {
    this.muxer = muxer;
    this.expected = expected;
  }

  @Test
  void dump_samplesMadeByHand_isAsStored(@TempDir Path dir) throws IOException {
    List<Clip> clips =
        HandMadeClips.all().stream()
            .filter(clip -> muxer.factory().supports(clip.track().format()))
            .limit(muxer.behaviour().maxTracks())
            .toList();
    assertFalse(clips.isEmpty(), "none of the clips suits");
    StringBuilder dump = new StringBuilder();
    for (Map<String, String> options : muxer.behaviour().optionSets()) {
      MuxerSettings settings = MuxerSession.settings(clips, options);
      dump.append("at rest ").append(dump(dir, clips, settings));
    }
    for (Map<String, String> options : muxer.behaviour().liveSets()) {
      dump.append("live ").append(dump(dir, clips, MuxerSession.live(clips, options)));
    }
    if (Boolean.getBoolean("kinora.corpus.write")) {
      Files.writeString(expected, dump);
    }
    assertEquals(Files.readString(expected), dump.toString());
  }

  private String dump(Path dir, List<Clip> clips, MuxerSettings settings) throws IOException {
    Path file =
        Files.createTempDirectory(dir, "").resolve("golden." + muxer.behaviour().extension());
    try (MuxerSession session = MuxerSession.open(muxer.factory(), file, settings)) {
      session.writeAll(clips);
      session.muxer().finish();
    }
    return new TreeMap<>(settings.options()) + "\n" + ContainerDump.of(file);
  }
}
