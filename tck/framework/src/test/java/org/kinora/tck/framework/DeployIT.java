package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.framework.RunningFolder.Deployed;
import org.kinora.tck.framework.RunningFolder.Refused;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The plugins folder of a running Kinora. */
class DeployIT {
  private static final String NAME = "org.example.tape";

  /** What FileInstall tells what it sees. */
  private static final String WATCH = "org.apache.felix.fileinstall.ArtifactInstaller";

  private final Path at;
  private RunningFolder running;

  DeployIT(@TempDir Path at) throws Exception {
    this.at = at;
    running = RunningFolder.start(at, "plugins", NAME);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void drop_jar_isThereUntilItIsDeleted() throws Exception {
    Path jar = plugin("1.0.0").into(running.folder, "tape.jar");
    awaitVersion("1.0.0");
    assertEquals(new Deployed("tape.jar", "1.0.0", "ACTIVE", "", ""), running.deployed("tape.jar"));
    Files.delete(jar);
    running.await("the end", () -> running.answer().isEmpty());
    assertEquals(List.of(), running.deployed());
  }

  @Test
  void drop_newVersionUnderTheSameName_leavesNoGap() throws Exception {
    plugin("1.0.0").into(running.folder, "tape.jar");
    awaitVersion("1.0.0");
    running.mustAnswer();
    plugin("1.0.1").into(running.folder, "tape.jar");
    awaitVersion("1.0.1");
    plugin("1.0.0").into(running.folder, "tape.jar");
    awaitVersion("1.0.0");
    assertEquals(List.of(), running.failures());
    awaitOneBundle(NAME);
  }

  @Test
  void drop_newVersionUnderAnotherName_winsUntilItIsDeleted() throws Exception {
    plugin("1.0.0").into(running.folder, "tape-1.jar");
    awaitVersion("1.0.0");
    running.mustAnswer();
    Path second = plugin("1.10.0").into(running.folder, "tape-2.jar");
    awaitVersion("1.10.0");
    assertEquals("SUPERSEDED", running.deployed("tape-1.jar").state());
    plugin("1.9.0").into(running.folder, "tape-3.jar");
    running.await(
        "the older one", () -> running.deployed("tape-3.jar").state().equals("SUPERSEDED"));
    assertEquals(NAME + " 1.10.0 runs", running.deployed("tape-3.jar").detail());
    Files.delete(second);
    awaitVersion("1.9.0");
    assertEquals(List.of(), running.failures());
    awaitOneBundle(NAME);
  }

  @Test
  void drop_halfCopied_waitsForTheRest() throws Exception {
    plugin("1.0.0").into(running.folder, "tape.jar");
    awaitVersion("1.0.0");
    running.mustAnswer();
    byte[] next = plugin("2.0.0").bytes();
    for (String file : List.of("tape.jar", "other.jar")) {
      Path slow = running.folder.resolve(file);
      Files.write(slow, Arrays.copyOf(next, next.length / 2));
      Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rw-r--r--"));
      assertEquals("PLUGIN_FILE_INVALID", running.awaitRefusal(file).code());
      assertEquals(Optional.of(TestPlugin.answer(NAME, "1.0.0")), running.answer());
    }
    Files.write(running.folder.resolve("tape.jar"), next);
    awaitVersion("2.0.0");
    assertEquals(List.of(), running.failures());
  }

  @Test
  void drop_damagedInTheMiddle_isRefused() throws Exception {
    byte[] jar = plugin("1.0.0").bytes();
    int middle = new String(jar, StandardCharsets.ISO_8859_1).indexOf("answer.xml");
    jar[middle + 40] ^= 0x55;
    Path file = Files.write(running.folder.resolve("tape.jar"), jar);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals("PLUGIN_FILE_INVALID", running.awaitRefusal("tape.jar").code());
    assertEquals(Optional.empty(), running.answer());
  }

  @Test
  void drop_missingPackage_namesItAndTheOldStays() throws Exception {
    plugin("1.0.0").into(running.folder, "tape.jar");
    awaitVersion("1.0.0");
    running.mustAnswer();
    plugin("2.0.0")
        .header("Import-Package", "org.kinora.media;version=\"[7,8)\"")
        .into(running.folder, "tape.jar");
    Deployed refused = running.awaitRefusal("tape.jar");
    assertEquals("PLUGIN_UNRESOLVED", refused.code());
    assertTrue(
        refused
            .detail()
            .matches(
                ".* needs the package org.kinora.media from version 7.0.0 below 8.0.0:"
                    + " there is 1\\.\\S+ in org.kinora.api"),
        refused.detail());
    assertEquals(Optional.of(TestPlugin.answer(NAME, "1.0.0")), running.answer());
    assertEquals(List.of(), running.failures());
  }

  @Test
  void drop_whatWasMissingLater_bringsTheOtherToo() throws Exception {
    plugin("2.0.0")
        .header("Import-Package", "org.example.reels;version=\"[1,2)\"")
        .into(running.folder, "tape.jar");
    assertEquals("PLUGIN_UNRESOLVED", running.awaitRefusal("tape.jar").code());
    library("1.0.0").into(running.folder, "reels.jar");
    awaitVersion("2.0.0");
  }

  @Test
  void drop_newVersionOfALibrary_movesThoseWhoUseIt() throws Exception {
    library("1.0.0").into(running.folder, "reels.jar");
    plugin("1.0.0")
        .header("Import-Package", "org.example.reels;version=\"[1,2)\"")
        .into(running.folder, "tape.jar");
    awaitVersion("1.0.0");
    assertEquals(List.of("1.0.0"), libraries());
    library("1.1.0").into(running.folder, "reels.jar");
    running.await("the newer", () -> libraries().equals(List.of("1.1.0")));
    awaitVersion("1.0.0");
    awaitOneBundle("org.example.reels");
  }

  private TestPlugin library(String version) {
    return new TestPlugin(at, "org.example.reels", version)
        .header("Export-Package", "org.example.reels;version=1.4");
  }

  /** The versions of the bundles that the plugin is wired to. */
  private List<String> libraries() {
    return Arrays.stream(running.context().getBundles())
        .filter(bundle -> NAME.equals(bundle.getSymbolicName()))
        .map(bundle -> bundle.adapt(BundleWiring.class))
        .filter(Objects::nonNull)
        .flatMap(wiring -> wiring.getRequiredWires("osgi.wiring.package").stream())
        .map(wire -> wire.getProvider().getVersion().toString())
        .toList();
  }

  @Test
  void drop_componentThatFails_theOldStays() throws Exception {
    plugin("1.0.0").into(running.folder, "tape.jar");
    awaitVersion("1.0.0");
    running.mustAnswer();
    plugin("2.0.0").failing().into(running.folder, "tape.jar");
    Deployed refused = running.awaitRefusal("tape.jar");
    assertEquals("PLUGIN_START_FAILED", refused.code());
    assertTrue(refused.detail().contains("not today"), refused.detail());
    assertEquals(Optional.of(TestPlugin.answer(NAME, "1.0.0")), running.answer());
    assertEquals(List.of(), running.failures());
    awaitOneBundle(NAME);
  }

  @Test
  void drop_componentThatWaits_saysForWhat() throws Exception {
    plugin("1.0.0").waitingFor("org.example.deck").into(running.folder, "tape.jar");
    running.await("the plugin", () -> running.deployed("tape.jar").state().equals("ACTIVE"));
    assertEquals(
        "org.example.tape.answer waits for the service java.util.function.Supplier"
            + " (name=org.example.deck)",
        running.deployed("tape.jar").detail());
    new TestPlugin(at, "org.example.deck", "1.0.0").into(running.folder, "deck.jar");
    awaitVersion("1.0.0");
    assertEquals("", running.deployed("tape.jar").detail());
  }

  @Test
  void touch_stoppedByHandAndNotStartingAtOnce_isNotInstalledAnew() throws Exception {
    Path jar = plugin("1.0.0").failingTheSecondTime().into(running.folder, "tape.jar");
    awaitVersion("1.0.0");
    Bundle plugin = bundles(NAME).get(0);
    plugin.stop();
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1000));
    awaitVersion("1.0.0");
    assertEquals(Bundle.ACTIVE, plugin.getState());
  }

  @Test
  void watch_toldOfADeletionThatIsOver_changesNothing() throws Exception {
    Path jar = plugin("1.0.0").into(running.folder, "tape.jar");
    awaitVersion("1.0.0");
    Bundle plugin = bundles(NAME).get(0);
    running.callService(WATCH, "uninstall", jar.toFile());
    assertEquals(Bundle.ACTIVE, plugin.getState());
    Files.delete(jar);
    running.await("the end", () -> running.answer().isEmpty());
    running.callService(WATCH, "update", jar.toFile());
    assertEquals(List.of(), running.deployed());
  }

  @Test
  void drop_whatOthersCanWrite_isRefused() throws Exception {
    Path jar = plugin("1.0.0").build();
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-r--"));
    Files.move(jar, running.folder.resolve("tape.jar"));
    assertEquals("PLUGIN_NOT_TRUSTED", running.awaitRefusal("tape.jar").code());
    assertEquals(Optional.empty(), running.answer());
  }

  @Test
  void drop_linkOutOfTheFolder_isRefused() throws Exception {
    Files.createSymbolicLink(running.folder.resolve("tape.jar"), plugin("1.0.0").build());
    Deployed refused = running.awaitRefusal("tape.jar");
    assertEquals("PLUGIN_NOT_TRUSTED", refused.code());
    assertTrue(refused.detail().contains("outside the plugins folder"), refused.detail());
  }

  @Test
  void allowedSums_inTheFolder_areAllThatRuns() throws Exception {
    Path list = running.folder.resolve("allowed.sha256");
    Files.writeString(list, "# nothing yet\n");
    Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r--r--"));
    plugin("1.0.0").into(running.folder, "tape.jar");
    Deployed refused = running.awaitRefusal("tape.jar");
    assertEquals("PLUGIN_NOT_TRUSTED", refused.code());
    String sum = refused.detail().substring(refused.detail().lastIndexOf(' ') + 1);
    Files.writeString(list, sum + "  tape.jar\n");
    awaitVersion("1.0.0");
    Files.writeString(list, "0".repeat(64) + "  other.jar\n");
    running.await("the end", () -> running.answer().isEmpty());
    assertEquals("PLUGIN_NOT_TRUSTED", running.deployed("tape.jar").code());
  }

  @Test
  void drop_baseBundleOrFragmentOrSingleton_isRefused() throws Exception {
    new TestPlugin(at, "org.kinora.engine", "99.0.0").into(running.folder, "engine.jar");
    assertEquals("PLUGIN_FIXED", running.awaitRefusal("engine.jar").code());
    plugin("1.0.0").header("Fragment-Host", NAME).into(running.folder, "part.jar");
    assertEquals("PLUGIN_FILE_INVALID", running.awaitRefusal("part.jar").code());
    plugin("1.0.0")
        .header("Bundle-SymbolicName", NAME + "; singleton:=true")
        .into(running.folder, "one.jar");
    assertEquals("PLUGIN_FILE_INVALID", running.awaitRefusal("one.jar").code());
  }

  @Test
  void start_again_startsWhatLiesThere() throws Exception {
    plugin("1.0.0").into(running.folder, "tape.jar");
    awaitVersion("1.0.0");
    running.close();
    running = RunningFolder.start(at, "plugins", NAME);
    assertEquals(Optional.of(TestPlugin.answer(NAME, "1.0.0")), running.answer());
  }

  @Test
  void start_againAfterABadUpdate_startsWhatRanLast() throws Exception {
    running.call("install", plugin("1.0.0").build());
    running.close();
    plugin("2.0.0")
        .header("Import-Package", "org.example.none")
        .into(running.folder, NAME + ".jar");
    running = RunningFolder.start(at, "plugins", NAME);
    assertEquals(Optional.of(TestPlugin.answer(NAME, "1.0.0")), running.answer());
    assertEquals("PLUGIN_UNRESOLVED", running.deployed(NAME + ".jar").code());
  }

  @Test
  void methods_installUpdateUninstall_changeTheFolder() throws Exception {
    running.call("install", plugin("1.0.0").build());
    assertEquals(Optional.of(TestPlugin.answer(NAME, "1.0.0")), running.answer());
    assertTrue(Files.exists(running.folder.resolve(NAME + ".jar")));
    running.mustAnswer();
    running.call("install", plugin("1.1.0").build());
    assertEquals(Optional.of(TestPlugin.answer(NAME, "1.1.0")), running.answer());
    Path older = plugin("1.0.5").build();
    assertEquals("TARGET_EXISTS", refusal("install", older));
    running.call("update", NAME, older);
    assertEquals(Optional.of(TestPlugin.answer(NAME, "1.0.5")), running.answer());
    assertEquals(
        "PLUGIN_UNRESOLVED",
        refusal("update", NAME, plugin("3.0.0").header("Import-Package", "org.none").build()));
    assertEquals("ARGUMENT_INVALID", refusal("update", "org.kinora.engine", older));
    assertEquals("PLUGIN_NOT_FOUND", refusal("uninstall", "org.none"));
    assertEquals("PLUGIN_FIXED", refusal("uninstall", "org.kinora.api"));
    assertEquals(Optional.of(TestPlugin.answer(NAME, "1.0.5")), running.answer());
    assertEquals(List.of(), running.failures());
  }

  @Test
  void install_folderOfEverybody_isRefused() throws Exception {
    Files.setPosixFilePermissions(running.folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals("PLUGIN_NOT_TRUSTED", refusal("install", plugin("1.0.0").build()));
    assertEquals(Optional.empty(), running.answer());
  }

  @Test
  void install_noFolder_makesOne() throws Exception {
    Files.delete(running.folder);
    running.call("install", plugin("1.0.0").build());
    assertEquals(Optional.of(TestPlugin.answer(NAME, "1.0.0")), running.answer());
    plugin("1.1.0").into(running.folder, "tape.jar");
    awaitVersion("1.1.0");
  }

  @Test
  void uninstall_plugin_leavesNothing() throws Exception {
    running.call("install", plugin("1.0.0").build());
    running.call("uninstall", NAME);
    assertEquals(Optional.empty(), running.answer());
    try (var files = Files.list(running.folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void drop_newerVersionOfAPluginOfTheInstallation_takesItsPlaceUntilItIsDeleted()
      throws Exception {
    running.close();
    running = RunningFolder.start(at, "all", NAME);
    String wave = "org.kinora.container.wave";
    List<String> own = versions(wave);
    Path jar = TestPlugin.repack(at, Distribution.jar(wave), "99.1.0");
    jar = Files.move(jar, running.folder.resolve("wave.jar"));
    running.await("the newer", () -> versions(wave).equals(List.of("99.1.0")));
    assertEquals("ACTIVE", running.deployed("wave.jar").state());
    running.close();
    running = RunningFolder.start(at, "all", NAME);
    assertEquals(List.of("99.1.0"), versions(wave));
    Files.delete(jar);
    running.await("the own", () -> versions(wave).equals(own));
    assertEquals("PLUGIN_FIXED", refusal("uninstall", wave));
  }

  /** The versions of a bundle that offer a muxer. */
  private List<String> versions(String bundle) {
    return running.providers("org.kinora.spi.container.MuxerFactory").stream()
        .filter(provider -> provider.getSymbolicName().equals(bundle))
        .map(provider -> provider.getVersion().toString())
        .toList();
  }

  private String refusal(String method, Object... arguments) {
    return assertThrows(Refused.class, () -> running.call(method, arguments)).code;
  }

  private TestPlugin plugin(String version) {
    return new TestPlugin(at, NAME, version);
  }

  private void awaitVersion(String version) throws InterruptedException {
    running.awaitAnswer(TestPlugin.answer(NAME, version));
  }

  /** The new version answers a moment before the old one is uninstalled. */
  private void awaitOneBundle(String name) throws Exception {
    running.await("one version of " + name, () -> bundles(name).size() == 1);
  }

  private List<Bundle> bundles(String name) {
    return Arrays.stream(running.context().getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .toList();
  }
}
