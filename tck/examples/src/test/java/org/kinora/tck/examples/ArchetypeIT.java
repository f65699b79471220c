package org.kinora.tck.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project of each archetype, built and started. Its contract is the example's, which has run. */
class ArchetypeIT {
  private static final Logger LOG = System.getLogger(ArchetypeIT.class.getName());

  private static final String FROM_NOTHING_TO_A_PLUGIN =
      """
      mvn org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate -DinteractiveMode=false \
        -DarchetypeGroupId=org.kinora -DarchetypeArtifactId=org.kinora.archetype.%1$s \
        -DarchetypeVersion=%2$s -DgroupId=org.acme -DartifactId=org.acme.made \
        -Dversion=2.1.0 -Dpackage=org.acme.made.here -D%3$s=ours
      cd org.acme.made
      mvn package -DskipTests
      kinora install target
      kinora plugins
      """;

  @ParameterizedTest
  @CsvSource({"storage, format", "muxer, container", "dataset, dataset"})
  void generate_eachKind_isAPluginThatKinoraHas(String kind, String name) throws Exception {
    Stranger stranger = Stranger.called("stranger with " + kind);
    Instant begin = Instant.now();
    String printed =
        stranger.run(
            FROM_NOTHING_TO_A_PLUGIN.formatted(kind, Stranger.property("kinora.version"), name));
    Duration wall = Duration.between(begin, Instant.now());
    LOG.log(
        Level.INFO, "from nothing to a " + kind + " plugin in Kinora: " + wall.toMillis() + " ms");
    Pattern line =
        Pattern.compile("(?m)^" + kind + " +ours +org\\.acme\\.made +2\\.1\\.0 .*active$");
    assertTrue(line.matcher(printed).find(), printed);
  }
}
