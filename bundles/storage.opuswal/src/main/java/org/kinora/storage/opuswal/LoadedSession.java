package org.kinora.storage.opuswal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;

/** A session whose logs were scanned: their open files, and a table of packets for each speaker. */
final class LoadedSession implements Closeable {
  static final String WAL = "wal";

  /**
   * One log.
   *
   * @param number as the places of packets count it
   * @param key empty if the file header is broken
   * @param speaker who speaks; the file's name if that is not known
   */
  private record Log(int number, String place, String key, String speaker) {
    boolean isNamed() {
      return !speaker.equals(place.substring(WAL.length() + 1));
    }
  }

  private final List<Path> files;
  private final List<FileChannel> channels = new ArrayList<>();
  private final List<SampleTable> tables = new ArrayList<>();
  private final RecordingInfo info;

  private LoadedSession(Path directory, ObjectMapper json, Faults faults) throws IOException {
    Session session = Session.read(directory, json, faults);
    files = logs(directory);
    if (!session.isStated() && files.isEmpty()) {
      throw new MediaException(
          MediaError.META_NOT_FOUND,
          directory + " has neither a session.json with a session_id nor a log in wal");
    }
    List<Track> tracks = new ArrayList<>();
    try {
      for (List<Log> logs : inOrder(speakers(session, faults), session)) {
        Speaker speaker = scan(logs, faults);
        if (speaker.count() > 0 || logs.get(0).isNamed()) {
          tracks.add(speaker.track(tracks.size() + 1));
          tables.add(speaker.table());
        }
      }
    } catch (IOException | UncheckedIOException e) { // unchecked: what a fault sink throws
      close();
      throw e;
    }
    if (!session.isComplete()) {
      faults.add(Severity.NOTE, Session.FILE, () -> "the session was not closed");
    }
    info =
        new RecordingInfo(
            session.id(directory),
            session.startedAt(),
            durationUs(session),
            session.isComplete(),
            tracks,
            session.tags());
  }

  static LoadedSession load(Path directory, ObjectMapper json, Faults faults) throws IOException {
    try {
      return new LoadedSession(directory, json, faults);
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, directory + " cannot be read: " + e, e);
    }
  }

  /** The logs in the order in which segments follow each other. */
  static List<Path> logs(Path directory) throws IOException {
    Path wal = directory.resolve(WAL);
    if (!Files.isDirectory(wal)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(wal)) {
      return entries
          .filter(file -> file.toString().endsWith(WalName.SUFFIX) && Files.isRegularFile(file))
          .sorted(
              Comparator.comparingInt(
                      (Path file) -> WalName.sequence(file.getFileName().toString()))
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    }
  }

  /** Opens all logs; the logs of a speaker are in the order of the files. */
  private Map<String, List<Log>> speakers(Session session, Faults faults) throws IOException {
    Map<String, List<Log>> speakers = new TreeMap<>();
    for (Path file : files) {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      channels.add(channel);
      String fileName = file.getFileName().toString();
      String place = WAL + "/" + fileName;
      String key = new WalScanner(channel, place, faults).key();
      String speaker = key.isEmpty() ? WalName.speaker(fileName, session.speakers()) : key;
      if (key.isEmpty()) {
        faults.add(
            Severity.WARNING,
            place + ", offset 0",
            () -> "no file header NANO-LOG with a key; its name says it is of " + speaker);
      }
      Log log = new Log(channels.size() - 1, place, key, speaker);
      speakers.computeIfAbsent(log.speaker(), name -> new ArrayList<>()).add(log);
    }
    return speakers;
  }

  /** Reads one speaker's packets: what they take until they are a table is held for one alone. */
  private Speaker scan(List<Log> logs, Faults faults) throws IOException {
    Speaker speaker = new Speaker(logs.get(0).speaker());
    for (Log log : logs) {
      new WalScanner(channel(log.number()), log.place(), faults)
          .scan(
              log.key(),
              (stampMs, offset, size, samples, count) ->
                  speaker.add(log.number(), stampMs, offset, size, samples, count));
    }
    return speaker;
  }

  /** First those that the session names, in its order, then the others by name. */
  private static List<List<Log>> inOrder(Map<String, List<Log>> speakers, Session session) {
    List<List<Log>> ordered = new ArrayList<>();
    for (String name : session.speakers()) {
      List<Log> logs = speakers.remove(name);
      if (logs != null) {
        ordered.add(logs);
      }
    }
    ordered.addAll(speakers.values());
    return ordered;
  }

  /** What the session states, or the end of the last packet if that is later. */
  private OptionalLong durationUs(Session session) {
    OptionalLong stated = session.durationUs();
    if (stated.isEmpty()) {
      return stated;
    }
    long endUs = tables.stream().mapToLong(SampleTable::endUs).max().orElse(0);
    return OptionalLong.of(Math.max(stated.getAsLong(), endUs));
  }

  RecordingInfo info() {
    return info;
  }

  SampleTable table(int trackId) throws MediaException {
    return tables.get(info.track(trackId).id() - 1);
  }

  FileChannel channel(int log) {
    return channels.get(log);
  }

  Path file(int log) {
    return files.get(log);
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
