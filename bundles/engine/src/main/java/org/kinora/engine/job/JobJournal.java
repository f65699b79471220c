package org.kinora.engine.job;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.kinora.engine.file.Directories;
import org.kinora.engine.file.TargetFile;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Scenes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composed exports that have not ended, one file each, so that a later run of the program knows
 * of them. Whoever works on one holds a lock on its file; one that nobody holds was interrupted.
 *
 * <p>Where locks belong to the process, closing a file gives up the locks on it, whoever in the
 * process took them. So the files of its own jobs are not opened a second time.
 */
public final class JobJournal {
  private static final Logger LOG = LoggerFactory.getLogger(JobJournal.class);
  private static final long MOST_BYTES = 64 << 20;
  private static final String KIND = "export-";
  private static final String SUFFIX = ".json";
  private static final Pattern NAME = Pattern.compile("export-\\d{1,9}\\.json");

  private final Path directory;
  private final Scenes scenes;

  /** Numbers are given once, so that ended jobs keep their names. */
  private final AtomicLong last = new AtomicLong();

  /** The ids of the jobs that are at work here. */
  private final Set<String> own = ConcurrentHashMap.newKeySet();

  /**
   * A journal.
   *
   * @param directory made with the first job
   * @param scenes writes and reads the scenes of jobs
   */
  public JobJournal(Path directory, Scenes scenes) {
    this.directory = directory;
    this.scenes = scenes;
  }

  /**
   * The file of a job at work.
   *
   * @param id the job's
   * @param channel keeps it locked
   * @param own the ids of all that are locked here
   * @param scenes writes and reads the job's scene
   */
  public record Entry(String id, Path file, FileChannel channel, Set<String> own, Scenes scenes)
      implements Closeable {
    /** Reads what must be known to go on. */
    public JobRecord read() throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size()));
      channel.position(0);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      return JobRecord.parse(
          Arrays.copyOf(bytes.array(), bytes.position()), file.toString(), scenes);
    }

    /** Writes what must be known to go on. */
    public void write(JobRecord record) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(record.toJson(scenes));
      channel.truncate(0).position(0);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }

    /** Forgets the job, which has ended. */
    public void delete() throws IOException {
      try (channel) {
        Files.deleteIfExists(file);
      } finally {
        own.remove(id);
      }
    }

    /** Leaves the job to a later run. */
    @Override
    public void close() throws IOException {
      channel.close();
      own.remove(id);
    }
  }

  /** Takes the next id that no job has. */
  public Entry begin() throws IOException {
    Directories.createParents(directory.resolve(KIND));
    while (true) {
      long number = last.incrementAndGet();
      Path file = directory.resolve(KIND + number + SUFFIX);
      try {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        own.add(KIND + number);
        TargetFile.lock(channel, false);
        return new Entry(KIND + number, file, channel, own, scenes);
      } catch (FileAlreadyExistsException taken) {
        LOG.debug("{} is taken", file);
      }
    }
  }

  /**
   * Takes up an interrupted job.
   *
   * @throws MediaException ARGUMENT_INVALID if there is none of that id, or somebody works on it
   */
  public Entry take(String id) throws IOException {
    Path file = directory.resolve(id + SUFFIX);
    if (!NAME.matcher(id + SUFFIX).matches() || !Files.exists(file) || !own.add(id)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "there is no interrupted job %s; there are %s".formatted(id, interrupted().keySet()));
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!TargetFile.lock(channel, false)) {
      channel.close();
      own.remove(id);
      throw new MediaException(MediaError.ARGUMENT_INVALID, "job " + id + " runs already");
    }
    return new Entry(id, file, channel, own, scenes);
  }

  /** The jobs that nobody works on, by id; a file that cannot be read is passed over. */
  public Map<String, JobRecord> interrupted() throws IOException {
    Map<String, JobRecord> found = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return found;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      String id = name.substring(0, name.length() - SUFFIX.length());
      if (own.contains(id)) {
        continue;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        if (TargetFile.lock(channel, false)) {
          found.put(id, JobRecord.parse(Files.readAllBytes(file), file.toString(), scenes));
        }
      } catch (IOException e) {
        LOG.debug("{} is passed over: {}", file, e.getMessage());
      }
    }
    return found;
  }
}
