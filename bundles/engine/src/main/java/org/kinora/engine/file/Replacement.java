package org.kinora.engine.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Lets a recording or file take the place of another. What is replaced lies beside, as {@code
 * <name>.replaced.part}, until the new one stands; a crash leaves at least one of them whole, and
 * {@link #mend} finds which.
 */
public final class Replacement {
  private static final String REPLACED = ".replaced" + TargetFile.PART;

  private final Path target;
  private final Path replaced;

  private Replacement(Path target) {
    this.target = target;
    replaced = replacedOf(target);
  }

  /** Where what is replaced lies meanwhile. */
  public static Path replacedOf(Path target) {
    return target.resolveSibling(target.getFileName() + REPLACED);
  }

  /** Puts back what a job that was killed had put aside, or removes it if the new one stands. */
  public static void mend(Path target) throws IOException {
    Path replaced = replacedOf(target);
    if (!Files.exists(replaced)) {
      return;
    }
    if (Files.exists(target)) {
      Directories.delete(replaced);
    } else {
      Files.move(replaced, target, StandardCopyOption.ATOMIC_MOVE);
      Directories.forceName(target);
    }
  }

  /** Whether a job that was killed left something to {@link #mend} where nothing is. */
  public static boolean isOpen(Path target) {
    return target.getFileName() != null
        && !Files.exists(target)
        && Files.exists(replacedOf(target));
  }

  /** Puts aside what is there, if anything is. */
  public static Replacement begin(Path target) throws IOException {
    Replacement replacement = new Replacement(target);
    if (Files.exists(target)) {
      Directories.delete(replacement.replaced);
      Files.move(target, replacement.replaced, StandardCopyOption.ATOMIC_MOVE);
    }
    return replacement;
  }

  /** Puts it back, unless something stands in its place. */
  public void undo() throws IOException {
    if (isOpen(target)) {
      Files.move(replaced, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The new one stands: its name is forced to the disk, and the old one goes. */
  public void complete() throws IOException {
    Directories.forceName(target);
    Directories.delete(replaced);
  }
}
