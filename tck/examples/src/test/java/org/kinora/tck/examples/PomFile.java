package org.kinora.tck.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A pom of this tree, as its file says it. */
final class PomFile {
  private static final String GROUP = "org.kinora";
  private static final Set<String> ROOTS = Set.of("org.kinora.cnf", "org.kinora.plugin-parent");
  private static final Set<String> SKIPPED = Set.of("target", "node_modules", "src", ".git");

  private final Path file;
  private final Element project;

  private PomFile(Path file, Element project) {
    this.file = file;
    this.project = project;
  }

  static PomFile read(Path file) throws Exception {
    return new PomFile(
        file,
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement());
  }

  /** All of a tree, by their names. */
  static Map<String, PomFile> all(Path source) throws Exception {
    Map<String, PomFile> poms = new TreeMap<>();
    for (Path file : files(source)) {
      PomFile pom = read(file);
      poms.put(pom.text("artifactId"), pom);
    }
    return poms;
  }

  private static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isRegularFile(directory.resolve("pom.xml"))) {
      files.add(directory.resolve("pom.xml"));
    }
    try (Stream<Path> below = Files.list(directory)) {
      for (Path each : below.filter(Files::isDirectory).toList()) {
        if (!SKIPPED.contains(each.getFileName().toString())) {
          files.addAll(files(each));
        }
      }
    }
    return files;
  }

  /** Whether a repository shall have it. */
  boolean isPublished() {
    return ROOTS.contains(text("artifactId"))
        || child(project, "properties")
            .map(properties -> text(properties, "kinora.unpublished").equals("false"))
            .orElse(false);
  }

  /** What of ours its users download with it, its parents' dependencies included. */
  Set<String> needs(Map<String, PomFile> all) {
    Set<String> needed = new TreeSet<>();
    addDependencies(project, needed);
    child(project, "dependencyManagement").ifPresent(managed -> addDependencies(managed, needed));
    child(project, "parent")
        .map(parent -> all.get(text(parent, "artifactId")))
        .ifPresent(parent -> parent.child("dependencies").ifPresent(d -> parent.add(d, needed)));
    return needed;
  }

  private void addDependencies(Element in, Set<String> needed) {
    child(in, "dependencies").ifPresent(dependencies -> add(dependencies, needed));
  }

  /** Tests of the plugin parent are tests of its users. */
  private void add(Element dependencies, Set<String> needed) {
    boolean forTests = ROOTS.contains(text("artifactId"));
    for (Element dependency : children(dependencies)) {
      if (text(dependency, "groupId").equals(GROUP)
          && (forTests || !text(dependency, "scope").equals("test"))) {
        needed.add(text(dependency, "artifactId"));
      }
    }
  }

  private Optional<Element> child(String name) {
    return child(project, name);
  }

  /** The text of an element right below the root; empty if there is none. */
  String text(String name) {
    return text(project, name);
  }

  private static String text(Element in, String name) {
    return child(in, name).map(element -> element.getTextContent().strip()).orElse("");
  }

  private static Optional<Element> child(Element in, String name) {
    return children(in).stream().filter(each -> each.getTagName().equals(name)).findFirst();
  }

  private static List<Element> children(Element in) {
    List<Element> children = new ArrayList<>();
    for (Node node = in.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
