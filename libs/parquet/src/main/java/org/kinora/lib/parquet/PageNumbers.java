package org.kinora.lib.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.DoubleConsumer;
import java.util.function.IntToDoubleFunction;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Values that are numbers, or true and false, by their bits. Integers are written as differences
 * (DELTA_BINARY_PACKED = 5) and without a dictionary: most are times and numbers that count up.
 */
final class PageNumbers extends PageValues {
  private final PrimitiveTypeName type;
  private final int sizeBytes;
  private final boolean isInteger;
  private final NumberDictionary dictionary = new NumberDictionary();
  private long[] bits = new long[1 << 8];

  PageNumbers(PrimitiveTypeName type) {
    this.type = type;
    sizeBytes =
        type == PrimitiveTypeName.INT64 || type == PrimitiveTypeName.DOUBLE
            ? Long.BYTES
            : Integer.BYTES;
    isInteger = type == PrimitiveTypeName.INT32 || type == PrimitiveTypeName.INT64;
    restart();
  }

  @Override
  int put(Object value, int place, boolean look) {
    if (place == bits.length) {
      bits = Arrays.copyOf(bits, 2 * place);
    }
    long number = bits(value);
    bits[place] = number;
    return look ? dictionary.indexOf(number) : 0;
  }

  private long bits(Object value) {
    return switch (type) {
      case INT32 -> (Integer) value;
      case INT64 -> (Long) value;
      case FLOAT -> Float.floatToRawIntBits((Float) value);
      case DOUBLE -> Double.doubleToRawLongBits((Double) value);
      default -> (Boolean) value ? 1 : 0;
    };
  }

  @Override
  int distinct() {
    return dictionary.size();
  }

  @Override
  long plainBytes() {
    return type == PrimitiveTypeName.BOOLEAN ? (count() + 7L) / 8 : (long) count() * sizeBytes;
  }

  @Override
  long dictionaryBytes() {
    return (long) dictionary.size() * sizeBytes;
  }

  @Override
  Encoding write(PageBytes out) throws IOException {
    if (isInteger) {
      writeDifferences(out);
      return Encoding.DELTA_BINARY_PACKED;
    } else if (type == PrimitiveTypeName.BOOLEAN) {
      writeBits(out);
    } else {
      write(bits, count(), out);
    }
    return Encoding.PLAIN;
  }

  private void writeDifferences(PageBytes out) throws IOException {
    ByteBufferAllocator memory = new HeapByteBufferAllocator();
    int slabBytes = 1 << 10;
    int mostBytes = (int) Math.max(slabBytes, plainBytes());
    try (ValuesWriter differences =
        type == PrimitiveTypeName.INT64
            ? new DeltaBinaryPackingValuesWriterForLong(slabBytes, mostBytes, memory)
            : new DeltaBinaryPackingValuesWriterForInteger(slabBytes, mostBytes, memory)) {
      for (int i = 0; i < count(); i++) {
        if (type == PrimitiveTypeName.INT64) {
          differences.writeLong(bits[i]);
        } else {
          differences.writeInteger((int) bits[i]);
        }
      }
      BytesInput bytes = differences.getBytes();
      int size = Math.toIntExact(bytes.size());
      out.room(size).put(bytes.toInputStream().slice(size));
    }
  }

  @Override
  void writeDictionary(int size, PageBytes out) {
    write(dictionary.numbers(), size, out);
  }

  private void write(long[] numbers, int size, PageBytes out) {
    ByteBuffer bytes = out.room(size * sizeBytes);
    if (sizeBytes == Long.BYTES) {
      bytes.asLongBuffer().put(numbers, 0, size);
      bytes.position(bytes.position() + size * sizeBytes);
    } else {
      for (int i = 0; i < size; i++) {
        bytes.putInt((int) numbers[i]);
      }
    }
  }

  /** Eight a byte, the first in the lowest bit. */
  private void writeBits(PageBytes out) {
    ByteBuffer bytes = out.room((int) plainBytes());
    for (int i = 0; i < count(); i += Byte.SIZE) {
      int gathered = 0;
      for (int j = i; j < Math.min(count(), i + Byte.SIZE); j++) {
        gathered |= (int) bits[j] << (j - i);
      }
      bytes.put((byte) gathered);
    }
  }

  @Override
  void describe(Statistics<?> statistics) {
    if (count() == 0) {
      return;
    }
    switch (type) {
      case FLOAT ->
          describe(
              i -> Float.intBitsToFloat((int) bits[i]),
              number -> statistics.updateStats((float) number));
      case DOUBLE -> describe(i -> Double.longBitsToDouble(bits[i]), statistics::updateStats);
      default -> describeIntegers(statistics);
    }
  }

  private void describeIntegers(Statistics<?> statistics) {
    long least = bits[0];
    long greatest = bits[0];
    for (int i = 1; i < count(); i++) {
      least = Math.min(least, bits[i]);
      greatest = Math.max(greatest, bits[i]);
    }
    for (long number : new long[] {least, greatest}) {
      switch (type) {
        case INT32 -> statistics.updateStats((int) number);
        case INT64 -> statistics.updateStats(number);
        default -> statistics.updateStats(number != 0);
      }
    }
  }

  /** The statistics count what is not a number and know the two zeros. */
  private void describe(IntToDoubleFunction value, DoubleConsumer statistics) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count(); i++) {
      double number = value.applyAsDouble(i);
      if (Double.isNaN(number)) {
        statistics.accept(number);
      } else {
        least = Math.min(least, number);
        greatest = Math.max(greatest, number);
      }
    }
    if (least <= greatest) {
      statistics.accept(least);
      statistics.accept(greatest);
    }
  }

  @Override
  void restart() {
    super.restart();
    dictionary.clear();
    if (isInteger || type == PrimitiveTypeName.BOOLEAN) {
      giveUpDictionary();
    }
  }
}
