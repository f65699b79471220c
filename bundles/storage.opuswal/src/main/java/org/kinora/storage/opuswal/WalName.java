package org.kinora.storage.opuswal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File names of logs: {@code readable-hash-0001.log}. Readers believe only the number, and the rest
 * where the header of a file does not say whose it is.
 */
final class WalName {
  static final String SUFFIX = ".log";

  private static final int MOST_READABLE_CHARS = 20;
  private static final Pattern SEQUENCE = Pattern.compile("-([0-9]{1,9})\\.log$");

  private WalName() {}

  static String of(String key, int sequence) {
    StringBuilder readable = new StringBuilder();
    key.codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-')
        .limit(MOST_READABLE_CHARS)
        .forEach(readable::appendCodePoint);
    return "%s-%s-%04d%s".formatted(readable, Long.toUnsignedString(hash(key)), sequence, SUFFIX);
  }

  /**
   * Whose log it is by its name alone, which is for those without a header that says so.
   *
   * @param speakers who may be meant
   * @return the file's name if it is that of none of them
   */
  static String speaker(String fileName, Collection<String> speakers) {
    int sequence = sequence(fileName);
    return speakers.stream()
        .filter(speaker -> of(speaker, sequence).equals(fileName))
        .findFirst()
        .orElse(fileName);
  }

  /** The segment's number; 0 where the name has none. */
  static int sequence(String fileName) {
    Matcher matcher = SEQUENCE.matcher(fileName);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** SipHash-1-3 with a key of zeros over the key's length, 64 bits, and its bytes. */
  static long hash(String key) {
    byte[] bytes = key.getBytes(UTF_8);
    int length = Long.BYTES + bytes.length;
    ByteBuffer in = ByteBuffer.allocate(length / 8 * 8 + 8).order(ByteOrder.LITTLE_ENDIAN);
    in.putLong(bytes.length).put(bytes).put(in.capacity() - 1, (byte) length).rewind();
    long[] v = {0x736f6d6570736575L, 0x646f72616e646f6dL, 0x6c7967656e657261L, 0x7465646279746573L};
    while (in.hasRemaining()) {
      long word = in.getLong();
      v[3] ^= word;
      round(v);
      v[0] ^= word;
    }
    v[2] ^= 0xFF;
    round(v);
    round(v);
    round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
  }

  private static void round(long[] v) {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
    v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
    v[0] = Long.rotateLeft(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
    v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
    v[2] = Long.rotateLeft(v[2], 32);
  }
}
