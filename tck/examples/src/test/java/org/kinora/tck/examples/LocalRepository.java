package org.kinora.tck.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Maven repository of this build's own artefacts, as {@code mvn install} would leave it, without
 * touching that of the user. Everything of others is linked from there.
 */
final class LocalRepository {
  private static final Set<String> SKIPPED = Set.of("target", "node_modules", "src", ".git");
  private static final Pattern PARENT = Pattern.compile("(?s)<parent>.*?</parent>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)<");

  private final Path root;
  private final String version;

  private LocalRepository(Path root, String version) {
    this.root = root;
    this.version = version;
  }

  /**
   * Makes it.
   *
   * @param root a directory that is not there
   * @param users the user's repository
   * @param source the tree with all modules, which are built
   */
  static void create(Path root, Path users, Path source, String version) throws IOException {
    LocalRepository repository = new LocalRepository(root, version);
    repository.link(users, root, "org");
    repository.link(users.resolve("org"), root.resolve("org"), "kinora");
    repository.addModules(source);
  }

  /** Links every directory in {@code from} but one, which will be another. */
  private void link(Path from, Path to, String without) throws IOException {
    Files.createDirectories(to);
    for (Path directory : directories(from)) {
      if (!directory.endsWith(without)) {
        Files.createSymbolicLink(to.resolve(directory.getFileName()), directory);
      }
    }
  }

  private void addModules(Path directory) throws IOException {
    if (Files.isRegularFile(directory.resolve("pom.xml"))) {
      addModule(directory);
    }
    for (Path below : directories(directory)) {
      if (!SKIPPED.contains(below.getFileName().toString())) {
        addModules(below);
      }
    }
  }

  private void addModule(Path module) throws IOException {
    Path pom = module.resolve("pom.xml");
    Matcher artifact = ARTIFACT.matcher(PARENT.matcher(Files.readString(pom)).replaceFirst(""));
    if (!artifact.find() || !artifact.group(1).matches("(org\\.)?kinora.*")) {
      return; // an example's own
    }
    String name = artifact.group(1) + "-" + version;
    Path place = root.resolve("org/kinora").resolve(artifact.group(1)).resolve(version);
    Files.createDirectories(place);
    Files.copy(pom, place.resolve(name + ".pom"));
    Path jar = module.resolve("target").resolve(name + ".jar");
    if (Files.isRegularFile(jar)) {
      Files.copy(jar, place.resolve(name + ".jar"));
    }
  }

  private static List<Path> directories(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.filter(Files::isDirectory).toList();
    }
  }
}
