package org.kinora.lib.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compression with Zstandard; parquet-java's own would need Hadoop. Safe for many threads. */
final class ZstdCodec implements CompressionCodecFactory {
  private static final int LEVEL = 3;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    return switch (name) {
      case ZSTD -> new Compressor();
      default -> throw new UnsupportedOperationException("compression " + name);
    };
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return switch (name) {
      case ZSTD -> new Decompressor();
      case UNCOMPRESSED -> new Plain();
      default -> throw new UnsupportedOperationException("compression " + name);
    };
  }

  @Override
  public void release() {
    // Nothing is kept.
  }

  private static final class Compressor implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      return BytesInput.from(Zstd.compress(bytes.toInputStream().readAllBytes(), LEVEL));
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
      // Nothing is kept.
    }
  }

  private static final class Decompressor implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(decompressed(bytes.toInputStream().readAllBytes(), size));
    }

    @Override
    public void decompress(ByteBuffer input, int inputSize, ByteBuffer output, int size)
        throws IOException {
      byte[] bytes = new byte[inputSize];
      input.get(bytes);
      output.put(decompressed(bytes, size));
    }

    private static byte[] decompressed(byte[] bytes, int size) throws IOException {
      try {
        return Zstd.decompress(bytes, size);
      } catch (ZstdException e) {
        throw new IOException("damaged Zstandard data", e);
      }
    }

    @Override
    public void release() {
      // Nothing is kept.
    }
  }

  /** Bytes that were not compressed. */
  private static final class Plain implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) {
      return bytes;
    }

    @Override
    public void decompress(ByteBuffer input, int inputSize, ByteBuffer output, int size) {
      output.put(input.slice(input.position(), inputSize));
      input.position(input.position() + inputSize);
    }

    @Override
    public void release() {
      // Nothing is kept.
    }
  }
}
