package org.kinora.tck.contract.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** What holds for WAVE files: RIFF, Broadcast WAVE (EBU Tech 3285) and RF64 (EBU Tech 3306). */
final class WaveRules {
  private static final Rule RIFF_SIZE =
      Rule.must(
          "wave.size",
          "The file is as long as its header, or ds64 in RF64, says; odd chunks are padded.",
          "EBU Tech 3285 1; EBU Tech 3306 3.");
  private static final Rule ORDER =
      Rule.must(
          "wave.format-first",
          "There is one fmt chunk in front of one data chunk.",
          "Multimedia Programming Interface.");
  private static final Rule FORMAT =
      Rule.must(
          "wave.format",
          "Bytes a frame and a second are those of channels, bits and rate.",
          "Multimedia Programming Interface.");
  private static final Rule WHOLE_FRAMES =
      Rule.must(
          "wave.whole-frames", "The data is whole frames.", "Multimedia Programming Interface.");
  private static final Rule DS64 =
      Rule.must(
          "wave.ds64",
          "In RF64 the chunk ds64 is the first one, and the sizes that it holds are ffffffff.",
          "EBU Tech 3306 3.");
  private static final Rule BEXT =
      Rule.must(
          "wave.bext",
          "The bext chunk has at least 602 bytes, and a version up to 2.",
          "EBU Tech 3285 2.3.");
  private static final Rule LOUDNESS =
      Rule.must(
          "wave.loudness",
          "Loudness in bext version 2 is measured or 7fff, which says that it was not.",
          "EBU Tech 3285 2.3.");
  private static final Rule EXTENSIBLE =
      Rule.should(
          "wave.extensible",
          "More than two channels, or more than 16 bits of PCM, have WAVE_FORMAT_EXTENSIBLE.",
          "Microsoft, Multiple Channel Audio Data and WAVE Files.");

  static final List<Rule> ALL =
      List.of(RIFF_SIZE, ORDER, FORMAT, WHOLE_FRAMES, DS64, BEXT, LOUDNESS, EXTENSIBLE);

  private static final int PCM_TAG = 1;
  private static final int BEXT_BYTES = 602;
  private static final int VERSION_AT = 346;
  private static final int LOUDNESS_AT = 412;
  private static final int NOT_SET = 0x7FFF;
  private static final int MOST_LOUDNESS = 9_999;
  private static final long IN_DS64 = 0xFFFF_FFFFL;

  private WaveRules() {}

  static void check(Node file, Breaches breaches) throws IOException {
    Node riff = file.children().get(0);
    List<Node> chunks = riff.children();
    for (Node chunk : chunks) {
      breaches.require(
          !chunk.part().detail().startsWith("cut: "),
          FileRules.READABLE,
          chunk,
          chunk.name() + " " + chunk.part().detail());
    }
    boolean large = riff.name().equals("RF64");
    checkSizes(file, riff, large, breaches);
    List<Node> formats = riff.all("fmt ");
    List<Node> data = riff.all("data");
    boolean ordered =
        formats.size() == 1
            && data.size() == 1
            && formats.get(0).part().offset() < data.get(0).part().offset();
    breaches.require(ordered, ORDER, riff, formats.size() + " fmt, " + data.size() + " data");
    if (ordered) {
      checkFormat(formats.get(0), data.get(0), breaches);
    }
    for (Node bext : riff.all("bext")) {
      checkBext(bext, breaches);
    }
  }

  private static void checkSizes(Node file, Node riff, boolean large, Breaches breaches)
      throws IOException {
    long stated = little(file.bytes(4, 4)).getInt() & IN_DS64;
    if (large) {
      Optional<Node> ds64 = riff.first("ds64");
      boolean first = ds64.isPresent() && riff.children().get(0).name().equals("ds64");
      breaches.require(first && stated == IN_DS64, DS64, riff, "RIFF size " + stated);
      if (!first) {
        return;
      }
      stated = little(ds64.get().payload()).getLong(0);
    }
    long sizeBytes = file.part().sizeBytes();
    breaches.require(
        stated + 8 == sizeBytes, RIFF_SIZE, riff, stated + " + 8 of " + sizeBytes + " bytes");
  }

  private static void checkFormat(Node fmt, Node data, Breaches breaches) throws IOException {
    ByteBuffer format = little(fmt.payload());
    int tag = format.getShort(0) & 0xFFFF;
    int channels = format.getShort(2) & 0xFFFF;
    int bits = format.getShort(14) & 0xFFFF;
    int frame = format.getShort(12) & 0xFFFF;
    long rate = format.getInt(4) & 0xFFFF_FFFFL;
    breaches.require(
        frame == channels * ((bits + 7) / 8)
            && (format.getInt(8) & 0xFFFF_FFFFL) == rate * frame
            && frame > 0,
        FORMAT,
        fmt,
        frame + " bytes a frame, " + format.getInt(8) + " a second");
    long dataBytes = data.part().sizeBytes() - 8;
    breaches.require(frame > 0 && dataBytes % frame == 0, WHOLE_FRAMES, data, dataBytes + " bytes");
    breaches.require(
        tag != PCM_TAG || (channels <= 2 && bits <= 16),
        EXTENSIBLE,
        fmt,
        "tag 1 with " + channels + " channels of " + bits + " bits");
  }

  private static void checkBext(Node chunk, Breaches breaches) throws IOException {
    ByteBuffer bext = little(chunk.payload());
    int version = bext.remaining() < BEXT_BYTES ? -1 : bext.getShort(VERSION_AT);
    breaches.require(
        version >= 0 && version <= 2, BEXT, chunk, bext.remaining() + " bytes, version " + version);
    if (version != 2) {
      return;
    }
    boolean measured = false;
    boolean possible = true;
    for (int at = LOUDNESS_AT; at < LOUDNESS_AT + 10; at += 2) {
      int value = bext.getShort(at);
      measured |= value != 0;
      possible &= value == NOT_SET || Math.abs(value) <= MOST_LOUDNESS;
    }
    breaches.require(
        measured && possible, LOUDNESS, chunk, measured ? "more than 99.99" : "0 everywhere");
  }

  private static ByteBuffer little(ByteBuffer bytes) {
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }
}
