package org.kinora.tck.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page about the first plugin, followed word by word: contracts, faults, a rule broken. */
@Tag("judges")
class FirstPluginIT {
  private static final Logger LOG = System.getLogger(FirstPluginIT.class.getName());

  @Test
  void page_eachCommand_printsWhatThePageShows() throws Exception {
    Page page = Page.read(Stranger.source().resolve("docs/develop/first-plugin.md"));
    Stranger stranger = Stranger.called("a stranger");
    Instant begin = Instant.now();
    String printed = stranger.run(page.script());
    Duration wall = Duration.between(begin, Instant.now());
    LOG.log(Level.INFO, "from nothing to two plugins: " + wall.toMillis() + " ms");
    assertEquals(List.of(), page.differences(printed), printed);
  }
}
