package org.kinora.storage.opuswal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.media.Blob;
import org.kinora.media.MediaTime;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.Ffmpeg;

/**
 * FFmpeg's opinion of how long a speaker's sound is, by its packets in Ogg (RFC 3533, RFC 7845).
 */
class DecodedLengthTest {
  @TempDir Path temp;

  @Test
  void tracks_copiedToOgg_decodeToTheirLength() throws IOException {
    try (RecordingReader reader = Sessions.open(Sessions.copyExample(temp))) {
      for (Track track : reader.info().tracks()) {
        TrackIndex index = reader.index(track.id());
        Path file = temp.resolve(track.id() + ".ogg");
        Files.write(file, ogg(index, Sessions.packets(reader, track.id())));
        byte[] sound = Ffmpeg.run("-xerror", "-i", file.toString(), "-f", "s16le", "-ac", "1", "-");
        long samples = MediaTime.toTicks(index.durationUs(0), Opus.RATE_HZ) * index.count();
        assertEquals(samples - Speaker.PRE_SKIP, sound.length / 2, track.name());
      }
    }
  }

  /** A page for each packet, which says where its sound ends. */
  private static byte[] ogg(TrackIndex index, List<Blob> packets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpusHead head = new OpusHead(1, Speaker.PRE_SKIP, Opus.RATE_HZ, 0, 0, Blob.EMPTY);
    out.writeBytes(page(2, 0, 0, head.toFormat().config().toByteArray()));
    out.writeBytes(page(0, 0, 1, "OpusTags\6\0\0\0kinora\0\0\0\0".getBytes(US_ASCII)));
    for (int i = 0; i < packets.size(); i++) {
      long end = MediaTime.toTicks(index.timeUs(i) + index.durationUs(i), Opus.RATE_HZ);
      int flags = i + 1 == packets.size() ? 4 : 0;
      out.writeBytes(page(flags, end + Speaker.PRE_SKIP, i + 2, packets.get(i).toByteArray()));
    }
    return out.toByteArray();
  }

  private static byte[] page(int flags, long granule, int number, byte[] packet) {
    int lacing = packet.length / 255 + 1;
    ByteBuffer page =
        ByteBuffer.allocate(27 + lacing + packet.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put("OggS".getBytes(US_ASCII)).put((byte) 0).put((byte) flags).putLong(granule);
    page.putInt(1).putInt(number).putInt(0).put((byte) lacing);
    for (int rest = packet.length; rest >= 0; rest -= 255) {
      page.put((byte) Math.min(rest, 255));
    }
    return page.put(packet).putInt(22, crc(page.array())).array();
  }

  /** The polynomial 0x04c11db7, unreflected, from 0. */
  private static int crc(byte[] bytes) {
    int crc = 0;
    for (byte next : bytes) {
      crc ^= next << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? 0x04c11db7 : 0);
      }
    }
    return crc;
  }
}
