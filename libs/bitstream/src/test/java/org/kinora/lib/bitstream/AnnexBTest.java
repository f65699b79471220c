package org.kinora.lib.bitstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.tck.support.Ffmpeg;

class AnnexBTest {
  private static final String H264_RECORDING = "rec_1757651534329";

  @TempDir Path directory;

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static List<String> nals(ByteBuffer data) {
    List<String> nals = new ArrayList<>();
    AnnexB.forEachNal(data, nal -> nals.add(Blob.of(nal).toString()));
    return nals;
  }

  @Test
  void forEachNal_bothStartCodes_trimsZerosAndPassesOverWhatIsBefore() {
    ByteBuffer data = bytes("ff00 00000001 67aa 000001 68bb 00000001 65cc00dd 0000 000001 000001");
    assertEquals(List.of("67aa", "68bb", "65cc00dd"), nals(data));
    assertEquals(0, data.position(), "the buffer is left as it was");
  }

  @Test
  void forEachNal_noStartCode_handsOverNothing() {
    assertEquals(List.of(), nals(bytes("0000 02 0000 03")));
    assertEquals(List.of(), nals(bytes("")));
  }

  @Test
  void forEachNal_randomBytes_agreesWithPlainSearch() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] data = new byte[random.nextInt(64)];
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) random.nextInt(3); // many start codes
      }
      assertEquals(plainSearch(data), nals(ByteBuffer.wrap(data)), "seed " + seed);
    }
  }

  /** Annex B by regular expression over hexadecimal pairs. */
  private static List<String> plainSearch(byte[] data) {
    String pairs = HexFormat.ofDelimiter(" ").formatHex(data) + " ";
    String[] parts = pairs.split("00 00 01 ", -1);
    List<String> nals = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String nal = parts[i].replaceAll("(00 )+$", "").replace(" ", "");
      if (!nal.isEmpty()) {
        nals.add(nal);
      }
    }
    return nals;
  }

  @Test
  void startsWithStartCode_variousBeginnings_tellsThemApart() {
    assertTrue(AnnexB.startsWithStartCode(bytes("00000167")));
    assertTrue(AnnexB.startsWithStartCode(bytes("0000000167")));
    assertFalse(AnnexB.startsWithStartCode(bytes("00000265")));
    assertFalse(AnnexB.startsWithStartCode(bytes("0000")));
  }

  @Test
  void toLengthPrefixed_noStartCode_isDecodeError() {
    MediaException e =
        assertThrows(
            MediaException.class,
            () -> AnnexB.toLengthPrefixed(bytes("6742c01e"), nal -> true, ByteBuffer.allocate(64)));
    assertEquals(MediaError.DECODE_ERROR, e.code());
  }

  @Test
  void toLengthPrefixed_largeEnoughBuffer_isReused() throws MediaException {
    ByteBuffer reuse = ByteBuffer.allocateDirect(64);
    assertSame(reuse, AnnexB.toLengthPrefixed(bytes("0000016742"), nal -> true, reuse));
    assertEquals("000000026742", Blob.of(reuse).toString());
  }

  @Test
  void toLengthPrefixed_exampleRecording_equalsWhatFfmpegWritesToMp4() throws IOException {
    Path mp4 = directory.resolve("ours.mp4");
    Ffmpeg.run(
        "-f",
        "h264",
        "-i",
        "../../examples/recordings/" + H264_RECORDING + "/data.bin",
        "-frames:v",
        "200",
        "-c",
        "copy",
        mp4.toString());
    List<ByteBuffer> theirs = Streams.packets(mp4);
    List<ByteBuffer> samples = Streams.recording(H264_RECORDING);
    ByteBuffer buffer = ByteBuffer.allocate(0);
    for (int i = 0; i < theirs.size(); i++) {
      buffer = AnnexB.toLengthPrefixed(samples.get(i), nal -> true, buffer);
      assertEquals(theirs.get(i), buffer, "sample " + i);
    }
    assertEquals(200, theirs.size());
  }

  @Test
  void toAnnexB_exampleRecording_givesBackTheNalUnits() throws IOException {
    List<ByteBuffer> samples = Streams.recording(H264_RECORDING);
    Blob sets = ParameterSets.fromAnnexB(NalCodec.AVC, samples.get(0)).annexB();
    ByteBuffer prefixed = ByteBuffer.allocateDirect(16);
    ByteBuffer back = ByteBuffer.allocateDirect(16);
    for (ByteBuffer sample : samples) {
      boolean key = !ParameterSets.fromAnnexB(NalCodec.AVC, sample).sps().isEmpty();
      prefixed =
          AnnexB.toLengthPrefixed(sample, first -> !NalCodec.AVC.isParameterSet(first), prefixed);
      ByteBuffer before = key ? sets.buffer() : ByteBuffer.allocate(0);
      back = LengthPrefixed.toAnnexB(prefixed, 4, before, back);
      assertEquals(withoutDelimiters(sample), withoutDelimiters(back));
    }
    assertEquals(600, samples.size());
  }

  private static List<String> withoutDelimiters(ByteBuffer sample) {
    List<String> nals = nals(sample);
    nals.removeIf(nal -> nal.startsWith("09"));
    return nals;
  }

  @Test
  void toAnnexB_shorterLengths_areRead() throws MediaException {
    ByteBuffer none = ByteBuffer.allocate(0);
    List<String> samples = List.of("02 6742 01 68", "0002 6742 0001 68", "000002 6742 000001 68");
    for (int lengthSize = 1; lengthSize <= 3; lengthSize++) {
      ByteBuffer sample = bytes(samples.get(lengthSize - 1));
      ByteBuffer back = LengthPrefixed.toAnnexB(sample, lengthSize, none, none);
      assertEquals("0000000167420000000168", Blob.of(back).toString());
    }
  }

  @Test
  void toAnnexB_lengthOverTheEnd_isDecodeError() {
    ByteBuffer none = ByteBuffer.allocate(0);
    for (String sample : List.of("00000003 6742", "ffffffff 67", "000000")) {
      MediaException e =
          assertThrows(
              MediaException.class, () -> LengthPrefixed.toAnnexB(bytes(sample), 4, none, none));
      assertEquals(MediaError.DECODE_ERROR, e.code());
    }
  }
}
