package org.kinora.container.wave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.support.Ffmpeg;

/** Several tracks as channels side by side, as FFmpeg hears them. */
class PolyWaveTest {
  private static final int RATE_HZ = 8_000;
  private static final int SECOND_US = 1_000_000;

  @TempDir Path dir;

  /** A piece of one track: from when, and how many numbers, all the same. */
  private record Piece(int track, long timeUs, int count, short value) {}

  private static Track track(int id, String codec, int channels, String name) {
    AudioFormat format = new AudioFormat(codec, RATE_HZ, channels, 0, Blob.EMPTY);
    return new Track(id, format, RATE_HZ, name);
  }

  /** A file that is being written. */
  private final class PolyFile {
    private final FileChannel out;
    private final Muxer muxer;

    PolyFile(OptionalLong endUs, Track... tracks) throws IOException {
      RecordingInfo info =
          new RecordingInfo(
              "session 1",
              Optional.of(ZonedDateTime.parse("2026-03-01T10:00:00.5+01:00[Europe/Berlin]")),
              OptionalLong.empty(),
              true,
              List.of(tracks),
              Map.of());
      out =
          FileChannel.open(
              dir.resolve("poly.wav"),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      muxer = new WaveMuxerFactory().create(out, new MuxerSettings(info, endUs, false, Map.of()));
      for (Track track : tracks) {
        muxer.addTrack(track);
      }
    }

    void write(int track, long timeUs, int count, short... frame) throws IOException {
      ByteBuffer data =
          ByteBuffer.allocate(count * frame.length * 2).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        for (short number : frame) {
          data.putShort(number);
        }
      }
      long durationUs = (long) count * SECOND_US / RATE_HZ;
      muxer.write(track, SampleInfo.inOrder(timeUs, durationUs, data.limit(), true), data.flip());
    }

