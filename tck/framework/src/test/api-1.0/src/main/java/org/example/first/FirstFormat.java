package org.example.first;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.spi.storage.StorageFormatType;
import org.osgi.service.component.annotations.Component;

/** One video track in the file {@code first.bin}: a head, then each sample behind its numbers. */
@Component
@StorageFormatType(
    format = "first",
    format_reads = 1,
    format_writes = 1,
    format_loses = "all but pictures and their times",
    description = "One file")
public final class FirstFormat implements StorageFormat {
  private static final String FILE = "first.bin";
  private static final String MAGIC = "first 1";

  @Override
  public Probe probe(Path at) {
    return Files.isRegularFile(at.resolve(FILE))
        ? new Probe.Match(1)
        : new Probe.NoMatch("there is no file " + FILE);
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    if (!Files.isRegularFile(at.resolve(FILE))) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, at + " has no file " + FILE);
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(at.resolve(FILE)))) {
      if (!in.readUTF().equals(MAGIC)) {
        throw new MediaException(MediaError.FORMAT_UNKNOWN, at + " does not begin with " + MAGIC);
      }
      String id = in.readUTF();
      VideoFormat video =
          new VideoFormat(
              in.readUTF(), in.readInt(), in.readInt(), ColorInfo.UNSPECIFIED, Blob.EMPTY);
      List<SampleInfo> infos = new ArrayList<>();
      List<byte[]> samples = new ArrayList<>();
      boolean complete = readSamples(in, infos, samples);
      List<Track> tracks = List.of(new Track(1, video, 1_000_000, ""));
      RecordingInfo info =
          new RecordingInfo(id, Optional.empty(), OptionalLong.empty(), complete, tracks, Map.of());
      return new FirstReader(info, infos, samples);
    }
  }

  private static boolean readSamples(
      DataInputStream in, List<SampleInfo> infos, List<byte[]> samples) throws IOException {
    try {
      for (int size = in.readInt(); size >= 0; size = in.readInt()) {
        infos.add(SampleInfo.inOrder(in.readLong(), in.readLong(), size, true));
        samples.add(in.readNBytes(size));
      }
      return true;
    } catch (EOFException e) {
      return false;
    }
  }

  @Override
  public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
      throws IOException {
    if (info.tracks().size() != 1
        || !(info.tracks().get(0).format() instanceof VideoFormat video)) {
      throw new MediaException(MediaError.TRACK_NOT_SUPPORTED, "one video track is expected");
    }
    Files.createDirectory(at);
    DataOutputStream out = new DataOutputStream(Files.newOutputStream(at.resolve(FILE)));
    out.writeUTF(MAGIC);
    out.writeUTF(info.id());
    out.writeUTF(video.codec());
    out.writeInt(video.width());
    out.writeInt(video.height());
    return new Writer(out);
  }

  private record Writer(DataOutputStream out) implements RecordingWriter {
    @Override
    public void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      out.writeInt(bytes.length);
      out.writeLong(info.timeUs());
      out.writeLong(info.durationUs());
      out.write(bytes);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void finish() throws IOException {
      out.writeInt(-1);
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
