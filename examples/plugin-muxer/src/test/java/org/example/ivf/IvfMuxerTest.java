package org.example.ivf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;

/** What the contract cannot know: every byte of a file. */
class IvfMuxerTest {
  @Test
  void write_onePicture_theseBytes(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("one.ivf");
    VideoFormat vp8 = new VideoFormat("vp8", 640, 360, ColorInfo.UNSPECIFIED, Blob.EMPTY);
    Track track = new Track(1, vp8, 1_000_000, "");
    RecordingInfo recording =
        new RecordingInfo(
            "rec_1", Optional.empty(), OptionalLong.empty(), true, List.of(track), Map.of());
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Muxer muxer = new IvfMuxerFactory().create(out, MuxerSettings.of(recording, Map.of()))) {
      int number = muxer.addTrack(track);
      ByteBuffer data = ByteBuffer.wrap(new byte[] {(byte) 0xAA, (byte) 0xBB});
      muxer.write(number, SampleInfo.inOrder(40_000, 40_000, 2, true), data);
      muxer.finish();
    }
    assertEquals(
        "444b4946" // DKIF
            + "0000" // version
            + "2000" // length of this header
            + "56503830" // VP80
            + "8002" // 640
            + "6801" // 360
            + "40420f00" // 1,000,000 ticks a second
            + "01000000"
            + "80380100" // 80,000 of them until the picture ends
            + "00000000"
            + "02000000" // two bytes
            + "409c000000000000" // at 40,000 us
            + "aabb",
        HexFormat.of().formatHex(Files.readAllBytes(file)));
  }
}