    ByteBuffer finish() throws IOException {
      muxer.finish();
      muxer.close();
      out.close();
      byte[] sound = Ffmpeg.run("-i", dir.resolve("poly.wav").toString(), "-f", "s16le", "-");
      return ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @Test
  void write_monoAndStereo_areThreeChannelsWithTheTracksNames() throws IOException {
    PolyFile file =
        new PolyFile(
            OptionalLong.empty(),
            track(1, "pcm_s16le", 1, "Bob & Zoë"),
            track(2, "pcm_s16le", 2, "Alaydriem"));
    file.write(1, 0, 800, (short) 11);
    file.write(2, 50_000, 800, (short) 22, (short) 33);
    ByteBuffer sound = file.finish();
    assertEquals(1200 * 6, sound.remaining());
    for (int frame = 0; frame < 1200; frame++) {
      assertEquals(frame < 800 ? 11 : 0, sound.getShort(frame * 6), "frame " + frame);
      assertEquals(frame < 400 ? 0 : 22, sound.getShort(frame * 6 + 2), "frame " + frame);
      assertEquals(frame < 400 ? 0 : 33, sound.getShort(frame * 6 + 4), "frame " + frame);
    }
    Path path = dir.resolve("poly.wav");
    String text = Files.readString(path, StandardCharsets.ISO_8859_1);
    String utf8 =
        new String("Bob &amp; Zoë".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("<TRACK_COUNT>3</TRACK_COUNT>"), text.substring(0, 1800));
    assertTrue(
        text.contains(
            "<CHANNEL_INDEX>1</CHANNEL_INDEX><INTERLEAVE_INDEX>1</INTERLEAVE_INDEX><NAME>"
                + utf8
                + "</NAME>"),
        text.substring(0, 1800));
    JsonNode probe = Ffmpeg.probe(path);
    assertEquals("3 channels", layout(probe), "no loudspeaker is meant");
    JsonNode tags = probe.path("format").path("tags");
    assertEquals(36_000L * RATE_HZ + RATE_HZ / 2, tags.path("time_reference").asLong());
    assertEquals("Bob & Zoë, Alaydriem", tags.path("comment").asText());
    assertEquals("session 1", tags.path("originator_reference").asText());
  }

  private static String layout(JsonNode probe) {
    JsonNode stream = probe.path("streams").path(0);
    return stream.path("channel_layout").asText(stream.path("channels").asText() + " channels");
  }

  @Test
  void write_aTrackThatPauses_isSilentAndComesBack() throws IOException {
    PolyFile file =
        new PolyFile(
            OptionalLong.empty(), track(1, "pcm_s16le", 1, "a"), track(2, "pcm_s16le", 1, "b"));
    for (int second = 0; second < 60; second++) {
      file.write(1, (long) second * SECOND_US, RATE_HZ, (short) 11);
      if (second < 3 || second >= 50) {
        file.write(2, (long) second * SECOND_US, RATE_HZ, (short) 22);
      }
    }
    ByteBuffer sound = file.finish();
    assertEquals(60 * RATE_HZ * 4, sound.remaining());
    for (int frame = 0; frame < 60 * RATE_HZ; frame++) {
      assertEquals(11, sound.getShort(frame * 4));
      boolean heard = frame < 3 * RATE_HZ || frame >= 50 * RATE_HZ;
      assertEquals(heard ? 22 : 0, sound.getShort(frame * 4 + 2), "frame " + frame);
    }
  }

  @Test
  void write_moreThanTwoSecondsBehind_isRefused() throws IOException {
    PolyFile file =
        new PolyFile(
            OptionalLong.empty(), track(1, "pcm_s16le", 1, "a"), track(2, "pcm_s16le", 1, "b"));
    for (int second = 0; second < 10; second++) {
      file.write(1, (long) second * SECOND_US, RATE_HZ, (short) 11);
    }
    MediaException refusal =
        assertThrows(MediaException.class, () -> file.write(2, SECOND_US, RATE_HZ, (short) 22));
    assertEquals(MediaError.MUX_ERROR, refusal.code());
    file.write(2, 11L * SECOND_US, RATE_HZ, (short) 22);
    assertEquals(12 * RATE_HZ * 4, file.finish().remaining());
  }

  /** Random pieces of four tracks, no track more than a second ahead, against a plain array. */
  @Test
  void write_randomPieces_lieWhereTheirTimesSay() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Track[] tracks = new Track[4];
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < tracks.length; i++) {
      tracks[i] = track(i + 1, "pcm_s16le", 1, "track " + i);
      long frame = random.nextInt(RATE_HZ);
      while (frame < 30 * RATE_HZ) {
        int count = 1 + random.nextInt(RATE_HZ / 2);
        long timeUs = Math.round(frame * 1e6 / RATE_HZ);
        pieces.add(new Piece(i, timeUs, count, (short) (1 + random.nextInt(1000))));
        frame += count + (random.nextInt(8) == 0 ? random.nextInt(8 * RATE_HZ) : 0);
      }
    }
    pieces.sort(Comparator.comparingLong(Piece::timeUs));
    PolyFile file = new PolyFile(OptionalLong.of(25L * SECOND_US), tracks);
    short[] expected = new short[25 * RATE_HZ * tracks.length];
    for (Piece piece : pieces) {
      file.write(piece.track() + 1, piece.timeUs(), piece.count(), piece.value());
      int first = (int) Math.round(piece.timeUs() * RATE_HZ / 1e6);
      for (int i = first; i < Math.min(first + piece.count(), 25 * RATE_HZ); i++) {
        expected[i * tracks.length + piece.track()] = piece.value();
      }
    }
    ByteBuffer sound = file.finish();
    assertEquals(expected.length * 2, sound.remaining(), "seed " + seed);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], sound.getShort(i * 2), "seed " + seed + ", number " + i);
    }
  }

  @Test
  void finish_endBehindTheSound_isSilentUpToIt() throws IOException {
    PolyFile file = new PolyFile(OptionalLong.of(3L * SECOND_US), track(1, "pcm_s16le", 1, "a"));
    file.write(1, 0, RATE_HZ, (short) 11);
    ByteBuffer sound = file.finish();
    assertEquals(3 * RATE_HZ * 2, sound.remaining());
    assertEquals(11, sound.getShort(RATE_HZ * 2 - 2));
    assertEquals(0, sound.getShort(RATE_HZ * 2));
  }

  @Test
  void addTrack_ofAnotherKind_isRefused() throws IOException {
    PolyFile file = new PolyFile(OptionalLong.empty(), track(1, "pcm_s16le", 1, "a"));
    MediaException refusal =
        assertThrows(
            MediaException.class, () -> file.muxer.addTrack(track(2, "pcm_s24le", 1, "b")));
    assertEquals(MediaError.TRACK_NOT_SUPPORTED, refusal.code());
    file.muxer.close();
    file.out.close();
  }
}
