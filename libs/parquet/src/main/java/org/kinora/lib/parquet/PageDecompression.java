package org.kinora.lib.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Unpacks pages that are compressed with Zstandard, as ours are, or with Snappy, as most others
 * are; parquet-java's own codecs would need Hadoop. Safe for many threads.
 */
final class PageDecompression implements CompressionCodecFactory {
  /** Snappy compresses so many bytes by themselves; nothing refers to what is farther back. */
  private static final int SNAPPY_WINDOW_BYTES = 1 << 16;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    throw new UnsupportedOperationException("nothing is compressed here");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return switch (name) {
      case ZSTD -> new Decompressor(PageDecompression::unpackZstd);
      case SNAPPY -> new Decompressor(PageDecompression::unpackSnappy);
      case UNCOMPRESSED -> new Plain();
      default -> throw new UnsupportedOperationException("compression " + name);
    };
  }

  @Override
  public void release() {
    // Nothing is kept.
  }

  private static byte[] unpackZstd(byte[] packed, int size) throws IOException {
    try {
      return Zstd.decompress(packed, size);
    } catch (ZstdException e) {
      throw new IOException("damaged Zstandard data", e);
    }
  }

  private static byte[] unpackSnappy(byte[] packed, int size) throws IOException {
    try (InputStream in =
        new SnappyCompressorInputStream(new ByteArrayInputStream(packed), SNAPPY_WINDOW_BYTES)) {
      byte[] bytes = in.readNBytes(size);
      if (bytes.length == size) {
        return bytes;
      }
      throw new IOException("%d bytes of Snappy, expected %d".formatted(bytes.length, size));
    } catch (RuntimeException e) {
      throw new IOException("damaged Snappy data", e);
    }
  }

  /** Unpacks the bytes of a page. */
  @FunctionalInterface
  private interface Unpacking {
    byte[] unpack(byte[] packed, int size) throws IOException;
  }

  private record Decompressor(Unpacking unpacking) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(unpacking.unpack(bytes.toInputStream().readAllBytes(), size));
    }

    @Override
    public void decompress(ByteBuffer input, int inputSize, ByteBuffer output, int size)
        throws IOException {
      byte[] bytes = new byte[inputSize];
      input.get(bytes);
      output.put(unpacking.unpack(bytes, size));
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
