package org.kinora.lib.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.Closeable;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Compresses pages with Zstandard. One thread. */
final class PageCompressor implements Closeable {
  private static final int LEVEL = 3;

  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
  private byte[] target = new byte[0];

  /** The compressed bytes, which are the caller's. */
  BytesInput compress(PageBytes page) {
    int bound = (int) Zstd.compressBound(page.size());
    if (target.length < bound) {
      target = new byte[bound];
    }
    int size = zstd.compressByteArray(target, 0, target.length, page.array(), 0, page.size());
    return BytesInput.from(Arrays.copyOf(target, size));
  }

  @Override
  public void close() {
    zstd.close();
  }
}
