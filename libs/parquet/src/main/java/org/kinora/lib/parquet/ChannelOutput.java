package org.kinora.lib.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A channel that Parquet writes to from its position on and never closes. */
final class ChannelOutput implements OutputFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private final WritableByteChannel channel;

  ChannelOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new Stream(Channels.newOutputStream(channel));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  private static final class Stream extends PositionOutputStream {
    private final OutputStream out;
    private long position;

    /** Headers come a byte at a time: they are gathered. */
    Stream(OutputStream out) {
      this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    /** Hands on what was gathered; the channel stays the caller's. */
    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
