package org.apache.parquet;

import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.format.converter.ParquetMetadataConverter;

/**
 * Options to read Parquet files without Hadoop. They stand in this package because the constructor
 * that they need is open to it alone: each of parquet-java's builders asks Hadoop for its codecs
 * before it can be told of others.
 */
public final class PlainReadOptions extends ParquetReadOptions {
  private static final int MOST_BYTES_AT_ONCE = 8 << 20;

  /** Options that take all rows, check checksums, and decompress with these codecs. */
  @SuppressWarnings("NullAway") // parquet-java says with null that nothing is encrypted or measured
  public PlainReadOptions(CompressionCodecFactory codecs) {
    super(
        /* useSignedStringMinMax= */ false,
        /* useStatsFilter= */ false,
        /* useDictionaryFilter= */ false,
        /* useRecordFilter= */ false,
        /* useColumnIndexFilter= */ false,
        /* usePageChecksumVerification= */ true,
        /* useBloomFilter= */ false,
        /* useOffHeapDecryptBuffer= */ false,
        /* useHadoopVectoredIo= */ false,
        FilterCompat.NOOP,
        ParquetMetadataConverter.NO_FILTER,
        codecs,
        new HeapByteBufferAllocator(),
        MOST_BYTES_AT_ONCE,
        Map.of(),
        null,
        null,
        new PlainParquetConfiguration());
  }
}
