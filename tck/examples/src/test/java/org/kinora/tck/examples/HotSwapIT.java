package org.kinora.tck.examples;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** From nothing to a plugin that is exchanged in one shell that runs all the while. */
class HotSwapIT {
  private static final Logger LOG = System.getLogger(HotSwapIT.class.getName());

  private static final String NAME = "org.acme.film";

  private static final String GENERATE =
      """
      mvn org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate -DinteractiveMode=false \
        -DarchetypeGroupId=org.kinora -DarchetypeArtifactId=org.kinora.archetype.storage \
        -DarchetypeVersion=%s -DgroupId=org.acme -DartifactId=%s -Dpackage=org.acme.film -Dformat=film
      cd %2$s
      mvn package -DskipTests
      """;

  private static final String CHANGE =
      """
      cd %s
      sed -i 's|<version>1.0.0<|<version>1.1.0<|' pom.xml
      sed -i 's|description = ".*"|description = "The second edition"|' \
        src/main/java/org/acme/film/MjpegFormat.java
      mvn package -DskipTests
      """;

  private static final String RECORD =
      "record 'lavfi:testsrc2=size=320x180:rate=10[out0]' --codec mjpeg --format film --length 1s --id ";

  @Test
  void archetype_fromNothing_isExchangedInARunningShell() throws Exception {
    Stranger stranger = Stranger.called("stranger who swaps");
    Instant begin = Instant.now();
    stranger.run(GENERATE.formatted(Stranger.property("kinora.version"), NAME));
    Duration built = Duration.between(begin, Instant.now());
    try (Shell shell = stranger.shell()) {
      assertFalse(shell.type("formats").contains("film"));
      assertPrints(shell, "install " + jar("1.0.0"), NAME + " 1.0.0 is new");
      assertPrints(shell, RECORD + "first", "10 samples");

      stranger.run(CHANGE.formatted(NAME));
      Instant dropped = drop(stranger.file(jar("1.1.0")), stranger.file("../plugins"));
      shell.typeUntil("The second edition", "formats");
      LOG.log(Level.INFO, "from the drop to the new version's answer: " + since(dropped));
      assertPrints(shell, "verify first", "nothing wrong found");
      assertPrints(shell, RECORD + "second", "10 samples");
      assertPrints(shell, "deployed", "superseded");

      assertPrints(shell, "uninstall " + NAME, NAME + " 1.1.0 is gone");
      assertFalse(shell.type("deployed").contains("film"));
      assertFalse(shell.type("formats").contains("film"));
      assertPrints(shell, "verify first", "FORMAT_UNKNOWN");
      LOG.log(
          Level.INFO,
          "from nothing to a plugin, exchanged and taken out: %s, of which until it was built: %d ms"
              .formatted(since(begin), built.toMillis()));
    }
  }

  private static void assertPrints(Shell shell, String command, String expected)
      throws IOException {
    String printed = shell.type(command);
    assertTrue(printed.contains(expected), () -> command + " printed: " + printed);
  }

  private static String jar(String version) {
    return NAME + "/target/" + NAME + "-" + version + ".jar";
  }

  /** Puts a jar into the folder as whole as {@code mv} does; returns when. */
  private static Instant drop(Path jar, Path folder) throws IOException {
    Path beside = Files.copy(jar, folder.resolve("new"));
    Instant now = Instant.now();
    Files.move(beside, folder.resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    return now;
  }

  private static String since(Instant begin) {
    return Duration.between(begin, Instant.now()).toMillis() + " ms";
  }
}
