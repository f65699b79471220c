package org.kinora.tck.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** Poms are flattened when they are published, so parents do not count. */
  @Test
  void published_eachOfOurs_needsWhatIsPublished() throws Exception {
    Map<String, PomFile> all = PomFile.all(Stranger.source());
    List<PomFile> published = all.values().stream().filter(PomFile::isPublished).toList();
    Set<String> names = new TreeSet<>();
    published.forEach(pom -> names.add(pom.text("artifactId")));
    assertTrue(names.contains("org.kinora.plugin-parent"), names::toString);
    for (PomFile pom : published) {
      Set<String> missing = pom.needs(all);
      missing.removeAll(names);
      assertEquals(Set.of(), missing, () -> pom + " needs what nobody can have");
    }
  }

  @Test
  void published_each_saysWhatItIs() throws Exception {
    for (PomFile pom : PomFile.all(Stranger.source()).values()) {
      if (pom.isPublished()) {
        assertFalse(pom.text("name").isBlank(), pom::toString);
        assertFalse(pom.text("description").isBlank(), pom::toString);
      }
    }
    for (String root : List.of("cnf/pom.xml", "examples/pom.xml")) {
      PomFile pom = PomFile.read(Stranger.source().resolve(root));
      for (String element : List.of("url", "licenses", "developers", "scm")) {
        assertFalse(pom.text(element).isBlank(), () -> pom + " has no " + element);
      }
    }
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
