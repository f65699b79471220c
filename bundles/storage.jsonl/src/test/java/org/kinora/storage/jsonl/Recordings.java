package org.kinora.storage.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.function.Executable;
import org.kinora.media.Blob;
import org.kinora.media.ErrorCode;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;

/** Recordings to test with, and ways to damage copies of them. */
final class Recordings {
  static final String WHOLE = "rec_1757651534329";
  static final String CRASHED = "rec_1757651600000";
  static final String VP9 = "rec_1757651700000";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Recordings() {}

  /** A sample with its bytes. */
  record Sample(SampleInfo info, Blob bytes) {}

  static Path example(String id) {
    return Path.of("../../examples/recordings", id);
  }

  static Path copy(String id, Path into) throws IOException {
    return copy(example(id), into.resolve(id));
  }

  static Path copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
    return to;
  }

  /** A new directory with these files. */
  static Path write(Path directory, String meta, String index, byte[] data) throws IOException {
    Files.createDirectory(directory);
    Files.writeString(directory.resolve("meta.json"), meta);
    Files.writeString(directory.resolve("index.jsonl"), index);
    Files.write(directory.resolve("data.bin"), data);
    return directory;
  }

  static void editLines(Path recording, UnaryOperator<List<String>> edit) throws IOException {
    Path index = recording.resolve("index.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(index));
    Files.writeString(index, String.join("\n", edit.apply(lines)) + "\n");
  }

  static void editMeta(Path recording, Consumer<ObjectNode> edit) throws IOException {
    Path file = recording.resolve("meta.json");
    ObjectNode meta = (ObjectNode) JSON.readTree(file.toFile());
    edit.accept(meta);
    Files.writeString(file, JSON.writeValueAsString(meta));
  }

  static RecordingReader open(Path recording) throws IOException {
    return new JsonlFormat().open(recording);
  }

  static List<Fault> faults(Path recording) throws IOException {
    List<Fault> faults = new ArrayList<>();
    try (RecordingReader reader = open(recording)) {
      reader.verify(faults::add);
    }
    return faults;
  }

  static List<Sample> samples(RecordingReader reader, int trackId) throws IOException {
    List<Sample> samples = new ArrayList<>();
    reader.read(
        new SampleRange(trackId, 0, reader.index(trackId).count()),
        (info, data) -> samples.add(new Sample(info, Blob.of(data))));
    return samples;
  }

  static List<Sample> samples(Path recording) throws IOException {
    try (RecordingReader reader = open(recording)) {
      return reader.info().tracks().isEmpty()
          ? List.of()
          : samples(reader, reader.info().tracks().get(0).id());
    }
  }

  static RecordingInfo info(String id, Track... tracks) {
    return new RecordingInfo(
        id, Optional.empty(), OptionalLong.empty(), true, List.of(tracks), Map.of());
  }

  /** The samples in an IVF file, which FFmpeg reads; its time unit is a microsecond. */
  static byte[] ivf(String fourCc, int width, int height, List<Sample> samples) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] header = new byte[32];
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    fields.put("DKIF".getBytes(UTF_8)).putShort((short) 0).putShort((short) header.length);
    fields.put(fourCc.getBytes(UTF_8)).putShort((short) width).putShort((short) height);
    fields.putInt(1_000_000).putInt(1).putInt(samples.size());
    out.writeBytes(header);
    for (Sample sample : samples) {
      byte[] frame = new byte[12];
      ByteBuffer.wrap(frame)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(sample.bytes().size())
          .putLong(sample.info().timeUs());
      out.writeBytes(frame);
      out.writeBytes(sample.bytes().toByteArray());
    }
    return out.toByteArray();
  }

  static VideoFormat video(Path recording) throws IOException {
    try (RecordingReader reader = open(recording)) {
      return (VideoFormat) reader.info().firstVideo().orElseThrow().format();
    }
  }

  static void truncate(Path file, long size) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void assertHas(Severity severity, String place, String text, Path recording)
      throws IOException {
    List<Fault> faults = faults(recording);
    assertTrue(
        faults.stream()
            .anyMatch(
                fault ->
                    fault.severity() == severity
                        && fault.place().startsWith(place)
                        && fault.message().contains(text)),
        () -> severity + " at " + place + ": " + text + " is not among " + faults);
  }

  static void assertFails(ErrorCode code, Executable call) {
    assertEquals(code, assertThrows(MediaException.class, call).code());
  }
}
