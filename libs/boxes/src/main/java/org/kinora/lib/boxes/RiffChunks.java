package org.kinora.lib.boxes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The chunks of a WAVE file, also of one beyond 4 GiB (EBU Tech 3306). */
final class RiffChunks {
  private static final int HEADER_BYTES = 8;
  private static final int FORM_BYTES = 12;
  private static final long IN_DS64 = 0xFFFF_FFFFL;

  private final FileWindow file;
  private final PartSink sink;
  private long dataBytes = IN_DS64;

  RiffChunks(FileWindow file, PartSink sink) {
    this.file = file;
    this.sink = sink;
  }

  void walk() throws IOException {
    String name = name(0);
    String form = file.size() < FORM_BYTES ? "" : name(HEADER_BYTES);
    sink.accept(new Part(0, 0, file.size(), name, form));
    long at = FORM_BYTES;
    while (file.size() - at >= HEADER_BYTES) {
      String chunk = name(at);
      long payload = Integer.toUnsignedLong(little(at + 4, 4).getInt());
      if (chunk.equals("ds64") && file.size() - at >= HEADER_BYTES + 24) {
        dataBytes = little(at + HEADER_BYTES + 8, 8).getLong();
      } else if (chunk.equals("data") && payload == IN_DS64) {
        payload = dataBytes;
      }
      long missing = payload - (file.size() - at - HEADER_BYTES);
      String detail =
          missing > 0 ? Structure.cut(missing) : detail(chunk, at + HEADER_BYTES, payload);
      sink.accept(new Part(1, at, HEADER_BYTES + payload, chunk, detail));
      if (missing > 0 || payload < 0) {
        return;
      }
      at += HEADER_BYTES + payload + (payload & 1);
    }
  }

  private String detail(String chunk, long at, long sizeBytes) throws IOException {
    if (chunk.equals("fmt ") && sizeBytes >= 16) {
      ByteBuffer format = little(at, 16);
      return "tag %d, %d channels, %d Hz, %d bits"
          .formatted(
              format.getShort(0) & 0xFFFF,
              format.getShort(2) & 0xFFFF,
              format.getInt(4),
              format.getShort(14) & 0xFFFF);
    }
    if (chunk.equals("bext") && sizeBytes >= 348) {
      return "%s %s, time reference %d, version %d"
          .formatted(
              text(at + 320, 10),
              text(at + 330, 8),
              little(at + 338, 8).getLong(),
              little(at + 346, 2).getShort());
    }
    return "";
  }

  private String name(long at) throws IOException {
    return text(at, 4);
  }

  private String text(long at, int count) throws IOException {
    byte[] text = new byte[count];
    file.at(at, count).get(text);
    return new String(text, ISO_8859_1);
  }

  private ByteBuffer little(long at, int count) throws IOException {
    return file.at(at, count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
