package org.example.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.support.Ffmpeg;

/** What the contract cannot know: real pictures, and the bytes on the disk. */
class MjpegFormatTest {
  private static final int PICTURES = 12;

  private final MjpegFormat format = new MjpegFormat();
  private final MjpegContractTest contract = new MjpegContractTest();

  @Test
  void open_example_hasThePicturesThatFfmpegSees(@TempDir Path dir) throws IOException {
    Path at = contract.example(dir);
    try (RecordingReader reader = format.open(at)) {
      TrackIndex index = reader.index(1);
      List<Integer> sizes = new ArrayList<>();
      for (int i = 0; i < index.count(); i++) {
        sizes.add(index.size(i));
      }
      List<Integer> seen = new ArrayList<>();
      JsonNode probe = Ffmpeg.probe(at.resolve("pictures.mjpeg"), List.of("-f", "mjpeg"));
      Ffmpeg.packets(probe, 0).forEach(packet -> seen.add(packet.path("size").asInt()));
      assertEquals(seen, sizes);
      assertEquals(PICTURES, index.count());
      assertEquals(1_200_000, index.endUs());
    }
  }

  @Test
  void create_copyOfTheExample_hasTheSameBytes(@TempDir Path dir) throws IOException {
    Path at = contract.example(dir);
    Path copy = dir.resolve("copy");
    try (RecordingReader reader = format.open(at);
        RecordingWriter writer = format.create(copy, reader.info())) {
      reader.read(new SampleRange(1, 0, PICTURES), (info, data) -> writer.append(1, info, data));
      writer.finish();
    }
    for (String file : List.of("pictures.mjpeg", "times.csv")) {
      assertEquals(-1, Files.mismatch(at.resolve(file), copy.resolve(file)), file);
    }
  }

  @Test
  void verify_lineThatIsNone_losesThatPictureOnly(@TempDir Path dir) throws IOException {
    Path at = contract.example(dir);
    List<String> lines = new ArrayList<>(Files.readAllLines(at.resolve("times.csv")));
    lines.set(3, "what is this");
    Files.write(at.resolve("times.csv"), lines);
    List<Fault> faults = new ArrayList<>();
    try (RecordingReader reader = format.open(at)) {
      assertEquals(PICTURES - 1, reader.index(1).count());
      reader.verify(faults::add);
    }
    assertEquals(1, faults.size(), faults::toString);
    assertEquals(Severity.LOSS, faults.get(0).severity());
  }

  @Test
  void verify_notAJpeg_isALoss(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("recording");
    try (RecordingWriter writer = format.create(at, contract.recording(contract.tracks()))) {
      writer.append(1, SampleInfo.inOrder(0, 40_000, 3, true), ByteBuffer.wrap(new byte[3]));
      writer.finish();
    }
    List<Fault> faults = new ArrayList<>();
    try (RecordingReader reader = format.open(at)) {
      reader.verify(faults::add);
    }
    assertEquals(List.of(Severity.LOSS), faults.stream().map(Fault::severity).toList());
  }
}
