package org.kinora.tck.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The parent of plugins stands alone, so what it repeats of this build is compared with it. */
class PublishedPomIT {
  private static final Pattern PLUGIN =
      Pattern.compile("<artifactId>([a-z-]+-plugin)</artifactId><version>([^<]+)</version>");

  @Test
  void parent_eachBuildPlugin_hasTheVersionOfThisBuild() throws IOException {
    Map<String, String> published = plugins("examples/pom.xml");
    assertTrue(published.size() >= 5, published::toString);
    Map<String, String> ours = plugins("cnf/pom.xml");
    ours.keySet().retainAll(published.keySet());
    assertEquals(ours, published);
  }

  @Test
  void page_archetypePlugin_isTheOneThatMadeTheArchetypes() throws IOException {
    String version = property(read("examples/archetype/pom.xml"), "archetype.version");
    String call = "maven-archetype-plugin:" + version + ":generate";
    assertTrue(read("docs/develop/first-plugin.md").contains(call), call);
  }

  private static Map<String, String> plugins(String pom) throws IOException {
    String text = read(pom);
    Map<String, String> versions = new TreeMap<>();
    Matcher plugin = PLUGIN.matcher(text);
    while (plugin.find()) {
      String version = plugin.group(2);
      boolean isProperty = version.startsWith("${");
      versions.put(
          plugin.group(1),
          isProperty ? property(text, version.substring(2, version.length() - 1)) : version);
    }
    return versions;
  }

  private static String property(String pom, String name) {
    Matcher value = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<").matcher(pom);
    assertTrue(value.find(), name);
    return value.group(1);
  }

  private static String read(String file) throws IOException {
    return Files.readString(Stranger.source().resolve(file));
  }
}
