package org.kinora.tck.support.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinora.tck.support.disk.Node.Directory;

/** The tree of names, and what was done to it since the directories were synced. */
final class Names {
  /** A name in a directory. */
  record Place(Directory directory, String name) {}

  /** A node that got a name, lost it, or went from one to another in one step. */
  private record Change(Optional<Place> from, Optional<Place> to, Node node) {
    boolean isIn(Directory directory) {
      return from.stream().anyMatch(place -> place.directory == directory)
          || to.stream().anyMatch(place -> place.directory == directory);
    }

    void apply(Function<Directory, Map<String, Node>> view) {
      from.ifPresent(place -> view.apply(place.directory).remove(place.name));
      to.ifPresent(place -> view.apply(place.directory).put(place.name, node));
    }
  }

  private final Directory root;
  private final List<Change> changes = new ArrayList<>();

  Names() {
    this(new Directory());
  }

  private Names(Directory root) {
    this.root = root;
  }

  Directory root() {
    return root;
  }

  /** Finds what has a name. */
  Node find(MemoryPath path) throws IOException {
    Node node = lookUp(path);
    if (node == null) {
      throw new NoSuchFileException(path.toString());
    }
    return node;
  }

  /** Finds what has a name, if anything has it. */
  @Nullable Node lookUp(MemoryPath path) throws IOException {
    Node node = root;
    for (String name : path.names()) {
      if (node instanceof Directory directory) {
        node = directory.names.get(name);
      } else if (node != null) {
        throw new FileSystemException(path.toString(), null, "Not a directory");
      }
    }
    return node;
  }

  /** The place of a name, taken or not, in a directory that is there. */
  Place place(MemoryPath path) throws IOException {
    MemoryPath parent = path.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new FileSystemException(path.toString(), null, "Device or resource busy");
    }
    if (find(parent) instanceof Directory directory) {
      return new Place(directory, path.names().get(path.names().size() - 1));
    }
    throw new FileSystemException(path.toString(), null, "Not a directory");
  }

  void link(Place to, Node node) {
    change(new Change(Optional.empty(), Optional.of(to), node));
  }

  void unlink(Place from, Node node) {
    change(new Change(Optional.of(from), Optional.empty(), node));
  }

  void rename(Place from, Place to, Node node) {
    change(new Change(Optional.of(from), Optional.of(to), node));
  }

  private void change(Change change) {
    change.apply(directory -> directory.names);
    change.from.ifPresent(place -> place.directory.touch());
    change.to.ifPresent(place -> place.directory.touch());
    changes.add(change);
  }

  void sync(Directory directory) {
    for (Change change : changes) {
      if (change.isIn(directory)) {
        change.apply(changed -> changed.durable);
      }
    }
    giveUp(directory);
  }

  /** A sync that fails: what it covered is not tried again. */
  void giveUp(Directory directory) {
    changes.removeIf(change -> change.isIn(directory));
  }

  /** The tree as it may be found when the power is back, all of it durable. */
  Names remains(Loss loss, Random random) {
    Map<Directory, Map<String, Node>> view = new HashMap<>();
    for (Change change : survivors(loss, random)) {
      change.apply(in -> view.computeIfAbsent(in, key -> new TreeMap<>(key.durable)));
    }
    return new Names(copy(root, view, loss, random));
  }

  private List<Change> survivors(Loss loss, Random random) {
    return switch (loss) {
      case ALL -> List.of();
      case NOTHING -> changes;
      case CUT, TORN -> changes.subList(0, random.nextInt(changes.size() + 1));
      case REORDERED -> changes.stream().filter(change -> random.nextBoolean()).toList();
    };
  }

  private static Directory copy(
      Directory from, Map<Directory, Map<String, Node>> view, Loss loss, Random random) {
    Directory copy = new Directory();
    copy.modifiedAt(from.modified());
    view.getOrDefault(from, from.durable)
        .forEach(
            (name, node) -> {
              Node left =
                  node instanceof Node.File file
                      ? new Node.File(file.remains(loss, random))
                      : copy((Directory) node, view, loss, random);
              left.modifiedAt(node.modified());
              copy.names.put(name, left);
              copy.durable.put(name, left);
            });
    return copy;
  }
}
