package org.kinora.container.wave;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.kinora.media.MediaTime;

/**
 * The chunks that make a WAVE file a Broadcast WAV: {@code bext} version 2 (EBU Tech 3285) and
 * {@code iXML} with the same facts.
 *
 * @param firstFrame by how many frames the file begins after time 0 of the recording; below 0 if it
 *     begins before
 */
record BroadcastExtension(WaveOptions options, PcmFormat format, long firstFrame) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final int VERSION = 2;
  private static final int UMID_BYTES = 64;
  private static final int RESERVED_BYTES = 180;

  /** A loudness value that nobody measured. */
  private static final short NOT_SET = 0x7FFF;

  private static final long NANOS_IN_DAY = 86_400_000_000_000L;

  /** The wall clock at the first frame. */
  private OffsetDateTime begin(OffsetDateTime start) {
    return start.plusNanos(MediaTime.toUs(firstFrame, format.sampleRate()) * 1_000);
  }

  /**
   * Frames from midnight, as the wall clock shows it, to the first frame: exact, for the start's
   * own frames and the file's are added before anything is rounded.
   */
  long timeReference() {
    if (options.start().isEmpty()) {
      return Math.max(0, firstFrame);
    }
    long nanos = options.start().get().toLocalTime().toNanoOfDay();
    long rate = format.sampleRate();
    long seconds = nanos / 1_000_000_000;
    long frames = seconds * rate + Math.round(nanos % 1_000_000_000 * (double) rate / 1e9);
    return Math.floorMod(frames + firstFrame, NANOS_IN_DAY / 1_000_000_000 * rate);
  }

  byte[] bext() {
    String history =
        "A=PCM,F=%d,W=%d,M=%s,T=Kinora\r\n"
            .formatted(
                format.sampleRate(),
                format.bits(),
                format.channels() == 1 ? "mono" : format.channels() == 2 ? "stereo" : "multi");
    ByteBuffer out = ByteBuffer.allocate(602 + history.length()).order(ByteOrder.LITTLE_ENDIAN);
    put(out, options.description(), 256);
    put(out, options.originator(), 32);
    put(out, options.reference(), 32);
    put(out, options.start().map(start -> DATE.format(begin(start))).orElse(""), 10);
    put(out, options.start().map(start -> TIME.format(begin(start))).orElse(""), 8);
    out.putLong(timeReference()).putShort((short) VERSION);
    out.position(out.position() + UMID_BYTES);
    for (int value = 0; value < 5; value++) {
      out.putShort(NOT_SET);
    }
    out.position(out.position() + RESERVED_BYTES);
    return out.put(history.getBytes(UTF_8)).array();
  }

  /** Text in a field of fixed size, cut before a character that does not fit. */
  private static void put(ByteBuffer out, String text, int size) {
    int end = out.position() + size;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      byte[] bytes = Character.toString(character).getBytes(UTF_8);
      if (out.position() + bytes.length > end) {
        break;
      }
      out.put(bytes);
      at += Character.charCount(character);
    }
    out.position(end);
  }

  byte[] ixml() {
    long reference = timeReference();
    StringBuilder xml = new StringBuilder(512);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BWFXML>");
    element(xml, "IXML_VERSION", "1.61");
    element(xml, "NOTE", options.description());
    xml.append("<SPEED>");
    element(xml, "FILE_SAMPLE_RATE", "" + format.sampleRate());
    element(xml, "AUDIO_BIT_DEPTH", "" + format.bits());
    element(xml, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI", "" + (reference >>> 32));
    element(xml, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO", "" + (reference & 0xFFFF_FFFFL));
    element(xml, "TIMESTAMP_SAMPLE_RATE", "" + format.sampleRate());
    xml.append("</SPEED></BWFXML>\n");
    return xml.toString().getBytes(UTF_8);
  }

  private static void element(StringBuilder xml, String name, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    xml.append('<').append(name).append('>').append(escaped);
    xml.append("</").append(name).append('>');
  }
}
