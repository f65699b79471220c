package org.kinora.engine.plugin.lease;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;

/** A storage format whose readers and writers are leases. */
public final class LeasedFormat extends LeasedFactory<StorageFormat> implements StorageFormat {
  /**
   * A format for somebody.
   *
   * @param holder who it is
   */
  public LeasedFormat(Registration<StorageFormat> plugin, String holder) {
    super(plugin, holder);
  }

  @Override
  public Probe probe(Path at) throws IOException {
    try {
      return ask(name(), format -> format.probe(at));
    } catch (PluginGone e) {
      return new Probe.NoMatch("its plugin has just gone");
    }
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    return begin(
        name(),
        format -> format.open(at),
        (plugin, reader) -> new LeasedReader(plugin, name(), holder(), at, reader));
  }

  @Override
  public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
      throws IOException {
    return begin(
        name(),
        format -> format.create(at, info, options),
        (plugin, writer) -> new Writer(plugin, name(), holder(), writer));
  }

  @Override
  public RecordingWriter create(Path at, RecordingInfo info) throws IOException {
    return create(at, info, Map.of());
  }

  private static final class Writer extends Session<RecordingWriter> implements RecordingWriter {
    Writer(Registration<?> plugin, String name, String holder, RecordingWriter writer) {
      super(plugin, name, holder, writer);
    }

    @Override
    void close(RecordingWriter made) throws IOException {
      made.close();
    }

    @Override
    public void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
      run(writer -> writer.append(trackId, info, data));
    }

    @Override
    public void flush() throws IOException {
      run(RecordingWriter::flush);
    }

    @Override
    public void finish() throws IOException {
      run(RecordingWriter::finish);
    }
  }
}
