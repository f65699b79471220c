package org.kinora.lib.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** Values that are texts. */
final class PageTexts extends PageValues {
  private final Map<String, Integer> places = new HashMap<>();
  private final List<byte[]> dictionary = new ArrayList<>();
  private byte[][] texts = new byte[1 << 8][];
  private long plainBytes;
  private long dictionaryBytes;
  private String last = "";
  private int lastPlace = -1;

  @Override
  int put(Object value, int place, boolean look) {
    if (place == texts.length) {
      texts = Arrays.copyOf(texts, 2 * place);
    }
    String text = (String) value;
    int index = look ? indexOf(text) : 0;
    texts[place] = look ? dictionary.get(index) : text.getBytes(UTF_8);
    plainBytes += sizeBytes(texts[place]);
    return index;
  }

  @SuppressWarnings("ReferenceEquality") // mostly the same constant as before
  private int indexOf(String text) {
    if (text == last && lastPlace >= 0) {
      return lastPlace;
    }
    Integer known = places.get(text);
    if (known == null) {
      known = dictionary.size();
      byte[] bytes = text.getBytes(UTF_8);
      places.put(text, known);
      dictionary.add(bytes);
      dictionaryBytes += sizeBytes(bytes);
    }
    last = text;
    lastPlace = known;
    return known;
  }

  private static long sizeBytes(byte[] text) {
    return (long) Integer.BYTES + text.length;
  }

  @Override
  int distinct() {
    return dictionary.size();
  }

  @Override
  long plainBytes() {
    return plainBytes;
  }

  @Override
  long dictionaryBytes() {
    return dictionaryBytes;
  }

  @Override
  Encoding write(PageBytes out) {
    for (int i = 0; i < count(); i++) {
      write(texts[i], out);
    }
    return Encoding.PLAIN;
  }

  @Override
  void writeDictionary(int size, PageBytes out) {
    for (byte[] text : dictionary.subList(0, size)) {
      write(text, out);
    }
  }

  private static void write(byte[] text, PageBytes out) {
    ByteBuffer bytes = out.room(Math.addExact(Integer.BYTES, text.length));
    bytes.putInt(text.length).put(text);
  }

  @Override
  void describe(Statistics<?> statistics) {
    if (count() == 0) {
      return;
    }
    byte[] least = texts[0];
    byte[] greatest = texts[0];
    for (int i = 1; i < count(); i++) {
      byte[] text = texts[i];
      if (text == texts[i - 1]) {
        continue;
      }
      if (Arrays.compareUnsigned(text, least) < 0) {
        least = text;
      } else if (Arrays.compareUnsigned(text, greatest) > 0) {
        greatest = text;
      }
    }
    statistics.updateStats(Binary.fromConstantByteArray(least));
    statistics.updateStats(Binary.fromConstantByteArray(greatest));
  }

  @Override
  void clear() {
    super.clear();
    plainBytes = 0;
  }

  @Override
  void restart() {
    super.restart();
    places.clear();
    dictionary.clear();
    dictionaryBytes = 0;
    lastPlace = -1;
  }
}
