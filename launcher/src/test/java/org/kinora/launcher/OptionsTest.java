package org.kinora.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Path HOME = Path.of("/opt/kinora");

  @Test
  void parse_ownOptionsFirst_leavesTheRestToTheShell() throws Exception {
    Options options =
        parse(Map.of(), "--feature", "gpl", "--root", "/r", "--clean", "info", "--feature", "x");
    assertEquals("gpl", options.launch().feature());
    assertEquals(true, options.launch().clean());
    assertEquals("/r", options.launch().properties().get("kinora.recordings"));
    assertEquals(List.of("info", "--feature", "x"), options.arguments());
  }

  @Test
  void parse_unknownOption_isTheShells() throws Exception {
    assertEquals(List.of("--help", "--clean"), parse(Map.of(), "--help", "--clean").arguments());
  }

  @Test
  void parse_noArguments_startsAll() throws Exception {
    Options options = parse(Map.of());
    assertEquals("all", options.launch().feature());
    assertEquals(List.of(), options.arguments());
    assertEquals("/opt/kinora", options.launch().properties().get("kinora.home"));
  }

  @Test
  void parse_optionWithoutValue_isRefused() {
    LaunchException refusal =
        assertThrows(LaunchException.class, () -> parse(Map.of(), "--clean", "--cache"));
    assertEquals("--cache needs a value", refusal.getMessage());
    assertEquals(64, refusal.exitCode());
  }

  @Test
  void parse_environment_choosesCacheAndRecordings() throws Exception {
    assertEquals(Path.of("/k"), cache(Map.of("KINORA_CACHE", "/k", "XDG_CACHE_HOME", "/x")));
    assertEquals(Path.of("/x/kinora/7"), cache(Map.of("XDG_CACHE_HOME", "/x")));
    assertEquals(
        Path.of(System.getProperty("user.home"), ".cache", "kinora", "7"), cache(Map.of()));
    assertEquals(
        "/recordings",
        parse(Map.of("KINORA_RECORDINGS", "/recordings"))
            .launch()
            .properties()
            .get("kinora.recordings"));
  }

  @Test
  void parse_environment_choosesPluginsAndConfiguration() throws Exception {
    Map<String, String> own = Map.of("KINORA_PLUGINS", "/p", "KINORA_CONFIG", "/c");
    assertEquals("/p", property("kinora.plugins", own));
    assertEquals("/c", property("kinora.config", own));
    assertEquals("/o", property("kinora.plugins", own, "--plugins", "/o"));
    assertEquals("/opt/kinora/plugins", property("kinora.plugins", Map.of()));
    assertEquals("/x/kinora", property("kinora.config", Map.of("XDG_CONFIG_HOME", "/x")));
    assertEquals(
        Path.of(System.getProperty("user.home"), ".config", "kinora").toString(),
        property("kinora.config", Map.of()));
  }

  private static String property(
      String name, Map<String, String> environment, String... commandLine) throws LaunchException {
    return parse(environment, commandLine).launch().properties().getOrDefault(name, "");
  }

  private static Path cache(Map<String, String> environment) throws LaunchException {
    return parse(environment).launch().cache();
  }

  private static Options parse(Map<String, String> environment, String... commandLine)
      throws LaunchException {
    return Options.parse(List.of(commandLine), environment, HOME, "7");
  }
}
