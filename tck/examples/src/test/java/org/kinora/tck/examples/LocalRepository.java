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
 * A Maven repository of what this build publishes, and of the poms that it inherits from; that of
 * the user is not touched. Everything of others is linked from there.
 */
final class LocalRepository {
  private static final Set<String> SKIPPED = Set.of("target", "node_modules", "src", ".git");
  private static final Pattern PARENT = Pattern.compile("(?s)<parent>.*?</parent>");
  private static final String PUBLISHED = "<kinora.unpublished>false<";
  private static final String PARENT_POM = "<packaging>pom<";
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
   * @param source the tree with all modules; those that are published are built
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
    String text = Files.readString(pom);
    Matcher artifact = ARTIFACT.matcher(PARENT.matcher(text).replaceFirst(""));
    boolean published = text.contains(PUBLISHED);
    if (!artifact.find() || !(published || text.contains(PARENT_POM))) {
      return; // a stranger has nothing of it
    }
    String name = artifact.group(1) + "-" + version;
    Path place = root.resolve("org/kinora").resolve(artifact.group(1)).resolve(version);
    Files.createDirectories(place);
    Files.copy(pom, place.resolve(name + ".pom"));
    if (published) {
      Path jar = module.resolve("target").resolve(name + ".jar");
      Files.copy(jar, place.resolve(name + ".jar"));
    }
  }

  private static List<Path> directories(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.filter(Files::isDirectory).toList();
    }
  }
}
