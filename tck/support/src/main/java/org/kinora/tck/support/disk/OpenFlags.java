package org.kinora.tck.support.disk;

import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** How a file is opened. What only a real disk can do is refused. */
record OpenFlags(
    boolean read,
    boolean write,
    boolean append,
    boolean create,
    boolean createNew,
    boolean truncate) {
  static OpenFlags of(Set<? extends OpenOption> options) {
    if (options.contains(StandardOpenOption.DELETE_ON_CLOSE)
        || options.contains(StandardOpenOption.SYNC)
        || options.contains(StandardOpenOption.DSYNC)) {
      throw new UnsupportedOperationException(options.toString());
    }
    boolean append = options.contains(StandardOpenOption.APPEND);
    boolean write = append || options.contains(StandardOpenOption.WRITE);
    boolean read = options.contains(StandardOpenOption.READ) || !write;
    boolean truncate = options.contains(StandardOpenOption.TRUNCATE_EXISTING);
    if (append && (truncate || read)) {
      throw new IllegalArgumentException("APPEND with READ or TRUNCATE_EXISTING: " + options);
    }
    return new OpenFlags(
        read,
        write,
        append,
        write && options.contains(StandardOpenOption.CREATE),
        write && options.contains(StandardOpenOption.CREATE_NEW),
        write && truncate);
  }
}
