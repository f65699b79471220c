package org.kinora.container.wave;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The chunks that make a WAVE file a Broadcast WAV: {@code bext} version 2 (EBU Tech 3285) and
 * {@code iXML} with the same facts.
 *
 * @param channelNames the name of each channel's track; several channels may be of one
 */
record BroadcastExtension(WaveOptions options, PcmFormat format, List<String> channelNames) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final int VERSION = 2;
  private static final int UMID_BYTES = 64;
  private static final int RESERVED_BYTES = 180;

  /** A loudness value that nobody measured. */
  private static final short NOT_SET = 0x7FFF;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /**
   * Frames from midnight, as the wall clock shows it, to the first frame; 0 where nobody knows.
   * Whole seconds are counted apart, so that it is exact to the frame at any rate.
   */
  long timeReference() {
    long rate = format.sampleRate();
    long nanos = options.start().map(start -> start.toLocalTime().toNanoOfDay()).orElse(0L);
    long rest = Math.round(nanos % NANOS_PER_SECOND * (double) rate / NANOS_PER_SECOND);
    return nanos / NANOS_PER_SECOND * rate + rest;
  }

  private String description() {
    return options
        .description()
        .orElseGet(
            () ->
                channelNames.stream()
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .collect(Collectors.joining(", ")));
  }

  private String mode() {
    if (format.channels() > 2) {
      return "multi";
    }
    boolean oneTrack = channelNames.stream().distinct().count() == 1;
    return format.channels() == 1 ? "mono" : oneTrack ? "stereo" : "dual-mono";
  }

  byte[] bext() {
    String history =
        "A=PCM,F=%d,W=%d,M=%s,T=Kinora\r\n".formatted(format.sampleRate(), format.bits(), mode());
    ByteBuffer out = ByteBuffer.allocate(602 + history.length()).order(ByteOrder.LITTLE_ENDIAN);
    put(out, description(), 256);
    put(out, options.originator(), 32);
    put(out, options.reference(), 32);
    put(out, options.start().map(DATE::format).orElse(""), 10);
    put(out, options.start().map(TIME::format).orElse(""), 8);
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
    element(xml, "NOTE", description());
    xml.append("<SPEED>");
    element(xml, "FILE_SAMPLE_RATE", "" + format.sampleRate());
    element(xml, "AUDIO_BIT_DEPTH", "" + format.bits());
    element(xml, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI", "" + (reference >>> 32));
    element(xml, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO", "" + (reference & 0xFFFF_FFFFL));
    element(xml, "TIMESTAMP_SAMPLE_RATE", "" + format.sampleRate());
    xml.append("</SPEED><TRACK_LIST>");
    element(xml, "TRACK_COUNT", "" + channelNames.size());
    for (int channel = 1; channel <= channelNames.size(); channel++) {
      xml.append("<TRACK>");
      element(xml, "CHANNEL_INDEX", "" + channel);
      element(xml, "INTERLEAVE_INDEX", "" + channel);
      element(xml, "NAME", channelNames.get(channel - 1));
      xml.append("</TRACK>");
    }
    xml.append("</TRACK_LIST></BWFXML>\n");
    return xml.toString().getBytes(UTF_8);
  }

  /** XML 1.0 has no way to say a control character: a space stands for it. */
  private static void element(StringBuilder xml, String name, String text) {
    String legal = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", " ");
    String escaped = legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    xml.append('<').append(name).append('>').append(escaped);
    xml.append("</").append(name).append('>');
  }
}
