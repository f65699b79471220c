package org.kinora.storage.jsonl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.ColorInfo;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.storage.jsonl.Recordings.Sample;
import org.kinora.tck.support.Ffmpeg;

/** The worked example of {@code docs/formats/jsonl.md} is what it says. */
class FormatPageTest {
  @TempDir Path temp;
  private Path example;

  @BeforeEach
  void writeExample() throws IOException {
    String page = Files.readString(Path.of("../../docs/formats/jsonl.md"));
    StringBuilder hex = new StringBuilder();
    block(page, "data.bin").lines().forEach(line -> hex.append(line.split(" {2}", 2)[0]));
    byte[] data = HexFormat.of().parseHex(hex.toString().replace(" ", ""));
    example =
        Recordings.write(
            temp.resolve("rec_1757651534329"),
            block(page, "meta.json"),
            block(page, "index.jsonl"),
            data);
  }

  private static String block(String page, String file) {
    Matcher block =
        Pattern.compile("(?s)```\\w+ " + Pattern.quote(file) + "\n(.*?)```\n").matcher(page);
    assertTrue(block.find(), "the page has a block of " + file);
    return block.group(1);
  }

  @Test
  void open_example_readsTwoPictures() throws IOException {
    try (RecordingReader reader = Recordings.open(example)) {
      VideoFormat video = (VideoFormat) reader.info().tracks().get(0).format();
      assertEquals("vp8", video.codec());
      assertEquals(new ColorInfo(ColorInfo.Range.LIMITED, 2, 2, 5), video.color());
      List<Sample> samples = Recordings.samples(reader, 1);
      assertEquals(
          List.of(
              SampleInfo.inOrder(0, 33_333, 31, true),
              SampleInfo.inOrder(33_333, 33_334, 17, false)),
          samples.stream().map(Sample::info).toList());
      Path ivf = Files.write(temp.resolve("a.ivf"), Recordings.ivf("VP80", 16, 16, samples));
      Ffmpeg.decode(ivf);
    }
    assertEquals(List.of(), Recordings.faults(example));
  }

  @Test
  void write_example_givesTheSameBytes() throws IOException {
    Path copy = temp.resolve("copy");
    try (RecordingReader reader = Recordings.open(example)) {
      RecordingInfo info = reader.info();
      try (RecordingWriter writer = new JsonlFormat().create(copy, info)) {
        for (Sample sample : Recordings.samples(reader, 1)) {
          writer.append(1, sample.info(), sample.bytes().buffer());
        }
        writer.finish();
      }
    }
    for (String name : List.of("meta.json", "index.jsonl")) {
      assertEquals(
          Files.readString(example.resolve(name)), Files.readString(copy.resolve(name)), name);
    }
    assertArrayEquals(
        Files.readAllBytes(example.resolve("data.bin")),
        Files.readAllBytes(copy.resolve("data.bin")));
  }
}
