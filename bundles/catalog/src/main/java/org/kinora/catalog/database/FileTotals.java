package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What files add up to. Java cannot ask for the blocks of a file, so its length is rounded up to
 * whole blocks: never less than what deleting it gives back, unless space was reserved behind its
 * end.
 *
 * @param fingerprint differs if a file came, went, or changed its size or time; the sum of those of
 *     each file
 * @param sizeBytes of all files
 * @param allocatedBytes each rounded up to whole blocks
 * @param modifiedUs when the last one changed; 0 without files
 */
record FileTotals(long fingerprint, long sizeBytes, long allocatedBytes, long modifiedUs) {
  static final FileTotals NOTHING = new FileTotals(0, 0, 0, 0);

  private static final long BLOCK_BYTES = 4096;

  /** Of a file or of all files below a directory; links are not followed. */
  static FileTotals of(Path path) throws IOException {
    Sum sum = new Sum(path);
    try {
      Files.walkFileTree(path, sum);
    } catch (NoSuchFileException e) {
      return NOTHING;
    }
    return sum.totals;
  }

  /** Of some files in a directory; those that are not there count nothing. */
  static FileTotals of(Path directory, List<Path> files) throws IOException {
    FileTotals totals = NOTHING;
    for (Path file : files) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        BasicFileAttributes attributes =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        totals = totals.with(directory.relativize(file).toString(), attributes);
      }
    }
    return totals;
  }

  private FileTotals with(String name, BasicFileAttributes file) {
    long blocks = (file.size() + BLOCK_BYTES - 1) / BLOCK_BYTES;
    return new FileTotals(
        fingerprint
            + mixed(
                mixed(31L * name.hashCode() + file.size())
                    + file.lastModifiedTime().to(TimeUnit.NANOSECONDS)),
        sizeBytes + file.size(),
        allocatedBytes + blocks * BLOCK_BYTES,
        Math.max(modifiedUs, file.lastModifiedTime().to(TimeUnit.MICROSECONDS)));
  }

  /** Spreads the bits, so that sums of different files differ (the finalizer of MurmurHash3). */
  private static long mixed(long value) {
    long h = value;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  /** Adds up a tree. What vanishes meanwhile counts nothing. */
  private static final class Sum extends SimpleFileVisitor<Path> {
    private final Path top;
    private FileTotals totals = NOTHING;

    Sum(Path top) {
      this.top = top;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        totals = totals.with(top.relativize(file).toString(), attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException && !file.equals(top)) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
